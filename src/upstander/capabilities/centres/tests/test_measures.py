"""The numbers for objectives 5, 10 and 19, and the list that stands behind each."""

from datetime import date, timedelta
from urllib.parse import urlencode

import pytest
from django.urls import reverse

from upstander.capabilities.centres import measures
from upstander.capabilities.centres.changes import work
from upstander.capabilities.centres.models import Centre
from upstander.capabilities.centres.tests.factories import (
    BY,
    centre,
    live_centre,
    moving,
    some_ward,
)
from upstander.kernel.clock import today
from upstander.kernel.figures import Period, State, Value
from upstander.kernel.registry import Capability, RecordCount, registered

pytestmark = pytest.mark.django_db
QUARTER = Period(date(2024, 10, 1), date(2024, 12, 31))


@pytest.fixture
def behind(client, lead):
    """Open the list behind a value."""
    client.force_login(lead)

    def ask(value):
        address = f"{reverse(value.evidence.page)}?{urlencode(value.evidence.filters)}"
        response = client.get(address)
        assert response.status_code == 200
        return response

    return ask


def numbers(value):
    return value.numerator, value.denominator


def test_centres_trained_and_open_are_counted_of_those_that_agreed(behind):
    live_centre()
    hidden = live_centre(shown="referral")
    lapsed = live_centre()
    Centre.objects.filter(pk=lapsed.pk).update(agreement_ends_on=date(2024, 10, 31))
    centre(stage="agreed")
    centre(stage="visited")
    work.lead_leaves(hidden.leads.get(), by=BY)

    value = measures.live_in_date(QUARTER)

    assert numbers(value) == (1, 4)
    assert len(behind(value).context["rows"]) == 4


def test_a_past_quarter_is_counted_as_it_stood(behind):
    live_centre(since=date(2024, 9, 2))
    gone = live_centre(since=date(2024, 9, 2))
    work.lead_leaves(gone.leads.get(), on=date(2024, 10, 2), by=BY)

    then = measures.live_in_date(Period(date(2024, 7, 1), date(2024, 9, 30)))
    before = measures.live_in_date(Period(date(2024, 4, 1), date(2024, 6, 30)))

    assert numbers(then) == (2, 2)
    assert before.state == State.BLANK
    assert numbers(measures.live_in_date(QUARTER)) == (1, 2)
    assert behind(then).context["counted"] == 2


def test_checks_are_counted_by_their_day_and_what_waits_counts_as_due(behind):
    early, late, missed = (live_centre() for _ in range(3))
    Centre.objects.update(check_due_on=date(2024, 11, 10))
    for place, on in ((early, date(2024, 11, 8)), (late, date(2024, 11, 13))):
        place.refresh_from_db()
        work.record_check(place, kind="call", result="passed", on=on, by=BY)
    again = {"follow_up": "Again.", "follow_up_on": today() + timedelta(days=9)}
    work.record_check(early, kind="visit", result="shut", by=BY, **again)

    assert missed.pk
    assert numbers(measures.checks_done(QUARTER)) == (1, 3)  # the visit came long before its day
    assert numbers(measures.checks_passed(QUARTER)) == (2, 3)
    assert len(behind(measures.checks_passed(QUARTER)).context["rows"]) == 3


def test_reports_are_not_received_while_nobody_counts_them():
    live_centre()

    assert measures.reports_taken(QUARTER).state == State.NOT_RECEIVED


def test_reports_are_counted_as_another_part_of_the_product_tells():
    places = [live_centre(), live_centre(), live_centre()]
    told = {places[0].pk: Value.counted(4), places[1].pk: Value.counted(0)}
    counts = RecordCount("reports_taken", "Reports", "centres.centre", lambda keys, period: told)

    with registered(Capability(slug="trying", title="Trying", counts=(counts,))):
        value = measures.reports_taken(QUARTER)

    assert (value.state, value.numerator) == (State.VALUE, 4)


def test_wards_are_in_reach_of_a_step_free_centre_that_anybody_may_walk_into(drawn, behind):
    abbey = some_ward()
    where = {"latitude": 51.4135, "longitude": -0.189, "ward": abbey}
    live_centre(step_free="no", **where)
    live_centre(step_free="yes", shown="referral", **where)
    assert numbers(measures.wards_in_reach(QUARTER)) == (0, 20)

    live_centre(step_free="yes", **where)
    value = measures.wards_in_reach(QUARTER)

    cover = behind(value).context["wards"]
    within = [row["cover"].title for row in cover if row["cover"].in_reach]
    assert value.numerator == len(within)
    assert "Abbey" in within
    assert "Village" not in within


def test_without_borders_nobody_knows_what_is_in_reach():
    assert measures.wards_in_reach(QUARTER).state == State.BLANK


def test_places_for_the_young_are_counted_of_all_that_count(behind):
    live_centre(youth_friendly="yes")
    live_centre(youth_friendly="unknown")
    centre(stage="agreed", youth_friendly="yes")

    value = measures.for_the_young(QUARTER)

    assert numbers(value) == (1, 2)
    assert len(behind(value).context["rows"]) == 1


def test_new_centres_in_clubs_and_businesses_are_counted_once_and_against_the_target(behind):
    club = live_centre(sector="sport", since=date(2024, 5, 29))
    live_centre(sector="barber", since=date(2023, 5, 29))
    live_centre(sector="library", since=date(2024, 6, 3))
    for to in ("paused", "live"):
        moving(to)(club)
    for wanted, by in ((2, date(2024, 9, 30)), (3, date(2025, 3, 31))):
        work.set_target(sector="sport", wanted=wanted, before=by, by=BY)

    value = measures.new_in_sectors(QUARTER)

    assert (value.numerator, value.denominator, value.total) == (1, 2, 5)
    assert [row["record"] for row in behind(value).context["rows"]] == [club]


def test_prospects_that_stand_still_are_counted_of_all_prospects(behind):
    centre(since=today() - timedelta(days=61))
    centre(since=today() - timedelta(days=60))
    live_centre()

    value = measures.stuck(QUARTER)

    assert numbers(value) == (1, 2)
    assert len(behind(value).context["rows"]) == 1
