"""A report as a workbook, looked at by another program's eyes."""

from io import BytesIO

import pytest
from openpyxl import load_workbook

from upstander.kernel.documents.report.excel.book import to_xlsx
from upstander.kernel.documents.report.model import Cell, Heading, Paragraph, Report, Row
from upstander.kernel.documents.report.tests.sample import ACTIONS, HARMFUL, NUMBERS, SAMPLE, URDU
from upstander.kernel.errors import Refused

ONE_TABLE = Report(
    SAMPLE.title,
    (SAMPLE.blocks[0], SAMPLE.blocks[1], *SAMPLE.blocks[2:6]),
    facts=SAMPLE.facts,
    landscape=True,
)


def sheets(report):
    return load_workbook(BytesIO(to_xlsx(report))).worksheets


@pytest.fixture(scope="module")
def page():
    return sheets(ONE_TABLE)[0]


def cell_of(page, words):
    return next(cell for row in page.iter_rows() for cell in row if cell.value == words)


def test_nothing_in_it_runs(page):
    cells = [cell for sheet in sheets(SAMPLE) for row in sheet.iter_rows() for cell in row]

    assert {cell.data_type for cell in cells} <= {"s", "n"}
    assert {cell.data_type for cell in cells if cell.value is not None} == {"s"}
    assert all(cell.quotePrefix for cell in cells if cell.value == HARMFUL[0])


def test_headings_stay_in_sight_and_come_again_on_paper(page):
    head = cell_of(page, "Actions").row

    assert page.freeze_panes == f"A{head + 1}"
    assert page.print_title_rows == f"${head}:${head}"
    assert page.page_setup.orientation == "landscape"
    assert (page.sheet_properties.pageSetUpPr.fitToPage, page.page_setup.fitToHeight) == (True, 0)


def test_a_status_is_a_word_on_a_colour(page):
    assert cell_of(page, "Behind").fill.start_color.rgb == "FFFBE3D6"


def test_a_heading_goes_across_with_its_number_before_it(page):
    title = cell_of(page, "Co-ordination")

    assert cell_of(page, "Theme 1:").row == title.row
    assert any(title.coordinate in merged for merged in page.merged_cells.ranges)


def test_what_runs_from_right_to_left_is_set_so(page):
    assert cell_of(page, URDU).alignment.readingOrder == 2


def test_a_second_sheet_says_what_the_colours_mean(page):
    about = sheets(ONE_TABLE)[1]

    assert cell_of(about, "Something is missing.").row == cell_of(about, "Behind").row


def test_tables_that_differ_each_have_their_headings():
    page = sheets(Report("Two", (Heading(1, "A"), ACTIONS, NUMBERS)))[0]

    assert cell_of(page, "Lead").row < cell_of(page, "Quarter").row
    assert cell_of(page, NUMBERS.caption)


def test_a_document_from_right_to_left_has_its_first_column_there():
    page = sheets(Report("عنوان", (Paragraph(URDU),), language="ar"))[0]

    assert page.sheet_view.rightToLeft


def test_text_that_no_cell_holds_is_refused_and_its_place_named():
    rows = (Row((Cell("x" * 40_000), Cell("1"))),)
    report = Report("Long", (type(NUMBERS)("Numbers", NUMBERS.columns, rows),))

    with pytest.raises(Refused, match="column 1, has 40,000 characters"):
        to_xlsx(report)
