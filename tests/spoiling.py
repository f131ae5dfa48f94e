"""Files spoilt at random, byte by byte and part by part: what the fuzzing feeds to each reader."""

import json
import re
import zlib
from functools import cache
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from upstander.kernel.documents.model import Cell, Line, Paragraph, Row, Table, document
from upstander.kernel.documents.tests.making import Canvas, bullet, cell, docx, p, tbl, xlsx
from upstander.kernel.plan.interchange.writing import write_document
from upstander.kernel.plan.recognition.tests.sketching import plan_in

TEXT = """Hate Crime Action Plan 2025-26
Key: Green = complete, Amber = in progress, Red = behind
Theme 1: Listening
Objective\tAction\tLead\tDue\tRAG\tProgress
1.1 Be heard\tHold an evening in each ward\tPolice; Housing\tOct 25\tAmber\tTwo held
\tWrite down what is said\tSafer Anytown\tQ3\tRed\t
Theme 2: Acting
2.1 Be there\t• Ring everybody back\tVictim Care\tOngoing\tGreen\tUpdate: done
* depends on money
"""
WORDS = (
    "", " ", "Theme 1: Trust", "Objective 2 – Care", "1.2 Be heard", "A3", "1d*", "Action", "Lead",
    "By when", "RAG", "Progress", "Police, Housing and Health", "Q3", "Oct 24", "31/02/2025",
    "Ongoing",
    "Green", "R", "✓", "Total", "7", "Lead: Police; by March 2026", "• Hold an evening", "* note",
    "Update Oct 24: two held", "Priority", "Outcome", "50%", "\u202eesrever", "ﬁ\u0301", "х" * 40,
    "<b>&amp;</b>", "=cmd|' /C calc'!A0", "Meet. Talk. Write it down.", "(", ")", "- ", "1.",
    "o talk",
    "Key: Red = behind", "Apr", "Jan", "Objective | Lead", "PN = Priya Nand, MO = Marcus Ojo",
    "—" * 9,
)  # fmt: skip
NOISE = (
    b"\0",
    b"\xff",
    b"\xfe\xff",
    b'"',
    b"<",
    b"&#0;",
    b"]]>",
    b"\r",
    b"\t",
    b"\x1b",
    b"\xef\xbb\xbf",
    b"%",
)
NUMBERS = ("0", "-1", "1", "2", "99", "99999", "4294967296", "1e309", "NaN", "", "x", "0x10", "٣")
KINDS = ("docx", "xlsx", "csv", "pdf", "txt", "json", "layout")


def spoilt(kind, chance):
    """Make one spoilt file of a kind, or for "layout" a document that no reader made."""
    if kind == "layout":
        return random_document(chance)
    content = sound(kind, chance.randrange(3))
    for _ in range(chance.choice((1, 1, 2, 4))):
        content = chance.choice(WAYS[kind])(content, chance)
    return content


@cache
def sound(kind, number):
    """Give a sound file to begin with."""
    rows = [line.split("\t") for line in TEXT.splitlines()]
    if kind == "docx":
        return docx(*_word_blocks(rows, number))
    if kind == "xlsx":
        look = {"colour": "FFC000", "bold": True, "span": 2}
        return xlsx(("Plan", [*rows, [("Red", look)]]), ("Key", [["PN", "Priya Nand"]]))
    if kind == "pdf":
        return _pages(rows, ruled=number != 1)
    if kind == "json":
        return write_document(plan_in(TEXT, "plan.txt"), "json")
    if kind == "csv":
        return TEXT.replace("\t", (",", ";", "\t")[number]).encode(
            "utf-16" if number == 2 else "utf-8"
        )
    return TEXT.encode(("utf-8", "cp1252", "utf-16")[number], "replace")


def _word_blocks(rows, number):
    table = tbl(
        (cell("Theme 1: Listening", span=3, fill="DDDDDD"),),
        *[
            (cell(row[0], merge="begin" if row[0] else "on"), cell([bullet(row[1])]), row[2])
            for row in rows
            if len(row) > 2
        ],
        ("", cell([tbl(("Milestone", "Date"), ("Book a room", "June"))]), ""),
    )
    return [p(rows[0][0], style="H1"), p(rows[1][0]), table, *[p(rows[-1][0])] * number]


def _pages(rows, ruled):
    page = Canvas()
    page.line(rows[0][0], 16, bold=True)
    page.table((90, 200, 90, 60, 60, 90), [row for row in rows if len(row) == 6], ruled=ruled)
    page.line(rows[6][0], 13, bold=True)
    page.line("• Ring everybody back (Lead: Police)")
    return page.bytes()


# ---- bytes


def flip(content, chance):
    changed = bytearray(content or b" ")
    for _ in range(chance.choice((1, 3, 20))):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def cut_off(content, chance):
    return content[: chance.randrange(len(content) + 1)]


def take_out(content, chance):
    at = chance.randrange(len(content) + 1)
    return content[:at] + content[at + chance.choice((1, 8, 200)) :]


def put_in(content, chance):
    at = chance.randrange(len(content) + 1)
    return content[:at] + chance.choice(NOISE) * chance.choice((1, 2, 500)) + content[at:]


def repeat(content, chance):
    at, size = chance.randrange(len(content) + 1), chance.choice((3, 60, 900))
    return content[:at] + content[at : at + size] * chance.choice((2, 40)) + content[at + size :]


BYTES = (flip, cut_off, take_out, put_in, repeat)

# ---- lines of text


def shuffle_lines(content, chance):
    lines = content.split(b"\n")
    chance.shuffle(lines)
    return b"\n".join(lines)


def new_cells(content, chance):
    cells = [chance.choice(WORDS) for _ in range(chance.randrange(1, 9))]
    line = chance.choice((",", ";", "\t", "|", "   ")).join(cells).encode()
    at = content.find(b"\n", chance.randrange(len(content) + 1))
    return content[:at] + b"\n" + line + b"\n" + content[at:]


def recode(content, chance):
    text = content.decode("utf-8", "replace")
    return text.encode(
        chance.choice(("utf-16", "utf-16-le", "utf-32", "cp1252", "utf-7")), "replace"
    )


# ---- archives and their markup


def remade(content, chance):
    """Write an archive anew with a part lost, renamed, swapped, cut off, or stored another way."""
    parts = _parts(content)
    if not parts:
        return content
    name = chance.choice(list(parts))
    way = chance.randrange(5)
    held = parts.pop(name)
    if way == 1:
        parts[chance.choice(("../x.xml", "word/document.xml", "xl/workbook.xml", name + "2"))] = (
            held
        )
    elif way == 2:
        parts[name] = chance.choice(list(parts.values()) or [b""])
    elif way == 3:
        parts[name] = chance.choice(BYTES)(held, chance)
    elif way == 4:
        parts[name] = zlib.compress(held)
    return _archive(parts, chance.choice((ZIP_DEFLATED, ZIP_STORED)))


def remarked(content, chance):
    """Change the markup of one part: elements doubled, dropped, nested, or numbers made absurd."""
    parts = _parts(content)
    marked = [name for name in parts if name.endswith((".xml", ".rels"))]
    if not marked:
        return content
    name = chance.choice(marked)
    text = parts[name].decode("utf-8", "replace")
    for _ in range(chance.choice((1, 1, 5))):
        text = chance.choice((_number, _double, _drop, _nest, _words))(text, chance)
    parts[name] = text.encode()
    return _archive(parts, ZIP_DEFLATED)


def _number(text, chance):
    return _at_one(text, r'="-?\d+"', lambda _: f'="{chance.choice(NUMBERS)}"', chance)


def _double(text, chance):
    return _at_one(text, _ELEMENT, lambda m: m[0] * chance.choice((2, 3, 30)), chance)


def _drop(text, chance):
    return _at_one(text, chance.choice((_ELEMENT, r"<[^>]*>")), lambda _: "", chance)


def _nest(text, chance):
    deep = chance.choice((1, 3, 30))
    return _at_one(
        text, _ELEMENT, lambda m: _OPEN.match(m[0])[0] * deep + m[0] + f"</{m[1]}>" * deep, chance
    )


def _words(text, chance):
    words = json.dumps(chance.choice(WORDS))[1:-1].replace("<", "&lt;").replace("&a", "&amp;a")
    return _at_one(text, r">[^<>]+<", lambda _: f">{words}<", chance)


_ELEMENT = r"<([\w:]+)(?: [^<>]*)?>(?:(?!<\1[ >]).){0,3000}?</\1>"
_OPEN = re.compile(r"<[^<>]*>")


def _at_one(text, pattern, change, chance):
    found = list(re.finditer(pattern, text, re.DOTALL))
    if not found:
        return text
    match = chance.choice(found)
    return text[: match.start()] + change(match) + text[match.end() :]


def _parts(content):
    try:
        with ZipFile(BytesIO(content)) as archive:
            return {entry.filename: archive.read(entry) for entry in archive.infolist()}
    except Exception:  # noqa: BLE001 - spoilt so far that it is no archive any more
        return {}


def _archive(parts, way):
    out = BytesIO()
    with ZipFile(out, "w") as archive:
        for name, content in parts.items():
            entry = ZipInfo(name)
            entry.compress_type = way
            archive.writestr(entry, content)
    return out.getvalue()


# ---- pages


def absurd_number(content, chance):
    text = content.decode("latin-1")
    return _at_one(text, r"-?\d+(?:\.\d+)?", lambda _: chance.choice(NUMBERS), chance).encode(
        "latin-1", "replace"
    )


def swap_objects(content, chance):
    text = content.decode("latin-1")
    objects = re.findall(r"\d+ 0 obj.*?endobj", text, re.DOTALL)
    if len(objects) < 2:
        return content
    one, other = chance.sample(objects, 2)
    way = chance.choice((other, one + "\n" + other, "", one.replace("/", "/X", 1)))
    return text.replace(one, way, 1).encode("latin-1", "replace")


# ---- JSON and layouts


def other_values(content, chance):
    try:
        data = json.loads(content)
    except ValueError:
        return content
    held = data
    for _ in range(chance.randrange(1, 9)):
        inner = [
            v
            for v in (held.values() if isinstance(held, dict) else held)
            if v and isinstance(v, dict | list)
        ]
        if not inner or chance.random() < 0.2:
            break
        held = chance.choice(inner)
    key = chance.choice(list(held) if isinstance(held, dict) else range(len(held)))
    odd = (None, 0, 1e999, True, "", "x" * 400, [], {}, [[]], [None], {"": {}}, "2025-13-45", data)
    held[key] = json.loads(json.dumps(chance.choice(odd)))
    return json.dumps(data).encode()


def random_document(chance):
    """Put a document together of any blocks, as no file would have them."""
    blocks = [
        _paragraph(chance) if chance.random() < 0.5 else _table(chance, 0)
        for _ in range(chance.randrange(9))
    ]
    name = chance.choice(("plan.docx", "plan.pdf", "", "2024-25.xlsx", "."))
    return document(chance.choice(KINDS[:5]), name, blocks, title=chance.choice(WORDS))


def _line(chance):
    words = " ".join(chance.choice(WORDS) for _ in range(chance.choice((1, 1, 2, 6))))
    marks = tuple(chance.choice((["1"], ["*"], [])))
    flags = [chance.random() < 0.2 for _ in range(2)]
    return Line(
        words.strip(),
        chance.choice(("", "", "•", "*", "1.", "a)")),
        chance.randrange(3),
        *flags,
        marks,
    )


def _paragraph(chance):
    level = chance.choice((0, 0, 1, 2, 9))
    return Paragraph(
        _line(chance), "Paragraph 1", level, page=chance.randrange(3), margin=chance.random() < 0.1
    )


def _table(chance, deep):
    width = chance.randrange(1, 9)
    rows = []
    for number in range(chance.randrange(7)):
        columns = sorted(chance.sample(range(width), chance.randrange(width + 1)))
        rows.append(
            Row(
                f"Row {number}",
                tuple(_cell(chance, column, deep) for column in columns),
                number // 3,
            )
        )
    return Table(tuple(rows), width, chance.choice(("", "", "Theme 1", "2024-25", "Q1")))


def _cell(chance, column, deep):
    lines = tuple(_line(chance) for _ in range(chance.choice((0, 1, 1, 1, 4))))
    colour = chance.choice(("", "", "ff0000", "00b050", "ffc000", "zz"))
    inner = (_table(chance, deep + 1),) if deep < 2 and chance.random() < 0.05 else ()
    return Cell(
        column, lines, chance.choice((1, 1, 1, 3)), chance.choice((1, 1, 2, 9)), colour, inner
    )


LINES = (*BYTES, shuffle_lines, new_cells, new_cells, recode)
WAYS = {
    "docx": (flip, cut_off, remade, *[remarked] * 9),
    "xlsx": (flip, cut_off, remade, *[remarked] * 9),
    "csv": LINES,
    "txt": LINES,
    "pdf": (*BYTES, absurd_number, absurd_number, absurd_number, swap_objects, swap_objects),
    "json": (*BYTES, other_values, other_values, other_values, other_values),
}
