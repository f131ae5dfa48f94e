"""Who sits in a group, for whom, from when to when."""

from datetime import date

import pytest
from django.urls import reverse

from upstander.kernel.access.check import may
from upstander.kernel.audit.record import events_for
from upstander.kernel.clock import today
from upstander.kernel.errors import Refused
from upstander.kernel.figures import Period, State
from upstander.kernel.groups.changes import add_seat, hand_on, update_seat
from upstander.kernel.groups.dues import due_in_groups
from upstander.kernel.groups.measures import strands_heard
from upstander.kernel.groups.models import Seat
from upstander.kernel.groups.standing import standing_of
from upstander.kernel.people.changes import hand_over_post
from upstander.kernel.testing.people import organisation, person, post

BY = "system:test"
YEAR = Period(date(2024, 4, 1), date(2025, 3, 31))


def seat_of(somebody):
    return Seat.objects.of(somebody).get()


def names(standing):
    return {str(seat.holder) for seat in standing.filled}


def test_a_group_says_whom_it_does_not_hear(group):
    standing = standing_of(group)

    assert [str(strand) for strand in standing.heard] == ["Disability"]
    assert [strand.code for strand in standing.unheard] == [
        "race",
        "religion",
        "sexual-orientation",
        "transgender",
    ]
    assert standing.unspoken == ["Health"]


def test_a_seat_that_is_handed_on_keeps_who_sat_there(group, member):
    ada = person("group_member", name="Ada Next")
    seat = seat_of(member)

    passed = hand_on(seat, user=ada, on=date(2024, 10, 1), by=BY)

    on_the_last_day, on_the_next = date(2024, 9, 30), date(2024, 10, 1)
    assert names(standing_of(group, on_the_last_day)) == {"Winston Chair", "Joan Member"}
    assert names(standing_of(group, on_the_next)) == {"Winston Chair", "Ada Next"}
    assert list(passed.strands.all()) == list(seat.strands.all())
    assert [event.kind for event in events_for(seat)] == [
        "groups.seat_changed",
        "groups.seat_added",
    ]


def test_a_seat_handed_on_twice_in_one_breath_is_handed_on_once(group, member):
    ada = person("group_member", name="Ada Next")
    seat = seat_of(member)
    hand_on(seat, user=ada, on=date(2024, 10, 1), by=BY)

    with pytest.raises(Refused, match="handed on like that already"):
        hand_on(seat, user=ada, on=date(2024, 10, 1), by=BY)

    assert Seat.objects.of(ada).count() == 1


def test_a_term_that_was_over_is_not_made_longer_by_handing_the_seat_on(group, member):
    seat = update_seat(seat_of(member), ends_on=date(2024, 9, 1), by=BY)

    hand_on(seat, user=person("group_member"), on=date(2024, 11, 1), by=BY)

    assert Seat.objects.get(pk=seat.pk).ends_on == date(2024, 9, 1)


def test_a_vacant_seat_speaks_for_nobody_and_waits_for_whoever_keeps_the_group(
    group, member, chair, outsider
):
    hand_on(seat_of(member), user=None, on=date(2024, 11, 1), by=BY)

    assert len(standing_of(group).vacant) == 1
    assert strands_heard(YEAR).numerator == 0
    assert [due.kind for due in due_in_groups(chair, today())] == ["vacant", "bulletin"]
    assert due_in_groups(member, today()) == []
    assert due_in_groups(outsider, today()) == []


def test_a_term_that_ends_is_told_a_month_before(group, member, chair):
    update_seat(seat_of(member), ends_on=date(2025, 1, 31), by=BY)

    due, _ = due_in_groups(chair, today())

    assert (due.kind, due.on) == ("ending", date(2025, 1, 1))


def test_a_seat_goes_with_its_post(group, merrow):
    director = post("Director", merrow, holder=person("action_lead", merrow, name="First"))
    seat = add_seat(group, organisation=merrow, post=director, by=BY)

    hand_over_post(director, to=person("action_lead", merrow, name="Second"), by=BY)

    assert str(Seat.objects.get(pk=seat.pk).holder) == "Second"


def test_the_measure_counts_strands_of_the_five_and_shows_the_seats(group, chair, client):
    value = strands_heard(YEAR)
    client.force_login(chair)
    shown = client.get(reverse(value.evidence.page), dict(value.evidence.filters))

    assert (value.state, value.numerator, value.denominator) == (State.VALUE, 1, 5)
    assert "2 seats." in shown.content.decode()


def test_a_group_is_kept_by_its_chair_alone(group, chair, member, outsider):
    lead = person("strategic_lead")

    assert [may(who, "groups.change", group) for who in (lead, chair, member, outsider)] == [
        True,
        True,
        False,
        False,
    ]


@pytest.mark.parametrize("role", ["chair", "deputy", "secretary"])
def test_of_two_seats_in_one_group_the_role_that_keeps_it_counts(group, merrow, role):
    both = person("group_member", merrow)
    for each in ("member", role, "member"):
        add_seat(group, organisation=merrow, user=both, role=each, by=BY)

    assert may(both, "groups.change", group)


def test_who_no_longer_sits_there_no_longer_keeps_it(group, chair):
    hand_on(seat_of(chair), user=None, on=today(), by=BY)
    chair.__dict__.pop("_seats", None)

    assert not may(chair, "groups.change", group)


def test_a_seat_cannot_end_before_it_began(group, member, client, chair):
    client.force_login(chair)
    seat = seat_of(member)
    ends = {"ends_on_day": "1", "ends_on_month": "1", "ends_on_year": "2024"}
    starts = {"starts_on_day": "1", "starts_on_month": "4", "starts_on_year": "2024"}
    form = {"organisation": seat.organisation_id, "user": member.pk, "role": "member"}

    answer = client.post(reverse("groups:seats_edit", args=[seat.pk]), form | starts | ends)

    assert answer.status_code == 200
    assert "There is a problem" in answer.content.decode()


def test_the_page_of_a_group_names_what_is_missing(group, member, client):
    client.force_login(member)

    page = client.get(reverse("groups:detail", args=[group.pk])).content.decode()

    assert "Nobody speaks for race." in page
    assert "Nobody comes from the sector “Health”." in page
    assert "Add a seat" not in page


def test_an_organisation_of_a_second_group_is_no_member_of_the_first(group, client):
    elsewhere = person("group_member", organisation("Elsewhere"))
    client.force_login(elsewhere)

    answer = client.get(reverse("groups:edit", args=[group.pk]))

    assert answer.status_code == 403
    with pytest.raises(Seat.DoesNotExist):
        seat_of(elsewhere)
