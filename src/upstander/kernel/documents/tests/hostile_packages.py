"""Word and Excel files that mean harm, or that are broken, and what is said of each."""
# ruff: noqa: E501 - the parts of a file read best as they lie in it

import struct
from io import BytesIO
from zipfile import ZIP_STORED, ZipFile

from upstander.kernel.documents.tests.making import (
    HEAD,
    R,
    W,
    archive,
    cell,
    docx,
    p,
    relations,
    run,
    tbl,
    word_parts,
    xlsx,
)

GOOD = docx(p("Plan 2024-25"), tbl(("Action", "Lead"), ("Meet", "Police")))
SHEET = xlsx(("Plan", [["Objective", "Action", "Lead"], ["Trust", "Meet", "Police"]]))
DAMAGED_WORD = "The file is damaged. Open it in Word, save it again, and bring the new file in."
DAMAGED_EXCEL = "The file is damaged. Open it in Excel, save it again, and bring the new file in."
TOO_FAR = (
    "The file unpacks to far more than a plan. Copy only the plan to a new file and bring that in."
)
TOO_MUCH = (
    "The file holds far more than a plan. Copy only the plan to a new file and bring that in."
)
ENTITIES = (
    "The file declares entities, which no office program writes. Copy the plan to a new document "
    "and bring that in."
)
PASSWORD = "The file has a password. Save it without one and bring it in again."
PATHS_WORD = (
    "The file holds paths that Word never writes. Open it there, save it under a new name, and "
    "bring that in."
)
PATHS_EXCEL = PATHS_WORD.replace("Word", "Excel")
MACROS = "The file holds macros, which are never run or kept. Save it as {} and bring that in."
SHEET_HEAD = f'{HEAD}<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
SHEET_END = "</sheetData></worksheet>"


HIDDEN_COLUMNS = (
    "</sheetData><cols>"
    + "<col min='1' max='2000000000' hidden='1'/>" * 5_000
    + "</cols><sheetData><row><c t='inlineStr'><is><t>Action</t></is></c></row>"
)


def changed(content, **parts):
    """Take a package and put other parts into it, or drop those that are None."""
    held = {}
    with ZipFile(BytesIO(content)) as old:
        held = {name: old.read(name) for name in old.namelist()}
    for name, value in parts.items():
        held[name] = value
    return archive({name: value for name, value in held.items() if value is not None})


def with_part(name, value, content=GOOD):
    return changed(content, **{name: value})


def word(body, before=""):
    return with_part(
        "word/document.xml",
        f'<?xml version="1.0"?>{before}<w:document xmlns:w="{W}" xmlns:r="{R}"><w:body>{body}</w:body></w:document>',
    )


def sheet(rows):
    return with_part("xl/worksheets/sheet1.xml", f"{SHEET_HEAD}{rows}{SHEET_END}", SHEET)


def patched(content, old, new):
    assert old in content
    return content.replace(old, new)


def locked():
    """Mark every entry as encrypted, as archive programs with a password do."""
    held = bytearray(GOOD)
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = held.find(signature)
        while at >= 0:
            flags = struct.unpack_from("<H", held, at + offset)[0]
            struct.pack_into("<H", held, at + offset, flags | 1)
            at = held.find(signature, at + 4)
    return bytes(held)


def twice():
    out = BytesIO()
    with ZipFile(out, "w") as made:
        for name, value in word_parts(p("x")).items():
            made.writestr(name, value)
        held = made.infolist()[2]
        made.writestr("word/other.xml", "<x/>")
        made.infolist()[-1].filename = held.filename
    return out.getvalue()


def lying_length():
    """An entry that says it is short, and is not."""
    out = BytesIO()
    with ZipFile(out, "w", ZIP_STORED) as made:
        for name, value in word_parts(p("x" * 500)).items():
            made.writestr(name, value)
        for entry in made.infolist():
            if entry.filename == "word/document.xml":
                entry.file_size = 10
    return out.getvalue()


def wrong_sum():
    return patched(GOOD_STORED, b"Meet", b"Heap")


GOOD_STORED = archive(
    word_parts(p("Plan 2024-25"), tbl(("Action", "Lead"), ("Meet", "Police"))), ZIP_STORED
)
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
ELSEWHERE = ' TargetMode="External"'


def nested(depth):
    inner = tbl(("Action", "Lead"), ("Meet", "Police"))
    for _ in range(depth):
        inner = tbl((cell([inner]),))
    return inner


REFUSED = {
    "cut short": (GOOD[:-40], "plan.docx", DAMAGED_WORD),
    "cut in half": (GOOD[: len(GOOD) // 2], "plan.docx", DAMAGED_WORD),
    "workbook cut short": (SHEET[:-60], "plan.xlsx", DAMAGED_EXCEL),
    "a sum that is wrong": (wrong_sum(), "plan.docx", DAMAGED_WORD),
    "no document in it": (archive({"word/other.xml": "<x/>"}), "plan.docx", DAMAGED_WORD),
    "no workbook in it": (archive({"xl/other.xml": "<x/>"}), "plan.xlsx", DAMAGED_EXCEL),
    "an entry that lies about its length": (lying_length(), "plan.docx", DAMAGED_WORD),
    "broken markup": (
        with_part("word/document.xml", b"<w:document><w:body>"),
        "plan.docx",
        DAMAGED_WORD,
    ),
    "NULs for markup": (with_part("word/document.xml", b"\0" * 4_000), "plan.docx", DAMAGED_WORD),
    "an empty part": (with_part("word/document.xml", b""), "plan.docx", DAMAGED_WORD),
    "bomb of blank paragraphs": (word("<w:p/>" * 9_000_000), "plan.docx", TOO_FAR),
    "a million paragraphs": (word("<w:p/>" * 1_000_000), "plan.docx", TOO_MUCH),
    "bomb in a part nobody reads": (
        with_part("word/media/x.xml", b"0" * 60_000_000),
        "plan.docx",
        TOO_FAR,
    ),
    "thousands of entries": (
        archive({**word_parts(p("x")), **{f"word/{n}.xml": "" for n in range(2_100)}}),
        "plan.docx",
        TOO_FAR,
    ),
    "external entity": (
        word("<w:p>&x;</w:p>", '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>'),
        "plan.docx",
        ENTITIES,
    ),
    "entity over the network": (
        word("<w:p/>", '<!DOCTYPE d SYSTEM "http://127.0.0.1:9/x.dtd">'),
        "plan.docx",
        ENTITIES,
    ),
    "a billion laughs": (
        word("<w:p>&l9;</w:p>", f'<!DOCTYPE d [<!ENTITY l0 "ha">{LAUGHS}]>'),
        "plan.docx",
        ENTITIES,
    ),
    "entity in the styles": (
        with_part("word/styles.xml", '<!DOCTYPE d [<!ENTITY x "y">]><styles>&x;</styles>'),
        "plan.docx",
        ENTITIES,
    ),
    "entity in a workbook": (
        with_part("xl/worksheets/sheet1.xml", '<!DOCTYPE d [<!ENTITY x "y">]><worksheet/>', SHEET),
        "plan.xlsx",
        ENTITIES,
    ),
    "markup nested without end": (
        word("<w:sdt>" * 3_000 + "</w:sdt>" * 3_000),
        "plan.docx",
        "The file is nested far too deep. Copy the plan to a new file and bring that in.",
    ),
    "changes within changes without end": (
        word("<w:p>" + "<w:ins>" * 5_000 + "</w:ins>" * 5_000 + "</w:p>"),
        "plan.docx",
        "The file is nested far too deep. Copy the plan to a new file and bring that in.",
    ),
    "400 nested tables": (
        word(nested(399)),
        "plan.docx",
        "The file is nested far too deep. Copy the plan to a new file and bring that in.",
    ),
    "20 nested tables": (
        word(nested(19)),
        "plan.docx",
        "The file has tables within tables far too deep. Copy the plan to a new document and bring that in.",
    ),
    "path that climbs out": (with_part("../../etc/cron.d/x", b"x"), "plan.docx", PATHS_WORD),
    "path from the root": (with_part("/etc/passwd", b"x"), "plan.docx", PATHS_WORD),
    "path on a drive": (with_part("C:\\windows\\x", b"x"), "plan.docx", PATHS_WORD),
    "path with backslashes": (with_part("word\\..\\..\\x", b"x", SHEET), "plan.xlsx", PATHS_EXCEL),
    "the same entry twice": (twice(), "plan.docx", PATHS_WORD),
    "entries with a password": (locked(), "plan.docx", PASSWORD),
    "macros in Word": (with_part("word/vbaProject.bin", b"x"), "plan.docx", MACROS.format("docx")),
    "macros in Excel": (
        with_part("xl/vbaProject.bin", b"x", SHEET),
        "plan.xlsx",
        MACROS.format("xlsx"),
    ),
    "called docm": (
        GOOD,
        "plan.docm",
        "The file is of a kind with macros. Save it as docx and bring that in.",
    ),
    "called xlsm": (
        SHEET,
        "plan.xlsm",
        "The file is of a kind with macros. Save it as xlsx and bring that in.",
    ),
    "takes in another file": (
        word('<w:altChunk r:id="r5"/>'),
        "plan.docx",
        "The file takes in another file as a whole. Open it in Word, save it again, and bring the new file in.",
    ),
    "a cell of 5 MB in Word": (
        word(tbl(("Action", "Lead"), ("x" * 5_000_000, "Police"))),
        "plan.docx",
        "Table 1, row 2 holds a text of more than 100,000 characters. Shorten it, or split it, and bring the file in again.",
    ),
    "a cell of 5 MB in Excel": (
        sheet(f'<row r="1"><c r="A1" t="inlineStr"><is><t>{"x" * 5_000_000}</t></is></c></row>'),
        "plan.xlsx",
        "Sheet “Plan”, row 1 holds a text of more than 100,000 characters. Shorten it, or split it, and bring the file in again.",
    ),
    "200,000 rows": (
        sheet(
            "".join(
                f'<row r="{n}"><c r="A{n}"><v>{n * 7919 % 99991}</v></c></row>'
                for n in range(1, 200_001)
            )
        ),
        "plan.xlsx",
        "The file has more than 20,000 rows. Copy only the rows of the plan to a new file and bring that in.",
    ),
    "16,000 columns": (
        sheet('<row r="1">' + "".join(f"<c><v>{n}</v></c>" for n in range(16_000)) + "</row>"),
        "plan.xlsx",
        "The file has more than 200 columns. Copy only the columns of the plan to a new file and bring that in.",
    ),
    "a span of 999 columns": (
        word(tbl((cell("x", span=999),))),
        "plan.docx",
        "The file has more than 200 columns. Copy only the columns of the plan to a new file and bring that in.",
    ),
    "slides": (
        archive({"ppt/presentation.xml": "<x/>", "[Content_Types].xml": "<x/>"}),
        "plan.pptx",
        "The file holds slides. Bring the plan as docx, xlsx, csv, pdf or txt.",
    ),
    "OpenDocument": (
        archive({"mimetype": "application/vnd.oasis.opendocument.text"}, ZIP_STORED),
        "plan.odt",
        "The file is an OpenDocument file. Save it as docx and bring that in.",
    ),
    "OpenDocument sheet": (
        archive({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}, ZIP_STORED),
        "plan.ods",
        "The file is an OpenDocument file. Save it as xlsx and bring that in.",
    ),
    "some archive": (
        archive({"a.txt": "x"}),
        "plan.zip",
        "The file is packed. Unpack it and bring in the plan that lies in it.",
    ),
    "some archive called docx": (archive({"a.txt": "x"}), "plan.docx", DAMAGED_WORD),
    "a workbook called docx": (
        SHEET,
        "plan.docx",
        "The file is called docx, but it is a xlsx file. Give it the ending .xlsx and bring it in again.",
    ),
    "a document called pdf": (
        GOOD,
        "plan.pdf",
        "The file is called pdf, but it is a docx file. Give it the ending .docx and bring it in again.",
    ),
}

READ = {
    "a cell two billion columns wide": (
        word(
            "<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val='2000000000'/></w:tcPr>"
            f"{p('Action')}</w:tc></w:tr></w:tbl>"
        ),
        "plan.docx",
        "",
    ),
    "two billion hidden columns, said 5,000 times": (
        sheet(HIDDEN_COLUMNS),
        "plan.xlsx",
        "It is hidden in your workbook and was read as well. Take out what is not meant.",
    ),
    "hidden columns without numbers": (
        sheet("</sheetData><cols><col min='x' max='-1' hidden='1'/></cols><sheetData>"),
        "plan.xlsx",
        "",
    ),
    "a remote template": (
        docx(
            p("Plan"),
            more={
                "word/settings.xml": f'<w:settings xmlns:w="{W}"/>',
                "word/_rels/settings.xml.rels": relations(
                    ("r1", "attachedTemplate", "http://127.0.0.1:9/evil.dotm", ELSEWHERE)
                ),
            },
        ),
        "plan.docx",
        "The file points to something kept elsewhere. It was not fetched.",
    ),
    "a linked object": (
        docx(p("Plan"), links=(("r7", "oleObject", "file:///etc/passwd", ELSEWHERE),)),
        "plan.docx",
        "The file points to something kept elsewhere. It was not fetched.",
    ),
    "signs that turn words": (
        docx(p(run("Safe \u202egnp.exe\u202c words"))),
        "plan.docx",
        "Signs that turn the direction of reading were taken out of some words. Look whether they "
        "read right.",
    ),
    "markup as words": (docx(p("<script>alert(1)</script>")), "plan.docx", ""),
    "a formula": (xlsx(("Plan", [["=cmd|' /C calc'!A0", "+1", "@x"]])), "plan.xlsx", ""),
    "hidden words": (
        docx(p(run("Seen "), run("unseen", vanish=True))),
        "plan.docx",
        "These words are hidden in Word and were left out.",
    ),
}
