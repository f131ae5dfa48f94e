"""What forms and keys say in a cell: ticked boxes, and words that only say that a key follows."""

import pytest

from upstander.kernel.plan.recognition.boxes import choices
from upstander.kernel.plan.recognition.leads import split_leads
from upstander.kernel.plan.recognition.statuses import Legend, is_intro, read_status
from upstander.kernel.plan.recognition.tests.sketching import plan_in

TICKED = {
    "☐ Not started ☐ In progress ☒ Complete": "completed",
    "☐ Not started\n☑ In progress\n☐ Complete": "in_progress",
    "[ ] Behind [x] On hold": "on_hold",
    "Complete ☐ Behind ☒": "behind",
    "☐ Complete": None,
    "☒ Complete ☒ Behind": None,
    "☒ Not started ☐ Complete": None,
}


@pytest.mark.parametrize("words", TICKED)
def test_the_box_that_is_ticked_says_how_it_stands(words):
    assert read_status(words, "", Legend()).status == TICKED[words]


def test_several_ticks_and_none_are_told():
    several = read_status("☒ Complete ☒ Behind", "", Legend())
    none = read_status("☐ Complete ☐ Behind", "", Legend())

    assert several.how == "Several boxes are ticked, so no status is read."
    assert none.how == "No box is ticked, so no status is read."


def test_a_tick_alone_offers_no_choice():
    assert choices("✓ done") == []
    assert choices("Boxes " + "☐ a " * 200) == []


@pytest.mark.parametrize(
    ("words", "names"),
    {
        "TfL & BTP": ("TfL", "BTP"),
        "HR & OD": ("HR & OD",),
        "Environment, Parks & Leisure": ("Environment, Parks & Leisure",),
        "L&Q and Police": ("L&Q", "Police"),
    }.items(),
)
def test_abbreviations_lead_each_for_themselves(words, names):
    assert split_leads(words, ())[0] == names


def test_a_word_before_a_key_is_told_from_a_state():
    assert is_intro("Key")
    assert is_intro("RAG rating:")
    assert not is_intro("Behind")


def test_who_is_to_lead_may_stand_behind_a_dash():
    text = "Plan 2025-26\n\nObjective 1: Tell\n\n- Write – Comms to lead\n- Ring – led by the Hub\n"

    plan = plan_in(text, "plan.txt")

    assert [(a.text, a.leads) for a in plan.actions] == [
        ("Write", ("Comms",)),
        ("Ring", ("the Hub",)),
    ]
