import logging
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from upstander.kernel import clock
from upstander.kernel.audit.record import events_for, whole_trail
from upstander.kernel.errors import Refused
from upstander.kernel.outbox import changes
from upstander.kernel.outbox.changes import Draft, NothingLeft, Stopped
from upstander.kernel.outbox.letters import Attachment, Recipient
from upstander.kernel.outbox.models import MOVES, Message, State
from upstander.kernel.outbox.sending import send_waiting
from upstander.kernel.outbox.wording import Undeclared
from upstander.kernel.vault.sealing import Unsealable

pytestmark = pytest.mark.django_db
BY = "system:test"
SAYS = {"sent_from": "https://plan.test/secret-link-5512"}


def drafts(*numbers, **more):
    return [
        Draft(Recipient(f"lead{n}@body.example", f"people.user:{n}"), SAYS, key=str(n), **more)
        for n in numbers
    ]


def states():
    return list(Message.objects.order_by("pk").values_list("state", flat=True))


def test_a_message_waits_under_lock_and_names_its_recipient_by_record(write):
    message = write(says=SAYS["sent_from"])

    row = Message.objects.values().get()
    assert (row["to"], row["state"], message.masked_address) == (
        "people.user:7",
        "queued",
        "i•••@body.example",
    )
    assert not [value for value in row.values() if "ines" in str(value) or "5512" in str(value)]
    assert SAYS["sent_from"] in message.open().text


def test_a_message_of_another_row_does_not_open(write):
    one, other = write(), write()
    one.letter = other.letter

    with pytest.raises(Unsealable):
        one.open()


def test_whoever_has_an_email_address_can_be_written_to(write):
    person = write()
    person.email = "kim@body.example"  # any record with an address

    message = changes.queue("outbox.test", to=person, context=SAYS, by=BY, about="plan.action:4")

    assert (message.to, message.about) == (f"outbox.message:{person.pk}", "plan.action:4")
    assert message.open().to == "kim@body.example"


def test_nothing_is_sent_for_what_is_taken_back(write):
    with transaction.atomic():
        write()
        transaction.set_rollback(True)

    assert not Message.objects.exists()
    assert not DBTaskResult.objects.exists()
    assert send_waiting().sent == 0


def test_nothing_is_queued_without_its_row_in_the_trail(write, monkeypatch):
    def fail(*args, **kwargs):
        raise IntegrityError

    monkeypatch.setattr(changes, "record", fail)

    with pytest.raises(IntegrityError), transaction.atomic():
        write()

    assert not Message.objects.exists()


def test_the_same_thing_is_never_queued_twice():
    first = changes.queue_all("outbox.test", drafts(1, 2), by=BY)
    again = changes.queue_all("outbox.test", drafts(2, 3, 3), by=BY)

    assert [message.key for message in again] == ["2", "3", "3"]
    assert again[0] == first[1]
    assert Message.objects.count() == 3
    assert [event.facts["count"] for event in whole_trail()[:2]] == [1, 2]


def test_nothing_new_leaves_no_row_in_the_trail():
    changes.queue_all("outbox.test", drafts(1), by=BY)
    before = whole_trail().count()

    changes.queue_all("outbox.test", drafts(1), by=BY)
    changes.queue_all("outbox.test", [], by=BY)

    assert whole_trail().count() == before


def test_a_batch_is_one_row_in_the_trail_and_none_of_it_is_an_address():
    changes.queue_all("outbox.test", drafts(*range(30), about="plan.quarter:2"), by=BY)

    (event,) = events_for("plan.quarter:2")
    assert event.facts == {"kind": "outbox.test", "count": 30}
    assert Message.objects.values("batch").distinct().count() == 1
    assert not [event for event in whole_trail() if "@" in event.detail + event.record]


def test_one_push_is_enough_for_many_messages(write):
    write()
    write()

    assert DBTaskResult.objects.count() == 1


@pytest.mark.parametrize(
    "context", [{}, {"sent_from": "x", "case": "what happened"}, {"name": "Ines"}]
)
def test_a_message_carries_what_its_kind_declares_and_no_more(context):
    with pytest.raises(Undeclared):
        changes.queue("outbox.test", to=Recipient("a@x.example"), context=context, by=BY)


@pytest.mark.parametrize(
    "address",
    ["", "nobody", "a b@x.example", "a@x.example\nBcc: b@x.example", "ärger@x.example", "a@"],
)
def test_an_address_to_which_nothing_can_be_sent_is_told_and_stops_no_other(write, address):
    bad, good = write(to=address), write()

    send_waiting()

    bad.refresh_from_db()
    assert (bad.state, bad.result) == (State.FAILED, "no usable address")
    assert [letter.to for letter in mail.outbox] == [["ines@body.example"]]
    good.refresh_from_db()
    assert good.state == State.SENT


@pytest.mark.parametrize("number", ["07700 900123", "+44 7700 900123", "(07700) 900-123"])
def test_a_number_is_put_into_shape(write, number):
    message = write(to=number, kind="outbox.test_text")

    assert message.state == State.QUEUED
    assert message.open().to.lstrip("+").isdigit()
    assert message.masked_address == "•••123"


def test_a_preview_writes_nothing():
    words = changes.preview("outbox.test", SAYS)

    assert SAYS["sent_from"] in words.text
    assert words.subject == "A test message from Upstander"
    assert not Message.objects.exists()


@pytest.mark.parametrize(
    "attachment",
    [
        Attachment("a.ics", b"x" * 1_000_001, "text/calendar"),
        Attachment("a\r\nBcc: b@x.example", b"x", "text/calendar"),
        Attachment("../a.ics", b"x", "text/calendar"),
        Attachment("a.ics", b"x", "text/calendar\r\nX-Head: 1"),
        Attachment("a.ics", b"x", "nonsense"),
    ],
)
def test_a_file_that_does_not_belong_into_a_message_is_refused(write, attachment):
    with pytest.raises(Refused):
        write(attachments=[attachment])


def test_a_message_whose_kind_or_key_is_gone_can_still_be_listed(write, settings, tmp_path):
    message = write()
    Message.objects.update(kind="gone.told")
    settings.HOME = tmp_path  # another installation's keys
    message.refresh_from_db()

    assert (str(message), message.masked_address) == (f"Message {message.pk}: gone.told", "")


# ---- stopping ------------------------------------------------------------------------------------


def test_all_that_waits_for_a_person_is_stopped_and_destroyed_at_once(write):
    theirs = [write(record="subjects.subject:3", key=str(number)) for number in range(2)]
    failed, other = write(record="subjects.subject:3", to="nowhere"), write()

    done = changes.stop(to="subjects.subject:3", by=BY)

    assert done == Stopped(stopped=3, under_way=0)
    for message in [*theirs, failed]:
        message.refresh_from_db()
        assert (message.state, message.letter) == (State.STOPPED, "")
    assert events_for("subjects.subject:3")[0].facts == {"count": 3}
    assert send_waiting().sent == 1
    other.refresh_from_db()
    assert other.state == State.SENT


def test_messages_are_stopped_by_record_kind_or_key(write):
    write(about="plan.action:1")
    write(key="a")
    write(to="07700900123", kind="outbox.test_text")

    assert changes.stop(about="plan.action:1", by=BY).stopped == 1
    assert changes.stop(kind="outbox.test", key="a", by=BY).stopped == 1
    assert changes.stop(kind="outbox.test_text", by=BY).stopped == 1
    assert changes.stop(kind="outbox.test_text", by=BY) == Stopped(0, 0)
    assert states() == ["stopped"] * 3


def test_nobody_stops_everything_by_naming_nothing():
    with pytest.raises(ValueError):
        changes.stop(by=BY)


def test_one_message_is_stopped_once(write):
    message = write()
    changes.stop_one(message, by=BY)

    with pytest.raises(Refused):
        changes.stop_one(message, by=BY)

    kinds = [event.kind for event in events_for(message)]
    assert kinds == ["outbox.stopped", "outbox.queued"]


# ---- again, and to a new address -----------------------------------------------------------------


def test_what_failed_is_sent_again_with_the_same_words(write):
    message = write()
    Message.objects.update(state=State.FAILED, attempts=90, tried_since=timezone.now())

    changes.again(message, by=BY)
    send_waiting()

    message.refresh_from_db()
    assert (message.state, message.attempts) == (State.SENT, 1)
    assert len(mail.outbox) == 1


@pytest.mark.parametrize("state", [State.QUEUED, State.SENT, State.STOPPED, State.EXPIRED])
def test_what_did_not_fail_is_not_sent_again(write, state):
    message = write()
    Message.objects.update(state=state, letter="")

    with pytest.raises(NothingLeft):
        changes.again(message, by=BY)


def test_what_is_too_old_or_destroyed_is_not_sent_again(write):
    old, gone = write(), write()
    Message.objects.update(state=State.FAILED)
    Message.objects.filter(pk=old.pk).update(expires_at=clock.now() - timedelta(hours=1))
    Message.objects.filter(pk=gone.pk).update(letter="")

    assert changes.again_all(by=BY) == 0
    assert states() == ["failed", "failed"]


def test_what_waits_follows_a_person_to_their_new_address(write):
    failed = write(to="nowhere")
    write()
    write(record="people.user:8")

    assert changes.readdress("people.user:7", address="ines@new.example", by=BY) == 2
    changes.again(failed, by=BY)
    send_waiting()

    found = sorted(letter.to[0] for letter in mail.outbox)
    assert found == ["ines@body.example", "ines@new.example", "ines@new.example"]


# ---- what the tables hold ------------------------------------------------------------------------


@pytest.mark.parametrize("state", [State.SENT, State.STOPPED, State.EXPIRED])
def test_the_database_itself_keeps_no_words_of_what_has_ended(write, state):
    message = write()

    with pytest.raises(IntegrityError), transaction.atomic():
        Message.objects.filter(pk=message.pk).update(state=state)


def test_the_table_of_moves_knows_every_state_and_lets_nothing_back_from_the_dead():
    assert set(MOVES) == set(State)
    assert MOVES[State.EXPIRED] == frozenset()
    assert State.QUEUED not in MOVES[State.STOPPED] | MOVES[State.SENT]


def test_nothing_of_a_message_shows_in_a_log_or_a_message_of_an_error(write, caplog):
    message = write(says="canary-in-the-words")
    draft = Draft(Recipient("ines@body.example"), {"sent_from": "canary-in-the-words"})

    with caplog.at_level(logging.DEBUG, logger="upstander"):
        send_waiting()

    shown = f"{draft!r} {message.open() if message.letter else ''!r} {message!r} {caplog.text}"
    assert "ines@" not in shown
    assert "canary" not in shown


def test_only_who_answers_for_messages_sees_that_they_left(write):
    write()
    seen = {
        role: Message.objects.visible_to(SimpleNamespace(roles={role})).count()
        for role in ("administrator", "information_governance", "strategic_lead", "caseworker")
    }

    assert seen == {
        "administrator": 1,
        "information_governance": 1,
        "strategic_lead": 0,
        "caseworker": 0,
    }
