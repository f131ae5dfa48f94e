import io
import zipfile
from datetime import date, datetime, time

import pytest
from openpyxl import Workbook

from upstander.kernel.errors import Refused
from upstander.kernel.exports import workbook
from upstander.kernel.exports.reading import read_rows
from upstander.kernel.exports.sheet import Sheet
from upstander.kernel.exports.writing import to_xlsx


def read(content, name="list.csv", **options):
    content = content.encode() if isinstance(content, str) else content
    return read_rows(io.BytesIO(content), name, **options)


def archive(*entries, compression=zipfile.ZIP_DEFLATED):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as file:
        for name, content in entries:
            file.writestr(name, content)
    return out.getvalue()


def book(*rows, title="Rows"):
    made = Workbook()
    made.active.title = title
    for row in rows:
        made.active.append(row)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        b'Name,Town\nZo\xc3\xab,"Kingston, Surrey"\n',
        b'\xef\xbb\xbfName,Town\r\nZo\xc3\xab,"Kingston, Surrey"\r\n',
        b"Name;Town\nZo\xeb;Kingston, Surrey\n",
        b"Name\tTown\nZo\xc3\xab\tKingston, Surrey\n",
        b"sep=;\nName;Town\nZo\xc3\xab;Kingston, Surrey\n",
        "Name\tTown\r\nZoë\tKingston, Surrey\r\n".encode("utf-16"),
        b'\n\nName,Town,\n,,\nZo\xc3\xab,"Kingston, Surrey",\n\n',
    ],
    ids=["utf-8", "bom", "cp1252", "tab", "sep", "utf-16", "blank rows"],
)
def test_csv_is_read_in_all_the_ways_that_spreadsheets_write_it(content):
    sheet = read(content)

    assert sheet.columns == ("Name", "Town")
    assert sheet.rows == [["Zoë", "Kingston, Surrey"]]


def test_rows_keep_the_number_that_a_person_finds_them_by():
    sheet = read('Name,Note\nA,"two\nlines"\n\nB,\n')

    assert sheet.rows == [["A", "two\nlines"], ["B", ""]]
    assert sheet.numbers == (2, 4)


def test_a_workbook_is_read_as_text():
    content = book(
        ["What", "When", "How many", "Done"],
        ["Walk", date(2024, 10, 12), 12.0, True],
        [None, datetime(2024, 10, 12, 9, 30), 1.5, False],
        ["Talk", time(9, 30), 7, None],
    )

    assert read(content, "a.xlsx").rows == [
        ["Walk", "2024-10-12", "12", "Yes"],
        ["", "2024-10-12 09:30:00", "1.5", "No"],
        ["Talk", "09:30:00", "7", ""],
    ]


def test_a_named_sheet_of_a_workbook_is_read():
    content = to_xlsx(Sheet("One", ("a",), [("1",)]), Sheet("Two", ("b",), [("2",)]))

    assert read(content, "a.xlsx", sheet_name="two ").rows == [["2"]]
    assert read(content, "a.xlsx").rows == [["1"]]
    with pytest.raises(Refused, match="no sheet named “Three”"):
        read(content, "a.xlsx", sheet_name="Three")


def bomb():
    return archive(("xl/workbook.xml", b""), ("xl/worksheets/sheet1.xml", b"0" * 20_000_000))


def locked():
    content = bytearray(archive(("xl/workbook.xml", b"x")))
    place = content.index(b"PK\x01\x02") + 8
    content[place] |= 1
    return bytes(content)


def damaged():
    content = archive(("xl/workbook.xml", b"<not-xml"), ("[Content_Types].xml", b"<x/>"))
    return content


REFUSED = {
    "empty": (b"", "list.csv", "The file is empty"),
    "only spaces": (b" \n \n", "list.csv", "The file is empty"),
    "only commas": (b",,\n,,\n", "list.csv", "The file is empty"),
    "other kind": (b"%PDF-1.7", "list.pdf", "Only csv and xlsx"),
    "no ending": (b"a,b\n1,2\n", "list", "Only csv and xlsx"),
    "noughts": (b"a,b\n\0,2\n", "list.csv", "not text"),
    "bytes": (b"a,b\n\x81\xff\xfe,2\n", "list.csv", "not text"),
    "half of utf-16": (b"\xff\xfea", "list.csv", "not text"),
    "open quotation": (b'a,b\n"1,2\n3,4\n', "list.csv", "from line 2 on"),
    "no heading": (b"a,,c\n1,2,3\n", "list.csv", "Column 2 has no heading"),
    "twice": (b"Name,name\n1,2\n", "list.csv", "Two columns have the heading"),
    "too wide a row": (b"a,b\n1,2,3\n", "list.csv", "Row 2 has more cells"),
    "many columns": (",".join(map(str, range(201))).encode(), "list.csv", "more than 200 columns"),
    "many rows": (b"a\n" + b"1\n" * 20_001, "list.csv", "more than 20,000 rows"),
    "long cell": (b"a\n" + b"x" * 100_001, "list.csv", "more than 100,000 characters"),
    "endless cell": (b"a\n" + b"x" * 200_000, "list.csv", "far too long"),
    "large": (b"a\n" + b"x" * (20 * 1024 * 1024), "list.csv", "larger than 20 MB"),
    "old xls": (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "list.xlsx", "old xls format"),
    "no archive": (b"PK\x03\x04 and then nothing", "list.xlsx", "not a workbook"),
    "no workbook": (archive(("word/document.xml", b"x")), "list.xlsx", "not a workbook"),
    "locked": (locked(), "list.xlsx", "has a password"),
    "damaged": (damaged(), "list.xlsx", "damaged"),
    "bomb": (bomb(), "list.xlsx", "far more than a list"),
    "wide workbook": (book([f"c{n}" for n in range(201)]), "list.xlsx", "more than 200 columns"),
    "far column": (book(["a"], ["1", *[None] * 300, "x"]), "list.xlsx", "Row 2 has more cells"),
}


@pytest.mark.parametrize(("content", "name", "sentence"), REFUSED.values(), ids=REFUSED)
def test_a_file_that_cannot_be_read_is_refused_with_a_sentence(content, name, sentence):
    with pytest.raises(Refused, match=sentence):
        read(content, name)


@pytest.mark.parametrize("many", ["entries", "bytes"])
def test_an_archive_that_unpacks_to_far_more_is_refused(monkeypatch, many):
    if many == "entries":
        entries = [("xl/workbook.xml", b""), *((f"x{n}", b"") for n in range(2_000))]
    else:
        monkeypatch.setattr(workbook, "LARGEST_TOTAL", 100)
        entries = [("xl/workbook.xml", b"x" * 101)]

    with pytest.raises(Refused, match="far more than a list"):
        read(archive(*entries), "list.xlsx")


@pytest.mark.slow
def test_a_sheet_that_claims_more_rows_than_the_format_has_is_refused():
    content = book(["a"], ["1"])
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        entries = [(entry.filename, file.read(entry)) for entry in file.infolist()]
    far = [(n, c.replace(b'r="2"', b'r="1148577"').replace(b"A2", b"A1148577")) for n, c in entries]

    with pytest.raises(Refused, match="far larger than its list"):
        read(archive(*far), "list.xlsx")


def test_a_sheet_of_empty_cells_in_the_last_column_is_refused(monkeypatch):
    monkeypatch.setattr(workbook, "MOST_CELLS", 100)

    with pytest.raises(Refused, match="far larger than its list"):
        read(book(["a"], ["1"], [*[None] * 98, "x"]), "list.xlsx")


def test_a_workbook_of_charts_alone_is_refused():
    made = Workbook()
    made.remove(made.active)
    made.create_chartsheet("Chart")
    out = io.BytesIO()
    made.save(out)

    with pytest.raises(Refused, match="damaged"):
        read(out.getvalue(), "list.xlsx")


def test_an_entity_in_a_workbook_is_not_expanded():
    content = book(["a"], ["1"])
    evil = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>'
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        entries = [(entry.filename, file.read(entry)) for entry in file.infolist()]
    bad = [(n, evil + c.partition(b"?>")[2] if n.endswith("sheet1.xml") else c) for n, c in entries]

    with pytest.raises(Refused, match="damaged"):
        read(archive(*bad), "list.xlsx")
