from datetime import date

import pytest

from upstander.kernel import clock
from upstander.kernel.plan import changes
from upstander.kernel.plan.tests.looking import words
from upstander.kernel.testing.plan import BY, OCTOBER

pytestmark = pytest.mark.django_db

SPAN = "/plan/compare/?from=2024-09-30&to=2024-11-14"


def test_statuses_that_moved_stand_side_by_side(visit, member, borough_plan):
    between = visit(member).get(SPAN).context["between"]

    assert [(m.action.reference, m.before, m.after) for m in between.moves] == [
        ("18.1", "on_hold", "in_progress")
    ]
    assert [action.reference for action, _ in between.updates] == ["18.2", "18.1"]


def test_both_days_are_counted(visit, member, borough_plan):
    response = visit(member).get(SPAN)

    counts = {code: (before, after) for code, before, after, _ in response.context["counts"]}
    assert counts["in_progress"] == (1, 2)
    assert counts["on_hold"] == (2, 1)
    assert "−1" in words(response)


def test_what_was_edited_reads_before_and_after(visit, strategic_lead, borough_plan):
    with clock.set_to(OCTOBER):
        changes.edit_item(borough_plan.surgeries, due=date(2025, 3, 31), by=strategic_lead)
        changes.edit_item(borough_plan.theme, aim="Better, nearer support", by=strategic_lead)
        changes.set_leads(
            borough_plan.landlords, [changes.NewLead(borough_plan.clarion)], by=strategic_lead
        )
        changes.set_leads(borough_plan.objective, [], by=strategic_lead)

    edits = visit(strategic_lead).get(SPAN).context["edits"]

    assert [(place.reference, field, before, after) for place, field, before, after in edits] == [
        ("Theme 3", "Aim", "Better support", "Better, nearer support"),
        ("18", "Leads", "Safer Merton", "nothing"),
        ("18.2", "Due", "nothing", "31 March 2025"),
    ]


def test_a_day_lent_by_the_objective_is_told_once(visit, strategic_lead, borough_plan):
    with clock.set_to(OCTOBER):
        changes.edit_item(borough_plan.objective, due=date(2025, 3, 31), by=strategic_lead)

    edits = visit(strategic_lead).get(SPAN).context["edits"]

    assert [place.reference for place, *_ in edits] == ["18"]


def test_new_and_dropped_actions_are_told(visit, strategic_lead, borough_plan):
    with clock.set_to(OCTOBER):
        changes.add_action(borough_plan.objective, text="Offer interpreters", by=BY)
        changes.drop_action(borough_plan.tenancies, why="Moved to another plan.", by=BY)

    between = visit(strategic_lead).get(SPAN).context["between"]

    assert [action.reference for action in between.added] == ["18.3"]
    assert [action.reference for action in between.dropped] == ["22.1"]


def test_dates_that_were_kept_and_dependencies_met_are_told(visit, member, borough_plan):
    with clock.set_to(OCTOBER):
        changes.meet_dependency(
            borough_plan.dependency, on=date(2024, 10, 9), how="Grant won.", by=BY
        )
        changes.add_dependency(borough_plan.plan, title="A room", by=BY)

    between = visit(member).get(SPAN).context["between"]

    assert [happening.label for _, happening in between.done] == ["Advice surgery in October"]
    assert [dependency.code for dependency in between.met] == ["D1"]
    assert [dependency.code for dependency in between.opened] == ["D2"]


def test_days_the_wrong_way_round_are_turned(visit, member, borough_plan):
    context = visit(member).get("/plan/compare/?from=2024-11-14&to=2024-09-30").context

    assert (context["first"], context["last"]) == (date(2024, 9, 30), date(2024, 11, 14))


def test_two_quiet_days_say_that_nothing_changed(visit, member, borough_plan):
    page = words(visit(member).get("/plan/compare/?from=2024-11-01&to=2024-11-02"))

    assert "Nothing changed" in page
    assert "No status moved" in page


def test_a_day_before_the_plan_shows_that_all_of_it_is_new(visit, member, borough_plan):
    between = visit(member).get("/plan/compare/?from=2020-01-01").context["between"]

    assert between.earlier.actions == []
    assert [action.reference for action in between.added] == ["18.1", "18.2", "22.1"]


def test_days_that_people_ask_for_most_stand_ready(visit, member, borough_plan):
    browser = visit(member)

    shortcuts = browser.get(SPAN).context["shortcuts"]

    assert [(s["title"], s["current"]) for s in shortcuts] == [
        ("Since quarter 2 ended", True),
        ("Quarter 2", False),
        ("The last 30 days", False),
        ("Since the plan began", False),
    ]
    assert all(browser.get(shortcut["url"]).status_code == 200 for shortcut in shortcuts)
