"""A quarter as a document: what needs the Group stands first, and the plan follows."""

import re
from io import BytesIO

import pikepdf
import pytest
from docx import Document
from pdfminer.high_level import extract_text

from upstander.kernel.documents.report.model import Figure, Heading, Table
from upstander.kernel.documents.report.pdf import to_pdf
from upstander.kernel.quarters import changes
from upstander.kernel.quarters.views.reporting import report_of_review


def headings(report):
    return [block.words for block in report.blocks if isinstance(block, Heading)]


def rows_of(report, caption):
    (table,) = (b for b in report.blocks if isinstance(b, Table) and b.caption == caption)
    return [[cell.words for cell in row.cells] for row in table.rows]


@pytest.fixture
def said(quarter):
    """One action differs without a reason, one with a reason is behind, one nobody spoke of."""
    changes.answer(quarter.asked, quarter.surgeries, status="completed", text="All held.")
    changes.answer(quarter.asked, quarter.small.publicity, status="behind", text="No printer.")
    return quarter


def test_what_needs_the_group_stands_first_and_why(said):
    report = report_of_review(said.review)

    assert report.blocks[0].words == "Of three actions one is completed and one is behind."
    assert headings(report)[:2] == ["What needs the Group", "Where the plan stands"]
    told = {row[0]: row[-1] for row in rows_of(report, "Actions that need the Group")}
    assert list(told) == ["18.1", "18.2", "22.1"]
    assert told["18.2"].startswith("Needs a reason. ")
    assert told["22.1"].startswith("No update. ")


def test_a_difference_that_is_explained_is_told_in_the_plan_and_no_longer_needs_the_group(said):
    changes.give_reason(
        said.review, said.surgeries.pk, "August’s was held in the library.", by=said.lead
    )

    report = report_of_review(said.review)

    assert "18.2" not in [row[0] for row in rows_of(report, "Actions that need the Group")]
    objective = next(b for b in report.blocks if isinstance(b, Table) and "18" in b.caption)
    told = " ".join(cell.words for row in objective.rows for cell in row.cells)
    assert "Why it stands: August’s was held in the library." in told


@pytest.mark.slow
def test_an_answer_of_several_pages_stands_in_the_pdf_to_its_last_word(said):
    words = "Lorem " * 600 + "ultimum"
    said_by_email = {"status": "completed", "text": words, "way": "email"}
    changes.enter_answer(said.asked, said.surgeries, by=said.lead, **said_by_email)

    written = extract_text(BytesIO(to_pdf(report_of_review(said.review))))

    assert (written.count("Lorem"), written.count("ultimum")) == (600, 1)


def test_the_chart_counts_every_action_once_and_no_bar_stands_out(said):
    report = report_of_review(said.review)

    (figure,) = (block for block in report.blocks if isinstance(block, Figure))
    assert figure.caption == "Of three actions one is completed and one is behind"
    assert sum(int(row.cells[1].words) for row in figure.table.rows) == 3
    assert len(set(re.findall(r'<rect[^>]* fill="([^"]+)"', figure.svg))) == 1


def test_before_the_meeting_it_says_that_it_may_change_and_afterwards_what_was_adopted(said):
    before = report_of_review(said.review)
    said.adopted()
    after = report_of_review(said.review)

    facts = {fact.label: fact.words for fact in before.facts}
    assert facts == {"Quarter": "July to September 2024", "Meeting": "Tuesday 19 November 2024"}
    assert "it may still change" in before.closing.sentence
    assert "frozen and signed" in after.closing.sentence
    assert after.closing.day is not None
    assert rows_of(before, "Actions that need the Group") == rows_of(
        after, "Actions that need the Group"
    )


def test_what_moved_since_the_quarter_before_is_told(said):
    later = said.adopted()
    third = later.next_one()
    changes.answer(third.asked, third.small.publicity, status="in_progress", text="Printed.")

    report = report_of_review(third.review)

    assert "What moved since quarter 2, 2024-25" in headings(report)
    moved = rows_of(report, "Actions whose status moved")
    assert [row[0] for row in moved] == ["18.1"]
    assert moved[0][2:] == ["Behind", "In Progress", "Printed."]


def test_the_files_open_and_their_taking_is_noted(said, as_lead):
    page = f"/quarters/{said.review.pk}/report"

    word = as_lead.get(f"{page}.docx")
    pdf = as_lead.get(f"{page}.pdf")

    assert 'filename="quarter-2-2024-25-report.docx"' in word["Content-Disposition"]
    assert "quarter 2" in Document(BytesIO(word.content)).core_properties.title
    with pikepdf.open(BytesIO(pdf.content)) as opened:
        assert opened.Root.MarkInfo.Marked
        with opened.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"
    assert as_lead.get(f"{page}.exe").status_code == 404
