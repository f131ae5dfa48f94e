"""A name typed by mistake into a meeting goes out of it, and its minutes are still proved."""

from datetime import date

import pytest
from django.core.management import call_command
from django.db import connection

from upstander.capabilities.meetings import changes
from upstander.capabilities.meetings.models import Item, Meeting, Outcome
from upstander.capabilities.meetings.tests.conftest import again, pdf
from upstander.kernel.audit.record import events_for, whole_trail
from upstander.kernel.groups import attending
from upstander.kernel.groups.bulletins import draft_bulletin, send_bulletin, update_bulletin
from upstander.kernel.groups.changes import update_group
from upstander.kernel.groups.minutes import as_approved, digest_of, minutes_of
from upstander.kernel.groups.models import Seat
from upstander.kernel.outbox.models import Message
from upstander.kernel.plan.redaction import INSTEAD, Why, Words, places
from upstander.kernel.quarters.changes import redact_words
from upstander.kernel.records.filing import add_file

NAME = "Zoë Marlowe"


def take_out(by, words=NAME):
    return redact_words(Words(words), why=Why.NAMED, by=by)


def approve(held, chair):
    attending.take_attendance(held, present=list(Seat.objects.of(chair)), by=chair)
    changes.circulate(held, by=chair)
    return changes.approve(held, at=held, published=True, by=chair)


@pytest.fixture
def named(held, item, chair):
    """Approved minutes into which a name was typed, at the beginning of a line as well."""
    changes.write_notes(item, f"The room was flooded.\n{NAME} rang.", by=chair)
    changes.add_outcome(item, kind="agreed", text=f"Somebody visits {NAME}", by=chair)
    return approve(held, chair)


def rows_with(words):
    """Look through every row of every table, as the database keeps it."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            found += [table for row in cursor.fetchall() if words in repr(row)]
    return found


# ---- every place of a meeting


def test_a_name_goes_out_of_all_that_is_typed_about_a_meeting(
    group, planned, chair, member, its_day
):
    update_group(group, by=chair, standing=f"Report of {NAME}", purpose=f"For {NAME}")
    changes.build_agenda(planned, by=chair)
    changes.add_item(planned, title=f"{NAME}’s case", text=NAME, presenter=NAME, by=member)
    changes.update_meeting(planned, place=f"At {NAME}’s", by=chair)
    attending.take_part(planned, by=member, answer="apologies", information=f"{NAME} is ill.")
    add_file(planned, by=chair, title=f"Letter of {NAME}", file=pdf())
    held = changes.hold(changes.call(planned, by=chair), by=chair)
    item = held.items.get(title=f"{NAME}’s case")
    changes.write_notes(item, f"{NAME} was moved.", by=chair)
    changes.add_outcome(item, kind="noted", text=f"{NAME} is safe", by=chair)
    changes.circulate(held, by=chair)
    attending.correct(held, correction=f"{NAME} was not moved.", by=member)
    attending.settle(held, settled={attending.unsettled(held)[0]: f"{NAME} asked."[:300]}, by=chair)
    changes.approve(held, at=held, published=True, by=chair)
    update_bulletin(draft_bulletin(group, by=chair), by=chair, text=f"News of {NAME}")
    assert set(rows_with("Marlowe")) == {
        "groups_attendance",
        "groups_bulletin",
        "groups_group",
        "meetings_item",
        "meetings_meeting",
        "meetings_outcome",
        "records_recordfile",
    }

    take_out(chair)

    assert rows_with("Marlowe") == []
    assert places(Words(NAME)) == []
    assert as_approved(again(held)) is True


def test_the_standing_item_without_the_name_is_the_same_item(group, planned, chair):
    update_group(group, by=chair, standing=f"Report of {NAME}")
    changes.build_agenda(planned, by=chair)

    take_out(chair)
    changes.build_agenda(again(planned), by=chair)

    assert planned.items.filter(title=f"Report of {INSTEAD}").count() == 1


def test_two_outcomes_that_differ_by_the_name_alone_stay_two(item, chair):
    for name in ("Ada Vance", "Bea Vance", "Cem Vance"):
        changes.add_outcome(item, kind="noted", text=f"{name} rings", by=chair)

    for name in ("Ada Vance", "Bea Vance", "Cem Vance"):
        take_out(chair, name)

    told = list(Outcome.objects.values_list("text", flat=True))
    assert told == [f"{INSTEAD} rings", f"2. {INSTEAD} rings", f"3. {INSTEAD} rings"]


def test_what_stands_instead_is_never_longer_than_its_field(item, chair):
    changes.add_outcome(item, kind="noted", text="Al " + "x" * 297, by=chair)

    take_out(chair, "Al")

    assert Outcome.objects.get().text == f"{INSTEAD} " + "x" * 288


# ---- approved minutes


def test_minutes_are_proved_again_after_words_were_taken_out(named, item, chair, capsys):
    take_out(chair)

    (said,) = again(named).approved["items"]
    assert said["notes"] == f"The room was flooded.\n{INSTEAD} rang."
    assert said["outcomes"] == [["Agreed", f"Somebody visits {INSTEAD}"]]
    assert as_approved(again(named)) is True
    call_command("groups_verify")
    assert "All approved minutes" in capsys.readouterr().out


def test_taking_out_a_second_name_holds_as_well(named, chair):
    take_out(chair)
    take_out(chair, "flooded")

    assert as_approved(again(named)) is True
    assert events_for(named).filter(kind="groups.minutes_redacted").count() == 2


def test_minutes_changed_after_words_were_taken_out_are_found(named, chair):
    take_out(chair)
    Meeting.objects.filter(pk=named.pk).update(approved=again(named).approved | {"present": []})

    assert as_approved(again(named)) is False
    with pytest.raises(SystemExit):
        call_command("groups_verify")


def test_taking_words_out_does_not_cover_what_was_done_by_hand_before(named, chair):
    Meeting.objects.filter(pk=named.pk).update(approved=again(named).approved | {"present": []})

    take_out(chair)

    assert "Marlowe" not in str(again(named).approved)
    assert as_approved(again(named)) is False
    assert not events_for(named).filter(kind="groups.minutes_redacted").exists()


def test_the_minutes_with_the_name_put_back_are_found(named, chair):
    before = again(named).approved
    take_out(chair)
    Meeting.objects.filter(pk=named.pk).update(approved=before)

    assert as_approved(again(named)) is False


def test_minutes_that_never_held_the_words_get_no_new_mark(named, group, chair):
    mark = digest_of(again(named).approved)

    take_out(chair, "Nobody Ever")

    assert digest_of(again(named).approved) == mark
    assert not events_for(named).filter(kind="groups.minutes_redacted").exists()


def test_nobody_finds_the_name_by_trying_names_against_an_old_mark(named, chair):
    (old,) = [event.facts["digest"] for event in events_for(named).filter(kind="meetings.approved")]
    take_out(chair)
    left = again(named).approved

    def with_the_name(value):
        if isinstance(value, dict):
            return {key: with_the_name(part) for key, part in value.items()}
        if isinstance(value, list):
            return [with_the_name(part) for part in value]
        return value.replace(INSTEAD, NAME)

    guess = with_the_name(left)
    assert guess["items"] == minutes_of(named)["items"]
    assert digest_of(guess) != old
    without_salt = {key: value for key, value in guess.items() if key != "salt"}
    assert digest_of(without_salt) != old


def test_the_trail_says_where_and_why_and_never_what(named, chair):
    take_out(chair)

    (row,) = events_for(named).filter(kind="groups.minutes_redacted")
    assert set(row.facts) == {"digest", "why"}
    assert row.facts["why"] == "named"
    (told,) = whole_trail().filter(kind="plan.words_taken_out")
    assert f"meetings.meeting:{named.pk}.approved" in told.facts["places"]
    assert not any("Marlowe" in event.detail for event in whole_trail())


def test_a_group_that_was_named_after_somebody_leaves_no_name_in_the_trail(group, chair):
    update_group(group, by=chair, name=f"Friends of {NAME}")
    group.refresh_from_db()
    changes.plan_meeting(group, on=date(2025, 1, 28), at="14:00", by=chair)

    assert not any("Marlowe" in event.detail for event in whole_trail())


def test_without_its_row_in_the_trail_nothing_is_taken_out(named, chair, monkeypatch):
    def broken(*args, **kwargs):
        raise RuntimeError("the trail is full")

    monkeypatch.setattr("upstander.kernel.groups.minutes.record", broken)

    with pytest.raises(RuntimeError):
        take_out(chair)

    assert NAME in Item.objects.exclude(notes="").get().notes
    assert as_approved(again(named)) is True


# ---- letters


def test_waiting_bulletins_and_invitations_that_hold_the_words_are_stopped(group, planned, chair):
    bulletin = draft_bulletin(group, by=chair)
    update_bulletin(bulletin, by=chair, text=f"News of\n{NAME}.")
    bulletin.refresh_from_db()
    send_bulletin(bulletin, by=chair)
    changes.update_meeting(planned, place=f"{NAME}’s house", by=chair)
    changes.call(planned, by=chair)
    mine = Message.objects.filter(kind__in=["groups.bulletin", "meetings.called"])
    assert mine.count() == 4

    done = take_out(chair)

    assert done.letters == 4
    assert set(mine.values_list("state", "letter")) == {("stopped", "")}


def test_letters_that_do_not_hold_the_words_still_leave(planned, chair):
    changes.call(planned, by=chair)

    done = take_out(chair)

    assert done.letters == 0
    assert set(Message.objects.values_list("state", flat=True)) == {"queued"}


def test_a_letter_that_cannot_be_opened_keeps_no_words_from_going(planned, chair):
    changes.call(planned, by=chair)
    Message.objects.update(letter="broken")
    changes.update_meeting(planned, place=f"{NAME}’s house", by=chair)

    take_out(chair)

    assert again(planned).place == f"{INSTEAD}’s house"


# ---- the page


def test_the_page_says_where_in_meetings_the_words_stand_before_they_go(named, people, visit):
    lead = visit(people.lead)
    sent = {"words": NAME, "why": "named"}

    looked = lead.post("/quarters/redact/", sent).content.decode()
    gone = lead.post("/quarters/redact/", {**sent, "sure": "1"}, follow=True).content.decode()

    assert "They stand in 3 places" in looked
    for told in (
        "Meetings, meeting: minutes as they were approved",
        "Meetings, item: notes",
        "Meetings, outcome: words",
    ):
        assert told in looked
    assert "Taken out for good: 3 places" in gone
    assert "Marlowe" not in gone


def test_the_page_counts_the_letters_that_wait(planned, chair, people, visit):
    changes.update_meeting(planned, place=f"{NAME}’s house", by=chair)
    changes.call(planned, by=chair)

    looked = visit(people.lead).post("/quarters/redact/", {"words": NAME, "why": "named"})

    assert "2 letters that wait hold them, and will be stopped." in looked.content.decode()
