"""A report as PDF: tagged, in order, with nothing lost, and the same each time."""

import re
from dataclasses import replace
from io import BytesIO

import pikepdf
import pytest
from pdfminer.high_level import extract_text
from pdfua import validate

from upstander.kernel.documents.formats.page_data import data_in
from upstander.kernel.documents.report.model import (
    Cell,
    Column,
    Heading,
    Paragraph,
    Report,
    Row,
    Table,
)
from upstander.kernel.documents.report.pdf import to_pdf
from upstander.kernel.documents.report.tests.sample import ACTIONS, ARABIC, SAMPLE, TAMIL, URDU
from upstander.kernel.documents.report.tests.tagged import tree_of

WORDS_IN_ORDER = """
    Hate crime work plan Annual review 2024-25 Year: 2024-25 Borough: Merton
    What was done, in brief. What the colours mean Word What it means
    On Hold Stopped for now. Behind Something is missing.
    Theme 1: Co-ordination Zgłoś przestępstwo z nienawiści, proszę
    1 Keep a picture 1 1 Depends on: a budget
    Actions Lead Status The objective as a whole Safer Merton
    • One • Two Three Police Clarion Behind In other languages
"""


@pytest.fixture(scope="module")
def pdf():
    return to_pdf(SAMPLE)


@pytest.fixture(scope="module")
def tree(pdf):
    return tree_of(pdf)


def squeezed(text):
    return re.sub(r"\s+", "", text)


def missing(words, read):
    """List what is not there; a page is drawn from left to right, and may hold letters that way."""
    return [w for w in words.split() if w not in read and w[::-1] not in read]


def test_the_checker_finds_no_fault(pdf, tmp_path):
    path = tmp_path / "report.pdf"
    path.write_bytes(pdf)

    assert list(validate(path).findings) == []


def test_it_says_that_it_is_tagged_what_it_is_called_and_in_which_language(pdf):
    with pikepdf.open(BytesIO(pdf)) as held:
        assert held.Root.MarkInfo.Marked
        assert str(held.Root.Lang) == "en-GB"
        assert held.Root.ViewerPreferences.DisplayDocTitle
        with held.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"
            assert metadata["dc:title"] == "Annual review 2024-25"


def test_words_are_read_in_the_order_of_the_report(tree):
    assert squeezed(tree.text).startswith(squeezed(WORDS_IN_ORDER))


def test_words_of_every_script_are_there_each_in_its_language(tree):
    read = squeezed(tree.text)
    languages = {tag.language for tag in tree.all()}
    languages |= tree.attributes["languages"]

    assert squeezed(TAMIL) in read
    assert missing(f"{URDU} {ARABIC}", read) == ["(2024)"]
    assert {"ta", "ur", "ar", "pl"} <= languages


def test_headings_of_columns_are_known_as_such_and_cells_point_to_them(tree):
    (table,) = [t for t in tree.all("Table") if "Lead" in t.text]
    heads = list(table.all("TH"))

    assert [str(head.attributes["Scope"]) for head in heads[:3]] == ["/Column"] * 3
    assert [head.text for head in heads] == ["Actions", "Lead", "Status", "In other languages"]
    assert all(list(cell.attributes["Headers"]) for cell in table.all("TD"))


def test_headings_go_down_one_level_at_a_time(tree):
    assert [tag.kind for tag in tree.all("H1", "H2", "H3", "H4")] == ["H1", "H2", "H1"]


def test_a_figure_is_said_in_words(tree):
    assert [tag.alt for tag in tree.all("Figure")] == ["Five bars, the last the highest"]


def test_the_same_report_gives_the_same_bytes(pdf):
    assert to_pdf(SAMPLE) == pdf


@pytest.mark.slow
def test_headings_of_columns_come_again_on_every_page():
    rows = tuple(Row((Cell(f"Action {n}"), Cell("Police"), Cell())) for n in range(80))
    long = replace(ACTIONS, rows=rows)

    tree = tree_of(to_pdf(Report("Long", (Heading(1, "Theme"), long), landscape=True)))

    assert len(list(tree.all("THead"))) == 1
    assert [cell.text for cell in tree.all("TD")][::3] == [f"Action {n}" for n in range(80)]


@pytest.mark.slow
def test_a_row_that_is_longer_than_a_page_goes_on_over_it():
    words = " ".join(f"word{n}" for n in range(3_000))
    table = Table("Long", (Column("Actions"), Column("Lead")), (Row((Cell(words), Cell("A"))),))

    assert squeezed(words) in squeezed(tree_of(to_pdf(Report("Long", (table,)))).text)


def test_it_carries_what_it_says_as_data_until_it_is_changed(pdf):
    with pikepdf.open(BytesIO(pdf)) as held:
        out = BytesIO()
        held.save(out)

    assert data_in(pdf) == '{"a": 1}'
    assert data_in(out.getvalue()) == data_in(pdf + b"\n%%EOF\n") == ""
    assert data_in(pdf.replace(b"/Author", b"/Auther")) == ""


def test_a_document_from_right_to_left_is_set_as_one():
    tree = tree_of(to_pdf(replace(SAMPLE, language="ar")))

    assert [tag.text for tag in tree.all("TH")][:2] == ["Word", "What it means"]
    assert missing(URDU, squeezed(tree.text)) == ["(2024)"]


@pytest.mark.parametrize(
    "words", ["🙂", "中文", "\u202eback", "\ufffd", "\u06dd", "\ufff9", "\u200f"]
)
def test_no_sign_stops_a_page(words):
    tree = tree_of(to_pdf(Report("Signs", (Paragraph(f"before {words} after"),))))

    assert {"before", "after"} <= set(tree.words())


def test_a_heading_and_what_leads_on_from_it_never_stand_alone_at_the_foot():
    rows = tuple(Row((Cell(f"row {n}"), Cell("A"))) for n in range(2))
    table = Table("Rows", (Column("Actions"), Column("Lead")), rows)
    for before in range(38, 47):  # some of these end just where the page does
        lines = Paragraph("\n".join("line" for _ in range(before)))
        led = Paragraph("An aim", leads=True)
        blocks = (lines, Heading(1, "Theme", band=True), led, Heading(2, "Objective"), table)
        pages = [page for page in texts_of(to_pdf(Report("Foot", blocks))) if "Theme" in page]

        assert "row 0" in pages[0], f"after {before} lines"


def texts_of(content):
    return [extract_text(BytesIO(content), page_numbers=[n]) for n in range(3)]
