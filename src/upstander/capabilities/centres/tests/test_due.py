"""What falls due reaches whoever looks after the centre, in time and in plain words."""

from datetime import date, timedelta

import pytest

from upstander.capabilities.centres.changes import work
from upstander.capabilities.centres.dues import due_from_centres
from upstander.capabilities.centres.models import Centre
from upstander.capabilities.centres.tests.factories import BY, centre, live_centre
from upstander.kernel.clock import today
from upstander.kernel.due.gather import due_for
from upstander.kernel.figures import Value
from upstander.kernel.people.changes import hand_over_post
from upstander.kernel.registry import Capability, RecordCount, registered
from upstander.kernel.testing.people import person

pytestmark = pytest.mark.django_db


def told(user, on=None):
    return [(item.title, item.why, item.on) for item in due_from_centres(user, on or today())]


def test_a_quarterly_check_is_told_a_month_ahead_and_then_it_is_late(officer, desk):
    place = live_centre("Lantern House", owner=desk)  # live on 2 September
    due_on = date(2024, 12, 2)

    assert ("Lantern House", "Quarterly check.", due_on) in told(officer)
    assert told(officer, due_on - timedelta(days=31)) == []
    late = due_for(officer, due_on + timedelta(days=5)).late
    assert [(each.item.url, each.days_late) for each in late] == [
        (f"/centres/places/{place.pk}/", 5)
    ]


def test_it_is_told_to_nobody_who_does_not_look_after_the_centre(desk, lead):
    live_centre(owner=desk)

    assert told(person("action_lead")) == []
    assert told(person("school_lead")) == []
    assert told(lead) == []


def test_what_a_vacant_post_looks_after_comes_to_the_strategic_lead(desk, lead):
    live_centre("Lantern House", owner=desk)

    hand_over_post(desk, to=None, by=BY)

    assert [title for title, _, _ in told(lead)] == ["Lantern House"]


def test_a_leaver_a_failed_check_an_old_poster_and_an_ending_agreement_are_each_told(officer, desk):
    place = live_centre(owner=desk)
    soon = today() + timedelta(days=20)
    work.lead_leaves(place.leads.get(), by=BY)
    work.record_check(
        place, kind="call", result="shut", follow_up="Ring again.", follow_up_on=soon, by=BY
    )
    work.give_publicity(place, kind="web", review_on=soon, by=BY)
    Centre.objects.filter(pk=place.pk).update(agreement_ends_on=soon)

    assert {why for _, why, _ in told(officer)} == {
        "Nobody trained.",
        "Failed check to follow up.",
        "Posters and pages to look at.",
        "Agreement to renew.",
    }


def test_somebody_who_left_is_told_of_while_one_person_alone_takes_reports(officer, desk):
    place = live_centre("Lantern House", owner=desk)
    second = work.add_lead(place, name="Second Person", trained_on=date(2024, 8, 20), by=BY)
    alone = "Somebody who took reports has left: of two who should be there, one is."
    assert alone not in {why for _, why, _ in told(officer)}

    work.lead_leaves(second, on=date(2024, 11, 12), by=BY)

    assert ("Lantern House", alone, date(2024, 11, 12)) in told(officer)
    work.add_lead(place, name="Third Person", by=BY)
    assert alone not in {why for _, why, _ in told(officer)}


def test_a_prospect_that_stands_still_is_told_of(officer, desk):
    centre("Blue Hour Nails", owner=desk, stage="visited", since=date(2024, 9, 10))

    assert told(officer) == [("Blue Hour Nails", "60 days at Visited.", date(2024, 11, 9))]


@pytest.mark.parametrize("stage", ["paused", "closed"])
def test_nothing_is_asked_of_a_centre_that_rests(officer, desk, stage):
    centre(owner=desk, stage=stage, since=date(2024, 1, 1))

    assert told(officer) == []


def test_a_centre_that_took_no_report_for_half_a_year_is_told_of_where_reports_are_counted(
    officer, desk
):
    quiet, busy, unknown = (
        live_centre(name, owner=desk, since=date(2024, 2, 1))
        for name in ("Quiet", "Busy", "Unknown")
    )
    for place in (quiet, busy, unknown):
        work.record_check(place, kind="call", result="passed", by=BY)
    counts = RecordCount(
        "reports_taken",
        "Reports taken",
        "centres.centre",
        lambda keys, period: {quiet.pk: Value.counted(0), busy.pk: Value.counted(2)},
    )
    assert told(officer) == []

    with registered(Capability(slug="trying", title="Trying", counts=(counts,))):
        items = told(officer)

    assert [(title, on) for title, _, on in items] == [("Quiet", today())]
    assert "No report was taken there in 183 days" in items[0][1]
