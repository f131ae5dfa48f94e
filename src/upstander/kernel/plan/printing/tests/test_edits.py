"""What people change in our documents comes through; what stands outside a plan is told."""

import copy
from io import BytesIO

import pytest
from docx import Document
from openpyxl import load_workbook

from upstander.kernel.plan.interchange.document import (
    ActionDocument,
    ObjectiveDocument,
    PlanDocument,
    ThemeDocument,
)
from upstander.kernel.plan.opening import open_plan
from upstander.kernel.plan.printing.forms import write
from upstander.kernel.plan.printing.tests.reading import read_back

PLAN = PlanDocument(
    "Work plan",
    "2024-25",
    (
        ThemeDocument(
            "1",
            "Provision",
            "Help that is near.",
            (
                ObjectiveDocument(
                    "18",
                    "Advice surgeries",
                    ("Safer Merton",),
                    "Seven held",
                    "in_progress",
                    depends_on=("A budget",),
                    actions=(
                        ActionDocument("Hold one a month", status="behind", reference="18.1"),
                        ActionDocument("Publicise them", progress="Posters", reference="18.2"),
                    ),
                ),
                ObjectiveDocument("19", "Reporting centres", ("Police",)),
            ),
        ),
    ),
)


class Edited:
    """A Word file of the plan, open in another program."""

    def __init__(self):
        self.word = Document(BytesIO(write(PLAN, "docx")))
        self.table = next(t for t in self.word.tables if "objective" in t.style.name)

    def read(self, known=()):
        out = BytesIO()
        self.word.save(out)
        return read_back(out.getvalue(), "docx", known)

    def paragraph(self, words):
        return next(p for p in self.word.paragraphs if words in p.text)

    def add_row(self, *cells):
        self.table._tbl.append(copy.deepcopy(self.table.rows[-1]._tr))
        for cell, words in zip(self.table.rows[-1].cells, cells, strict=False):
            cell.text = words


@pytest.fixture
def edited():
    return Edited()


def actions(document):
    return [(a.text, a.leads, a.status, a.progress) for a in document.objectives[0].actions]


def test_another_program_alone_changes_nothing(edited):
    assert edited.read() == PLAN


def test_a_changed_status_and_a_changed_text_come_through(edited):
    edited.table.cell(2, 4).text = "Completed"
    edited.table.cell(3, 1).text = "Publicise them\nin six languages"

    read = edited.read()

    assert actions(read) == [
        ("Hold one a month", (), "completed", ""),
        ("Publicise them\nin six languages", (), None, "Posters"),
    ]
    assert read.warnings == ()


def test_a_row_added_and_a_row_taken_away_come_through(edited):
    edited.add_row("", "Ask who came", "Clarion", "", "On hold", "")
    edited.table._tbl.remove(edited.table.rows[2]._tr)

    assert [text for text, *_ in actions(edited.read())] == ["Publicise them", "Ask who came"]
    assert actions(edited.read())[-1] == ("Ask who came", ("Clarion",), "on_hold", "")


def test_an_action_typed_over_the_objective_s_row_is_an_action(edited):
    edited.table.cell(1, 1).paragraphs[0].runs[0].text = "Find a hall"

    (objective, _) = edited.read().objectives

    assert (objective.leads, objective.status) == ((), None)
    assert objective.actions[0].text == "Find a hall"


def test_a_new_objective_under_a_copied_heading_comes_through(edited):
    heading = edited.paragraph("Reporting centres")
    new = copy.deepcopy(heading._p)
    heading._p.addprevious(new)
    new_heading = edited.paragraph("Reporting centres")
    new_heading.text = "Mark awareness week"

    read = edited.read()

    assert [(o.number, o.title) for o in read.objectives] == [
        ("18", "Advice surgeries"),
        ("19", "Mark awareness week"),
        ("19", "Reporting centres"),
    ]
    assert "It has no number: 19 is used." in {w.suggestion for w in read.warnings}


def test_a_heading_that_was_renamed_is_still_known_and_a_new_column_is_told(edited):
    edited.table.cell(0, 2).text = "Lead agency"
    edited.table.cell(0, 5).text = "Budget"
    edited.table.cell(2, 5).text = "£200"

    read = edited.read()

    assert read.objectives[0].leads == ("Safer Merton",)
    assert [(w.where, w.what) for w in read.warnings] == [
        ("Table 2, row 3, column Budget", "£200"),
        ("Tables", "action: due, objective: due"),
    ]
    assert "action.due" not in read.said


def test_names_with_commas_are_several_only_where_all_are_known(edited):
    edited.table.cell(2, 2).text = "Police, Clarion"
    edited.table.cell(3, 2).text = "Policy, Strategy & Partnerships"

    read = edited.read(("Police", "Clarion"))

    assert [leads for _, leads, _, _ in actions(read)] == [
        ("Police", "Clarion"),
        ("Policy, Strategy & Partnerships",),
    ]


def test_what_is_no_status_or_day_is_told_where_it_stands(edited):
    edited.table.cell(2, 4).text = "Amber"
    edited.table.cell(2, 5).text = "soonish"

    told = {(w.where, w.what) for w in edited.read().warnings}

    assert told == {("Table 2, row 3", "Amber"), ("Table 2, row 3", "soonish")}


def test_words_outside_headings_and_tables_are_told(edited):
    edited.paragraph("Help that is near.").insert_paragraph_before("A remark", style="Normal")
    edited.word.add_table(1, 2).rows[0].cells[1].text = "A box"

    told = {(w.what, w.suggestion[:32]) for w in edited.read().warnings}

    assert told == {
        ("A remark", "It stands outside the plan’s hea"),
        ("A box", "It stands outside the plan’s hea"),
    }


def test_a_table_of_another_make_sends_the_file_the_way_of_any_other(edited):
    table = edited.word.add_table(2, 2)
    for cell, words in zip(table._cells, ("Action", "Lead", "Meet", "Police"), strict=True):
        cell.text = words

    assert edited.read() is None


def test_tracked_changes_count_as_made(edited):
    run = edited.table.cell(2, 1).paragraphs[0].runs[0]._r
    gone = run.makeelement(run.tag.replace("}r", "}del"), {})
    run.addprevious(gone)
    gone.append(run)
    edited.table.cell(2, 1).add_paragraph("Hold two a month")

    assert actions(edited.read())[0][0] == "Hold two a month"


def test_a_file_whose_title_went_keeps_its_plan(edited):
    edited.paragraph("Work plan").text = ""

    read = edited.read()

    assert [o.number for o in read.objectives] == ["18", "19"]


# ---- in a workbook


def sheet_edited(change):
    book = load_workbook(BytesIO(write(PLAN, "layout")))
    change(book["Document"])
    out = BytesIO()
    book.save(out)
    return open_plan(BytesIO(out.getvalue()), "plan.xlsx")


def cell_of(page, words):
    return next(cell for row in page.iter_rows() for cell in row if cell.value == words)


def test_a_workbook_saved_by_another_program_is_the_same():
    assert sheet_edited(lambda page: None) == PLAN


def test_a_row_put_into_a_workbook_comes_through():
    def change(page):
        last = cell_of(page, "19").row
        for merged in list(page.merged_cells.ranges):
            if merged.min_row >= last:
                page.unmerge_cells(str(merged))
        page.insert_rows(last)
        page.cell(last, 2, "Ask who came")
        page.cell(last, 5, "Completed")

    assert actions(sheet_edited(change))[-1] == ("Ask who came", (), "completed", "")


def test_a_changed_cell_of_a_workbook_comes_through():
    def change(page):
        cell_of(page, "Posters").value = "Posters and a film"

    assert actions(sheet_edited(change))[1][3] == "Posters and a film"
