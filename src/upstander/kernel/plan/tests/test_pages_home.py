from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from upstander.kernel import clock
from upstander.kernel.plan import changes
from upstander.kernel.plan.models import MeasureSample
from upstander.kernel.plan.tests.looking import words
from upstander.kernel.testing.people import person
from upstander.kernel.testing.plan import start
from upstander.kernel.testing.scale import make_plan

pytestmark = pytest.mark.django_db


def test_without_a_plan_the_home_page_says_how_to_begin_one(visit, strategic_lead):
    page = words(visit(strategic_lead).get("/plan/"))

    assert "There is no plan here yet" in page
    assert reverse("plan:import") in page
    assert reverse("plan:start") in page


def test_without_a_plan_others_read_who_brings_it(visit, member):
    page = words(visit(member).get("/plan/"))

    assert "The Strategic Lead brings the plan in" in page
    assert reverse("plan:start") not in page


def test_an_empty_plan_is_calm_about_it(visit, member):
    start()

    page = words(visit(member).get("/plan/"))

    assert "Nothing falls due before Saturday 14 December 2024." in page
    assert "Nothing is recorded that the plan waits for." in page
    assert "contradiction" not in page.lower()


def test_the_home_page_counts_actions_by_status_theme_and_lead(visit, member, borough_plan):
    response = visit(member).get("/plan/")

    tiles = {tile.code: tile.number for tile in response.context["tiles"]}
    assert tiles == {"completed": 0, "in_progress": 2, "behind": 0, "on_hold": 1, "": 3}
    assert [row["group"].title for row in response.context["themes"]] == ["3. Provision"]
    assert [row["group"].title for row in response.context["leads"]] == ["Safer Merton", "Clarion"]


def test_each_tile_says_how_it_stood_when_the_last_quarter_ended(visit, member, borough_plan):
    tiles = visit(member).get("/plan/").context["tiles"]

    notes = {tile.code: tile.note for tile in tiles}
    assert notes["in_progress"] == "up from 1 on 30 September"
    assert notes["on_hold"] == "down from 2 on 30 September"
    assert notes["completed"] == "as on 30 September"


def test_a_contradiction_opens_the_home_page_with_its_reason(visit, member, borough_plan):
    page = words(visit(member).get("/plan/"))

    assert "1 contradiction" in page
    assert "18.2 Hold the surgeries face to face" in page
    assert "Declared In Progress, evidence suggests Behind. Two of three due so far" in page


def test_no_contradiction_is_said_calmly(visit, strategic_lead, borough_plan):
    changes.add_update(
        borough_plan.surgeries, status="in_progress", reason="Called off.", by=strategic_lead
    )

    page = words(visit(strategic_lead).get("/plan/"))

    assert "No contradictions" in page


def test_what_falls_due_and_what_is_waited_for_stand_on_the_home_page(visit, member, borough_plan):
    page = words(visit(member).get("/plan/"))

    assert "Advice surgery in December" in page
    assert "Budget to be identified" in page
    assert reverse("plan:objective", args=[borough_plan.landlords.pk]) in page


def test_a_status_that_moved_is_told_with_who_moved_it(visit, member, borough_plan):
    response = visit(member).get("/plan/")

    change = response.context["changes"][0]
    assert (change.reference, change.move.before, change.move.after) == (
        "18.1",
        "on_hold",
        "in_progress",
    )
    assert response.context["other_updates"] == 1
    assert "1 further update" in words(response)


def test_an_edit_is_told_with_what_stood_there_before(visit, strategic_lead, borough_plan):
    changes.edit_item(borough_plan.publicity, due=date(2025, 1, 31), by=strategic_lead)

    page = words(visit(strategic_lead).get("/plan/"))

    assert "Due: nothing became 31 January 2025" in page
    assert "by Amara Osei" in page


def test_changes_are_told_since_the_day_that_was_asked_for(visit, member, borough_plan):
    with clock.set_to(datetime(2024, 11, 2, 9, tzinfo=UTC)):
        changes.meet_dependency(
            borough_plan.dependency, on=date(2024, 11, 2), how="Grant won.", by="system:tests"
        )

    recent = visit(member).get("/plan/?since=2024-11-01").context["changes"]
    none = visit(member).get("/plan/?since=2024-11-03").context["changes"]

    assert [(change.reference, change.words) for change in recent] == [("D1", "met. Grant won.")]
    assert none == []


@pytest.mark.parametrize("since", ["soon", "2024-13-01", "2031-01-01", ""])
def test_a_day_that_is_none_or_lies_ahead_becomes_the_end_of_last_quarter(
    since, visit, member, borough_plan
):
    response = visit(member).get("/plan/", {"since": since})

    assert response.context["since"] == date(2024, 9, 30)


def test_every_number_on_the_home_page_leads_to_a_list_that_counts_the_same(
    visit, member, borough_plan
):
    browser = visit(member)
    context = browser.get("/plan/").context
    numbered = [(tile.number, tile.url) for tile in context["tiles"]]
    for row in [*context["themes"], *context["leads"]]:
        numbered += [(count, url) for _, count, url in row["cells"]]
        numbered += [(row["group"].silent, row["silent_url"])]

    found = [(browser.get(url).context["shown"], url) for _, url in numbered]

    assert found == numbered


def count_queries(client, address) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


@pytest.mark.slow
def test_the_home_page_asks_ten_questions_at_most_however_large_the_plan(client):
    client.force_login(person("group_member"))
    plan = make_plan()
    tie_a_measure(plan)

    once = count_queries(client, "/plan/")
    large = make_plan(objectives=230, actions=580, updates=8, year="large")
    tie_a_measure(large)
    ten_times = count_queries(client, "/plan/")

    assert once <= 10
    assert ten_times == once


def tie_a_measure(plan) -> None:
    """Let the rules look at a counted measure too, which takes a question of its own."""
    action = plan.themes.first().objectives.first().actions.first()
    action.measures = ["plan.done_on_time"]
    action.save(update_fields=["measures"])
    MeasureSample.objects.create(
        plan=plan,
        code="plan.done_on_time",
        objective="1",
        starts_on=date(2024, 10, 1),
        ends_on=date(2024, 12, 31),
        counted_on=date(2024, 11, 14),
        state="value",
        numerator=1,
        denominator=1,
    )


def test_the_home_page_of_a_plan_of_58_actions_is_light(client):
    client.force_login(person("group_member"))
    make_plan()

    assert len(client.get("/plan/").content) <= 60_000
