"""The plan that started it all comes out whole, from the poor text that is left of it."""

import re
from pathlib import Path

import pytest

from upstander.kernel.documents.tests.making import Canvas, cell, docx, p, tbl, xlsx
from upstander.kernel.plan.recognition.tests.sketching import plan_in, sketch, told

HERE = Path(__file__).parent
SOURCE = HERE / "poor_copy.txt"
"""A plan of our own words with every fault that the copy of Merton's plan has."""


@pytest.fixture(scope="module")
def poor():
    return SOURCE.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def plan(poor):
    return plan_in(poor, "plan.txt")


def blocks(text):
    """Take the text apart again: lines outside tables as text, lines with tabs as rows."""
    for line in text.splitlines():
        if line.strip() and not re.fullmatch(r"[-\t]+", line):
            yield [part.strip() for part in line.split("\t")] if "\t" in line else line.strip()


def as_docx(text):
    made, rows = [], []
    for block in [*blocks(text), ""]:
        if isinstance(block, list):
            rows.append(block)
            continue
        if rows:
            made.append(tbl(*[_row(row) for row in rows]))
            rows = []
        if block:
            made.append(p(block))
    return docx(*made)


def _row(row):
    width = 4
    if row[0] and not any(row[2:]):
        return (row[0], cell(row[1], span=width - 1))
    return [*row, *[""] * (width - len(row))][:width]


def as_xlsx(text):
    return xlsx(("Plan", [[b] if isinstance(b, str) else b for b in blocks(text)]))


def as_pdf(text):
    page = Canvas()
    for block in blocks(text):
        if isinstance(block, str):
            page.line(block)
        elif block[0] and not any(block[2:]):
            page.row((30, 400, 150, 150), [block[0], (block[1], {"span": 3})])
        else:
            page.row((30, 400, 150, 150), [*block, *[""] * (4 - len(block))][:4])
    return page.bytes()


def test_themes_keep_their_aims_and_their_objectives(plan):
    assert [(t.number, t.title, len(t.objectives)) for t in plan.themes] == [
        ("1", "Working together", 4),
        ("2", "Prevention", 3),
        ("3", "Care", 2),
    ]
    assert plan.themes[0].aim.startswith("See that everybody")
    assert plan.themes[1].aim == "Preventing hate by teaching and by policing well"


def test_a_cell_that_lost_its_bullets_is_cut_into_its_actions(plan):
    texts = {o.number: [a.text for a in o.actions] for o in plan.objectives}

    assert texts["1"] == [
        "Write a yearly picture of hate crime e.g. Police and council figures together.",
        "Ask people what they see when the plan is renewed.",
    ]
    assert texts["5"] == [
        "Use the newsletter to spread the message #NoPlaceForHate",
        "Continue to take part in campaigns about hate online.",
        "Mark the memorial day on 22nd April.",
    ]


def test_a_row_that_goes_on_over_the_page_stays_with_its_objective(plan):
    (funding,) = [o for o in plan.objectives if o.number == "3"]

    assert [a.text for a in funding.actions] == [
        "Tell people of funds as they open.",
        "Help groups with their bids.",
        "Look for other funds",
    ]
    assert funding.leads == ("Safer Anytown",)


def test_names_that_hold_commas_and_names_that_are_described_are_told_apart(plan):
    leads = {o.number: o.leads for o in plan.objectives}

    assert leads["2"] == (
        "Policy, Strategy & Partnerships",
        "Harbour Network",
        "Safer Anytown",
        "School Improvement team",
    )
    assert leads["8"] == ("Safer Anytown", "Alpha", "Beta Homes", "G&H Homes")
    assert leads["9"] == ("Children Partnership Manager", "School Improvement")


def test_letters_that_only_look_latin_are_mended_and_told(plan):
    assert plan.objectives[3].leads == ("BTP",)
    assert "ВТР" in told(plan)


def test_what_was_said_of_progress_is_not_taken_for_a_status(plan):
    assert (plan.objectives[0].progress, plan.objectives[0].status) == ("Completed 23-24", None)


def test_rows_that_slipped_come_back_to_their_objectives(plan):
    before, after = [o for o in plan.objectives if o.number in ("6", "7")]

    assert [a.text for a in before.actions] == [
        "Offer sessions to groups, shops and residents.",
        "Exploring links with work on safety in public places.",
        "Explore links with the streets project",
    ]
    assert after.title == "Coordinate training for front line staff on how to see hate crime"
    assert [a.text for a in after.actions] == ["See that one practice holds.", "Keep staff safe."]
    shown = [w for w in plan.warnings if "slipped" in w.suggestion]
    assert [w.where[:11] for w in shown] == ["Objective 6", "Objective 7"]
    assert all("Offer sessions to groups" in w.what for w in shown)


def test_a_note_goes_where_its_mark_stands_and_its_numbers_move_with_it(plan):
    waiting = [(o.number, o.depends_on) for o in plan.objectives if o.depends_on]

    assert waiting == [("6", ("Budget being found",)), ("7", ("Budget being found",))]
    assert "speaks of 7 and 8, but its mark stands at 6" in told(plan)


def test_a_date_that_is_past_is_told(plan):
    assert "to run 2021-2023" in told(plan)


def test_a_stray_number_of_a_page_is_left_out_and_told(plan):
    assert "it may be a page number" in told(plan)


@pytest.mark.parametrize("form", ["docx", "xlsx", "pdf"])
def test_the_same_plan_in_another_kind_of_file_is_the_same(plan, poor, form):
    latin = poor.replace("ВТР", "BTP") if form == "pdf" else poor
    made = {"docx": as_docx, "xlsx": as_xlsx, "pdf": as_pdf}[form](latin)

    other = plan_in(made, f"plan.{form}")

    assert sketch(other) == sketch(plan)
