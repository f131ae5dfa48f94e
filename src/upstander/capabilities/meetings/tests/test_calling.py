"""Invitations leave, follow every change of day or place, and are taken back."""

from datetime import date, time, timedelta

import pytest
from icalendar import Calendar

from upstander.capabilities.meetings import changes
from upstander.capabilities.meetings.models import Meeting, State
from upstander.capabilities.meetings.policies import MOVES
from upstander.capabilities.meetings.tests.conftest import DAY, again
from upstander.kernel import clock
from upstander.kernel.errors import Refused
from upstander.kernel.groups.changes import add_seat
from upstander.kernel.outbox.models import Message
from upstander.kernel.records.states import CannotMove
from upstander.kernel.testing.people import organisation, person


def letters(kind):
    return [m.open() for m in Message.objects.filter(kind=f"meetings.{kind}").order_by("pk")]


def event_in(letter):
    (file,) = letter.attachments
    calendar = Calendar.from_ical(file.content)
    return calendar["METHOD"], calendar.walk("VEVENT")[0]


def test_everybody_who_sits_in_the_group_is_invited_by_name(planned, chair, member):
    changes.call(planned, by=chair)

    sent = letters("called")
    assert {letter.to for letter in sent} == {chair.email, member.email}
    assert sent[0].subject == "Strategy Group: Tuesday 19 November 2024, 14:00"
    for letter in sent:
        method, event = event_in(letter)
        assert (method, event["SEQUENCE"]) == ("REQUEST", 1)
        assert event["ATTENDEE"] == f"mailto:{letter.to}"
        assert event["ORGANIZER"] == f"mailto:{chair.email}"
        assert f"/meetings/{planned.pk}/" in event["DESCRIPTION"]


def test_a_new_day_invites_again_under_the_same_name(planned, chair):
    changes.call(planned, by=chair)

    changes.update_meeting(planned, on=date(2024, 11, 26), by=chair)

    first, second = (event_in(letter)[1] for letter in letters("called")[::2])
    assert first["UID"] == second["UID"]
    assert (first["SEQUENCE"], second["SEQUENCE"]) == (1, 2)
    assert second.decoded("DTSTART").date() == date(2024, 11, 26)


def test_a_form_sent_without_a_change_invites_nobody(planned, chair):
    changes.call(planned, by=chair)

    changes.update_meeting(planned, on=planned.on, place="Room B", by=chair)

    assert len(letters("called")) == 2


def test_nobody_is_invited_twice_on_one_day_however_often_the_button_is_pressed(
    planned, group, chair
):
    changes.call(planned, by=chair)
    newcomer = person("group_member", organisation("Newcomers"), name="Nia New")
    add_seat(group, organisation=organisation("Newcomers"), user=newcomer, by=chair)

    for _ in range(3):
        changes.call(again(planned), by=chair)
    assert [letter.to for letter in letters("called")[2:]] == [newcomer.email]

    with clock.set_to(clock.now() + timedelta(days=1)):
        changes.call(again(planned), by=chair)
    _, event = event_in(letters("called")[-1])
    assert (len(letters("called")), event["SEQUENCE"]) == (6, 1)


def test_a_meeting_that_nobody_was_invited_to_is_called_off_in_silence(planned, chair):
    changes.cancel(planned, by=chair)

    assert not Message.objects.exists()


def test_a_meeting_that_is_called_off_leaves_the_calendars(planned, chair):
    changes.call(planned, by=chair)
    changes.cancel(planned, by=chair)

    method, event = event_in(letters("cancelled")[0])
    assert (method, event["STATUS"], event["SEQUENCE"]) == ("CANCEL", "CANCELLED", 2)


def test_the_online_link_is_in_the_letter_and_on_no_open_page(
    group, chair, outsider, visit, its_day
):
    link = "https://meet.example/only-for-members"
    meeting = changes.plan_meeting(group, on=DAY, at=time(14), link=link, by=chair)
    changes.call(meeting, by=chair)
    assert link in letters("called")[0].text

    changes.hold(meeting, by=chair)
    changes.circulate(meeting, by=chair)
    changes.approve(meeting, at=meeting, published=True, by=chair)
    for page in ("", "minutes/", "history/", "minutes.html"):
        answer = visit(outsider).get(f"/meetings/{meeting.pk}/{page}")
        assert answer.status_code == 200
        assert link not in answer.content.decode()


def test_a_draft_is_sent_once_and_again_when_it_is_mended(held, item, chair):
    changes.circulate(held, by=chair)
    changes.circulate(held, by=chair)
    assert len(letters("minuted")) == 2, "one for each member"

    changes.write_notes(item, "The room was flooded.", by=chair)
    changes.circulate(held, by=chair)

    assert len(letters("minuted")) == 4
    assert "flooded" not in "".join(letter.text for letter in letters("minuted"))


def test_of_two_who_press_the_same_button_the_second_is_refused(planned, chair):
    once, twice = again(planned), again(planned)
    changes.call(once, by=chair)

    with pytest.raises(CannotMove):
        changes.call(twice, by=chair)

    assert len(letters("called")) == 2


def test_a_meeting_is_opened_on_its_day_or_later_and_not_before(planned, chair, settings):
    changes.call(planned, by=chair)
    settings.TODAY = DAY - timedelta(days=1)
    with pytest.raises(Refused, match=r"on Tuesday 19 November 2024, 14:00.*change its day first"):
        changes.hold(planned, by=chair)
    assert again(planned).state == "called"

    changes.update_meeting(planned, on=settings.TODAY, by=chair)

    assert changes.hold(planned, by=chair).state == "held"
    assert event_in(letters("called")[-1])[1]["DTSTART"].dt.date() == settings.TODAY


def test_there_is_one_meeting_a_day_unless_it_was_called_off(planned, group, chair):
    with pytest.raises(Exception, match="meeting_once_a_day"):
        changes.plan_meeting(group, on=DAY, at=time(16), by=chair)

    changes.cancel(planned, by=chair)

    assert changes.plan_meeting(group, on=DAY, at=time(16), by=chair).state == "planned"


@pytest.mark.parametrize("state", State.values)
def test_a_meeting_moves_as_the_table_says_and_no_other_way(state, group, chair, settings):
    settings.TODAY = DAY + timedelta(days=len(State))
    ways = {
        State.CALLED: lambda m: changes.call(m, by=chair),
        State.HELD: lambda m: changes.hold(m, by=chair),
        State.MINUTED: lambda m: changes.circulate(m, by=chair),
        State.APPROVED: lambda m: changes.approve(m, at=m, published=True, by=chair),
        State.CANCELLED: lambda m: changes.cancel(m, by=chair),
    }
    for place, (after, go) in enumerate(ways.items()):
        on = DAY + timedelta(days=place)
        kept = {"approved": {"items": []}} if state == State.APPROVED else {}
        meeting = Meeting.objects.create(group=group, on=on, at=time(14), state=state, **kept)
        if after in MOVES[state]:
            assert go(meeting).state == after
        else:
            with pytest.raises(CannotMove):
                go(meeting)
