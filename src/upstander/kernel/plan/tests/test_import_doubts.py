"""Doubts stand beside the rows that they speak of, and what a person says of them is kept."""

from dataclasses import replace

import pytest

from upstander.kernel.errors import Refused
from upstander.kernel.plan.interchange import drafting
from upstander.kernel.plan.interchange.corrections import (
    Correction,
    add,
    edit,
    join,
    remove,
    reopen,
    settle,
    split,
)
from upstander.kernel.plan.interchange.document import (
    ActionDocument,
    DocumentWarning,
    ObjectiveDocument,
    PlanDocument,
    ThemeDocument,
)
from upstander.kernel.plan.interchange.doubts import spoken_of
from upstander.kernel.plan.interchange.drafting import pack, unpack
from upstander.kernel.plan.interchange.tree import numbered_rows, row_of, rows_of
from upstander.kernel.plan.tests.import_examples import (
    AMBER,
    AN_EVENING,
    BE_HEARD,
    HOMELESS,
    IT_DOWN,
    NETWRK,
    NO_YEAR,
    WALK,
    waiting,
)

SHEET = replace(
    waiting().read,
    themes=tuple(
        replace(
            theme,
            place="Row 2",
            objectives=tuple(
                replace(
                    held,
                    place=f"Row {held.number}2",
                    actions=tuple(
                        replace(action, place=f"Row {held.number}{at}2")
                        for at, action in enumerate(held.actions, start=1)
                    ),
                )
                for held in theme.objectives
            ),
        )
        for theme in waiting().read.themes
    ),
)


@pytest.mark.parametrize(
    ("where", "what", "suggestion", "name"),
    [
        ("Objective 1 (Line 3)", "Be heard", "It speaks of a date that is past.", "Objective 1"),
        ("Objective 1, status (Line 5)", "Amber-ish", "It is read as Behind.", "Action 1.2"),
        ("Objective 1 (Line 3)", "Hold an evening for all", "It is struck through.", "Action 1.1"),
        ("Objective 2, lead; Objective 3, lead and 4 more", "A / B", "Two leads.", "Objective 2"),
        ("Objective 9, lead", "A / B", "It is read as 2 leads.", None),
        ("Theme 2", "C are", "It is typed in letters of another alphabet.", "Theme 2"),
        ("Line 5", "", "The file names no objective here.", "Action 1.2"),
        ("Line 2", "Together", "The theme has no number: 1 is used.", "Theme 1"),
        ("Line 51", "1", "It may be a page number.", None),
        ("Line 11", "Actions 2 and 4 need budget being found.", "The note moved.", "Objective 2"),
        ("Before the plan (Line 2)", "Made in May", "No place before the first theme.", None),
        ("Column Cost", "Line 4: £200", "A plan has no such field.", None),
        ("Theme 1, objective 2, action 1", "cost: 5", "A plan has no such field.", "Action 2.1"),
        ("Theme 1, objective 2", "cost: 5", "A plan has no such field.", "Objective 2"),
        ("Theme 5, objective 2", "cost: 5", "A plan has no such field.", None),
        ("The file", "", "It does not say the plan's year.", None),
    ],
)
def test_a_warning_finds_the_row_that_it_speaks_of(where, what, suggestion, name):
    document = waiting().read

    row = spoken_of(DocumentWarning(where, what, suggestion), document)

    assert (row_of(document, row).name if row else None) == name


def test_a_state_beside_the_only_action_of_an_objective_is_doubted_at_the_action():
    late = ActionDocument("Open a desk", status="behind", place="Row 2")
    alone = ObjectiveDocument("1", "Be helped", actions=(late,), place="Row 2")
    care = ThemeDocument("1", "Care", "", (alone,))
    document = numbered_rows(PlanDocument("Plan", "2024-25", (care,)))

    rows = [
        spoken_of(DocumentWarning(f"Objective 1{field} (Row 2)", "Red", "Read so."), document)
        for field in (", status", ", lead")
    ]

    assert [row_of(document, row).name for row in rows] == ["Action 1.1", "Objective 1"]


@pytest.mark.parametrize(
    ("where", "name"),
    [
        ("Row 112, column Action due", "Action 1.1"),
        ("Row 12, column Objective leads", "Objective 1"),
        ("Row 2, column Theme title", "Theme 1"),
        ("Row 1, column Action due", None),
    ],
)
def test_a_cell_of_a_sheet_is_found_by_its_row(where, name):
    row = spoken_of(DocumentWarning(where, "soon", "No day is meant by it."), SHEET)

    assert (row_of(SHEET, row).name if row else None) == name


def test_doubts_come_in_the_order_of_the_page_the_files_own_first():
    draft = waiting()

    assert [doubt.key for doubt in draft.in_order] == [HOMELESS, NO_YEAR, AMBER, NETWRK]
    assert [doubt.row for doubt in draft.in_order] == [None, None, IT_DOWN, 5]


def test_settling_is_no_correction_and_can_be_taken_back_in_two_ways():
    draft = waiting().having(settle([AMBER], "settle", "Objective 1"))

    assert [doubt.key for doubt in draft.open] == [HOMELESS, NETWRK, NO_YEAR]
    assert (draft.by_hand, draft.document) == (0, draft.read)
    assert len(draft.having(reopen(AMBER, "Objective 1")).open) == 4
    assert len(draft.without_last().open) == 4


def test_a_correction_may_settle_what_was_doubted():
    made = edit(row_of(waiting().read, IT_DOWN), {"status": "on_hold"}).settling([AMBER])

    draft = unpack(pack(waiting().having(made)))

    assert [(d.key, d.settled) for d in draft.doubts if d.settled] == [(AMBER, "corrected")]
    assert draft.by_hand == 1
    assert made.told == "Action 1.2: status"


def test_doubts_follow_a_row_that_is_joined_and_end_with_one_that_is_taken_out():
    draft = waiting()

    joined = draft.having(join(draft.document, row_of(draft.document, IT_DOWN)))
    gone = draft.having(remove(row_of(draft.document, BE_HEARD)))

    assert {doubt.key: doubt.row for doubt in joined.open}[AMBER] == AN_EVENING
    assert {doubt.key: doubt.settled for doubt in gone.doubts}[AMBER] == "gone"


def test_a_new_row_never_gets_the_number_of_one_that_was_taken_out():
    draft = waiting()
    last = max(placed.item.key for placed in rows_of(draft.read))
    draft = draft.having(split(row_of(draft.document, WALK), "Walk", "Ring", draft.next_row))
    draft = draft.having(remove(row_of(draft.document, last + 1)))

    added = draft.having(add(row_of(draft.document, BE_HEARD), {"text": "Listen"}, draft.next_row))

    assert row_of(added.document, last + 2).words == "Listen"


def test_there_is_a_limit_to_how_much_one_file_is_corrected(monkeypatch):
    monkeypatch.setattr(drafting, "MOST_CORRECTIONS", 1)
    draft = waiting().having(Correction("settle", settles=(AMBER,)))

    with pytest.raises(Refused, match="go on in the plan itself"):
        draft.having(Correction("settle", settles=(NETWRK,)))
