"""Who comes: said before, written down there, put right afterwards."""

from datetime import date

import pytest

from upstander.kernel.audit.record import key_of
from upstander.kernel.documents.report.model import words_in
from upstander.kernel.groups import attending
from upstander.kernel.groups.changes import add_seat
from upstander.kernel.groups.models import Attendance, Group, Seat
from upstander.kernel.groups.steps import SettleForm
from upstander.kernel.testing.people import organisation, person

BY = "system:test"
pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting(group):
    """Any record will do that has a group and a day; the group itself stands in for it."""
    group.on, group.group = date(2024, 11, 19), group
    return group


def answers(meeting):
    return {row.name: row.answer for row in Attendance.objects.at(meeting)}


def test_one_speaks_for_ones_own_seat_only(meeting, member, outsider):
    attending.take_part(meeting, answer="coming", by=member)
    with pytest.raises(attending.NoSeat, match="You had no seat"):
        attending.take_part(meeting, answer="coming", by=outsider)

    assert answers(meeting) == {"Joan Member": "coming"}
    assert [(r.name, r.answer) for r in attending.who_comes(meeting)] == [
        ("Joan Member", "coming"),
        ("Winston Chair", ""),
    ]


def test_of_those_who_are_not_there_apologies_are_told_from_silence(meeting, member, chair):
    ada = person("group_member", organisation("Third"), name="Ada Third")
    add_seat(meeting.group, organisation=organisation("Third"), user=ada, by=BY)
    attending.take_part(meeting, answer="apologies", information="Figures follow.", by=member)

    attending.take_attendance(meeting, present=list(Seat.objects.of(chair)), by=chair)

    assert answers(meeting) == {
        "Winston Chair": "present",
        "Joan Member": "apologies",
        "Ada Third": "absent",
    }
    told = attending.told_of(meeting)
    assert told["information"] == [["Joan Member, Merrow Voices", "Figures follow."]]
    first = attending.attendance_blocks(told)[0]
    assert words_in(first.words) == "Present: Winston Chair, Police"


def test_taking_the_attendance_again_puts_it_right(meeting, member, chair):
    attending.take_attendance(meeting, present=list(Seat.objects.of(chair)), by=chair)
    attending.take_attendance(meeting, present=list(Seat.objects.of(member)), by=chair)

    assert answers(meeting) == {"Winston Chair": "absent", "Joan Member": "present"}
    assert attending.strands_at(meeting) == ["Disability"]


def test_a_body_that_never_came_is_found_whoever_sat_for_it(meeting, chair):
    assert attending.never_came(meeting.group, []) == []

    attending.take_attendance(meeting, present=list(Seat.objects.of(chair)), by=chair)

    assert [str(s) for s in attending.never_came(meeting.group, [meeting])] == [
        "Joan Member, Merrow Voices"
    ]


def test_a_body_that_was_not_asked_yet_did_not_stay_away(meeting, chair):
    meeting.on = date(2024, 10, 22)
    attending.take_attendance(meeting, present=list(Seat.objects.of(chair)), by=chair)
    late = organisation("Newcomers")
    since = {"starts_on": date(2024, 11, 1), "by": BY}
    add_seat(meeting.group, organisation=late, user=person(None, late), **since)

    stayed_away = [
        seat.organisation.name for seat in attending.never_came(meeting.group, [meeting])
    ]
    assert stayed_away == ["Merrow Voices"]


def test_a_correction_waits_until_somebody_says_what_became_of_it(meeting, member, chair):
    attending.correct(meeting, correction="It was Tuesday.", by=member)
    (asked,) = attending.unsettled(meeting)

    attending.settle(meeting, settled={asked: "Put right."}, by=chair)

    assert attending.unsettled(meeting) == []
    assert Attendance.objects.at(meeting).get().settled == "Put right."


def test_a_second_correction_joins_the_first_and_waits_anew(meeting, member, chair):
    attending.correct(meeting, correction="It was Tuesday.", by=member)
    attending.correct(meeting, correction="It was Tuesday.", by=member)  # sent twice
    attending.settle(meeting, settled={attending.unsettled(meeting)[0]: "Put right."}, by=chair)

    attending.correct(meeting, correction="Two of us had left.", by=member)

    (row,) = attending.unsettled(meeting)
    assert row.correction == "It was Tuesday.\n\nTwo of us had left."


def test_a_correction_of_somebody_without_a_seat_is_refused_and_not_lost(meeting, outsider):
    with pytest.raises(attending.NoSeat):
        attending.correct(meeting, correction="It was Tuesday.", by=outsider)


def test_a_correction_sent_while_another_is_answered_is_read_before_it_is_answered(meeting, member):
    attending.correct(meeting, correction="It was Tuesday.", by=member)
    opened = SettleForm(record=meeting)
    answered = dict.fromkeys(opened.fields, "Put right.")
    assert SettleForm(answered, record=meeting).is_valid()

    attending.correct(meeting, correction="Two of us had left.", by=member)

    assert not SettleForm(answered, record=meeting).is_valid()


def test_attendance_of_one_meeting_is_not_that_of_another(meeting, member):
    other = Group.objects.create(name="Another", place="x")
    attending.take_part(meeting, answer="coming", by=member)

    assert not Attendance.objects.at(other).exists()
    assert Attendance.objects.get().record == key_of(meeting)
