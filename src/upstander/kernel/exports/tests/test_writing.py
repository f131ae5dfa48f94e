import io
import json
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from openpyxl import load_workbook

from upstander.kernel.errors import Refused
from upstander.kernel.exports.sheet import Sheet
from upstander.kernel.exports.writing import response, to_csv, to_json, to_xlsx

SHEET = Sheet(
    "Surgeries held",
    ("Where", "On", "People", "Open"),
    [
        ("Tarn Street, Library", date(2024, 11, 14), -5, True),
        ("=1+1", None, Decimal("2.50"), False),
    ],
)


def test_csv_opens_as_utf8_in_a_spreadsheet_and_keeps_numbers():
    written = to_csv(SHEET)

    assert written.startswith(b"\xef\xbb\xbf")
    assert written.decode("utf-8-sig").splitlines() == [
        "Where,On,People,Open",
        '"Tarn Street, Library",2024-11-14,-5,Yes',
        "'=1+1,,2.50,No",
    ]


def test_every_cell_of_a_workbook_is_text_that_is_never_run():
    book = load_workbook(io.BytesIO(to_xlsx(SHEET)))

    cells = [cell for row in book.active.iter_rows(min_row=2) for cell in row if cell.value]

    assert {cell.data_type for cell in cells} == {"s"}
    assert all(cell.quotePrefix for cell in cells)
    assert book.active["A3"].value == "=1+1"
    assert book.sheetnames == ["Surgeries held"]


def test_json_keeps_numbers_yes_and_no_and_nothing():
    assert json.loads(to_json(SHEET)) == [
        {"Where": "Tarn Street, Library", "On": "2024-11-14", "People": -5, "Open": True},
        {"Where": "=1+1", "On": None, "People": "2.50", "Open": False},
    ]


def test_moments_are_written_in_the_time_of_the_borough():
    moment = datetime(2024, 7, 1, 12, 30, tzinfo=UTC)

    lines = to_csv(Sheet("Times", ("At",), [(moment,), (datetime(2024, 1, 1, 9),)])).decode()

    assert lines.split() == ["\ufeffAt", "2024-07-01", "13:30:00", "2024-01-01", "09:00:00"]


def test_a_text_too_long_for_a_workbook_is_refused_and_not_cut():
    sheet = Sheet("Notes", ("Note",), [("x" * 32_768,)])

    with pytest.raises(Refused, match="as csv or json instead"):
        to_xlsx(sheet)


def test_a_file_is_kept_under_a_plain_name_and_not_shown():
    answer = response(Sheet("A: list / of “things”", ("x",), []), "csv")

    assert answer["Content-Disposition"] == 'attachment; filename="a-list-of-things.csv"'
    assert answer["Content-Type"] == "text/csv; charset=utf-8"


def test_a_sheet_of_a_workbook_has_a_name_that_the_format_allows():
    sheets = [Sheet("[x]:*?/\\" + "long " * 9, ("a",), []), Sheet("'", ("a",), [])]

    book = load_workbook(io.BytesIO(to_xlsx(*sheets)))

    assert book.sheetnames == ["x      long long long long long", "Sheet"]
