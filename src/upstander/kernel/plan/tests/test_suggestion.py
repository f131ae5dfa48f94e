"""One row of the table for each rule, and for each way in which rules meet."""

from datetime import date

import pytest

from upstander.kernel.plan.suggestion import Facts, Happening, Tally, suggest

TODAY = date(2024, 11, 14)


def facts(**given):
    year = {"starts_on": date(2024, 4, 1), "ends_on": date(2025, 3, 31)}
    said = {"declared_on": date(2024, 10, 9), "heard_on": date(2024, 10, 9)}
    return Facts(on=TODAY, **{**year, **said, **given})


def held(label, *when):
    return Happening(label, *(date.fromisoformat(day) for day in when))


MAY = held("IDAHOBIT 2024", "2024-05-17", "2024-05-17")
JULY_MISSED = held("July surgery", "2024-07-18")
JULY_HELD = held("July surgery", "2024-07-18", "2024-07-18")
MARCH = held("March surgery", "2025-03-20")
LAST_YEAR = held("Profile 2023-24", "2024-03-31", "2024-03-20")

RULES = {
    "waits: an open dependency with nothing done": (
        facts(waits_for=("Budget to be identified",), declared="in_progress"),
        ("on_hold", "Waits for budget to be identified."),
    ),
    "waits: an abbreviation keeps its capitals": (
        facts(waits_for=("MOPAC decision",)),
        ("on_hold", "Waits for MOPAC decision."),
    ),
    "waits: not once something was done": (
        facts(waits_for=("Budget",), happenings=(MAY, MARCH)),
        ("in_progress", "One done, none missed; one to come."),
    ),
    "missed: the only one of the year": (
        facts(happenings=(JULY_MISSED,), declared="completed", has_evidence=True),
        ("behind", "Was due on 18 July; not recorded as done."),
    ),
    "missed: one of several": (
        facts(happenings=(MAY, JULY_MISSED, MARCH)),
        ("behind", "One of two due so far was done; July surgery is missing."),
    ),
    "missed: an occurrence done after the day of reading does not count": (
        facts(happenings=(held("July surgery", "2024-07-18", "2024-11-20"), MARCH)),
        ("behind", "Was due on 18 July; not recorded as done."),
    ),
    "short: a tied measure counts less than was due": (
        facts(tallies=(Tally("Centres trained", 14, 18),)),
        ("behind", "Centres trained: 14 of 18 due."),
    ),
    "short: not when the measure is met": (
        facts(tallies=(Tally("Centres trained", 18, 18),)),
        ("in_progress", "Last update on 9 October; nothing due is missing."),
    ),
    "all done: one": (
        facts(happenings=(MAY,), declared="in_progress"),
        ("completed", "Done on 17 May."),
    ),
    "all done: several": (
        facts(happenings=(MAY, JULY_HELD)),
        ("completed", "Both of the year are done; the last on 18 July."),
    ),
    "all done: last year's does not complete this year": (
        facts(happenings=(LAST_YEAR, MARCH)),
        ("in_progress", "Nothing is due before 20 March."),
    ),
    "complete: shown by evidence": (
        facts(declared="completed", has_evidence=True),
        ("completed", "Reported complete on 9 October, with evidence."),
    ),
    "complete: since the day it was called so, not since the last word": (
        facts(declared="completed", has_evidence=True, heard_on=date(2024, 11, 1)),
        ("completed", "Reported complete on 9 October, with evidence."),
    ),
    "due date: gone by": (
        facts(due=date(2024, 9, 30), declared="in_progress"),
        ("behind", "Was due on 30 September; nothing shows it was done."),
    ),
    "due date: gone by, and called complete without evidence": (
        facts(due=date(2024, 9, 30), declared="completed"),
        ("behind", "Was due on 30 September; nothing shows it was done."),
    ),
    "due date: today is not yet late": (
        facts(due=TODAY, declared="in_progress"),
        ("in_progress", "Last update on 9 October; nothing due is missing."),
    ),
    "complete: nothing shows it": (
        facts(declared="completed"),
        ("in_progress", "Reported complete, but nothing shows it."),
    ),
    "complete: one is still to come": (
        facts(declared="completed", happenings=(MAY, MARCH), has_evidence=True),
        ("in_progress", "One still to come."),
    ),
    "silent: for longer than a quarter and a month": (
        facts(declared="in_progress", heard_on=date(2024, 7, 10)),
        ("behind", "No update since 10 July, and nothing is recorded."),
    ),
    "silent: never a word this year": (
        facts(declared_on=None, heard_on=None),
        ("behind", "No update this year, and nothing is recorded."),
    ),
    "silent: what was done speaks": (
        facts(heard_on=date(2024, 6, 1), happenings=(MAY, MARCH)),
        ("in_progress", "One done, none missed; one to come."),
    ),
    "on hold: nothing holds it": (
        facts(declared="on_hold"),
        ("in_progress", "Nothing is recorded that holds it."),
    ),
    "on hold: what held it was met": (
        facts(declared="on_hold", lifted=("Funding officer's post", date(2024, 10, 1))),
        ("in_progress", "Funding officer's post: met on 1 October. Nothing holds it now."),
    ),
    "goes on: nothing is due before": (
        facts(happenings=(MARCH,)),
        ("in_progress", "Nothing is due before 20 March."),
    ),
    "goes on: some done, none missed": (
        facts(happenings=(MAY, JULY_HELD, MARCH)),
        ("in_progress", "Two done, none missed; one to come."),
    ),
    "goes on: the day itself is not late": (
        facts(happenings=(MAY, held("Group meeting", "2024-11-14"))),
        ("in_progress", "One done, none missed; one to come."),
    ),
}


@pytest.mark.parametrize("name", RULES)
def test_rule(name):
    known, (status, reason) = RULES[name]

    found = suggest(known)

    assert (found.status, found.reason) == (status, reason)
