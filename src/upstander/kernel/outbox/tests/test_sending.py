from contextlib import nullcontext
from dataclasses import replace
from datetime import timedelta

import pytest
from django.core import mail
from django.db import transaction
from django.utils import timezone

from upstander.kernel import clock
from upstander.kernel.audit.record import events_for, whole_trail
from upstander.kernel.jobs.tick import tick
from upstander.kernel.jobs.work import Work
from upstander.kernel.outbox import changes, sending
from upstander.kernel.outbox.letters import mark_of
from upstander.kernel.outbox.models import Message, State
from upstander.kernel.outbox.sending import LEASE, send_waiting
from upstander.kernel.outbox.tests.mail_server import MailServer, running
from upstander.kernel.outbox.transports import OPEN
from upstander.kernel.outbox.ways import SMTP, Way

pytestmark = pytest.mark.django_db
NOW = timezone.now() + timedelta(hours=1)  # later than any test writes a message
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


class Killed(BaseException):
    """The process ends at this very place."""


@pytest.fixture
def nobody_listens(settings):
    with running(MailServer()) as server:
        port = server.port
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.WAYS = {"email": Way(SMTP, host="127.0.0.1", port=port, timeout=1), "sms": Way()}


@pytest.fixture
def hand_over(monkeypatch, settings):
    """Let a test say what handing over does: one more way out, beside the true ones."""
    settings.WAYS = {"email": Way("trial"), "sms": Way()}

    def use(work):
        monkeypatch.setitem(OPEN, "trial", lambda way: nullcontext(work))

    return use


def listens_again(settings, server):
    settings.WAYS = {"email": Way(SMTP, host="127.0.0.1", port=server.port), "sms": Way()}


def state_of(message):
    message.refresh_from_db()
    return message.state


def kinds(message):
    return [event.kind for event in events_for(message)]


def test_what_is_sent_is_destroyed_and_what_stays_says_when_and_how(write):
    message = write()
    mark = message.mark

    turn = send_waiting(NOW)

    message.refresh_from_db()
    assert (turn.sent, message.state, message.letter) == (1, State.SENT, "")
    assert (message.mark, message.result) == (mark, "taken by the mail server")
    assert message.ended_at
    assert message.masked_address == ""
    event, written = events_for(message)
    assert (written.kind, event.kind) == ("outbox.queued", "outbox.sent")
    assert event.actor == "system:outbox"
    assert event.facts == {"kind": "outbox.test", "to": "people.user:7"}


def test_the_mark_tells_whether_a_copy_is_what_was_sent(write):
    message = write()
    copy = message.open()

    send_waiting(NOW)

    message.refresh_from_db()
    assert mark_of(copy) == message.mark
    assert mark_of(replace(copy, text=copy.text + " ")) != message.mark


def test_the_urgent_leave_first_and_then_the_oldest(write):
    for number in range(3):
        write(to=f"lead{number}@x.example")
    Message.objects.filter(pk__gt=Message.objects.earliest("pk").pk).update(urgent=False)
    Message.objects.filter(pk=Message.objects.latest("pk").pk).update(urgent=True)

    send_waiting(NOW)

    order = [letter.to[0] for letter in mail.outbox]
    assert order == ["lead0@x.example", "lead2@x.example", "lead1@x.example"]


def test_a_message_waits_for_its_day_and_is_dropped_when_it_comes_too_late(write):
    today = clock.now()
    early = write(not_before=today + timedelta(days=7))
    assert (send_waiting(NOW).sent, state_of(early)) == (0, State.QUEUED)

    with clock.set_to(today + timedelta(days=7, minutes=1)):
        assert send_waiting(NOW).sent == 1

    late = write(not_before=today + timedelta(days=7))
    with clock.set_to(late.expires_at):
        assert send_waiting(NOW).sent == 0
    assert (state_of(late), late.letter) == (State.EXPIRED, "")
    assert whole_trail()[0].kind == "outbox.expired"


def test_without_a_way_out_messages_wait_and_nothing_is_lost(write, settings):
    settings.WAYS = {"email": Way(), "sms": Way()}
    message = write()

    for days in range(5):
        send_waiting(NOW + timedelta(days=days))

    assert (state_of(message), message.attempts) == (State.QUEUED, 0)


def test_mail_that_is_down_for_hours_leaves_by_itself_when_it_is_up(
    write, nobody_listens, settings
):
    messages = [write(to=f"lead{number}@x.example") for number in range(3)]
    now = NOW
    while now < NOW + 5 * HOUR:
        turn = send_waiting(now)
        assert turn.sent == 0
        assert turn.put_back <= 1, "one try a turn is enough to see that nobody listens"
        now += 15 * MINUTE
    assert {state_of(message) for message in messages} == {State.QUEUED}
    assert {message.result for message in messages} == {"ConnectionRefusedError"}

    with running(MailServer()) as server:
        listens_again(settings, server)
        for minute in range(20):
            send_waiting(now + minute * MINUTE)

    assert {to for to, _ in server.letters} == {f"lead{number}@x.example" for number in range(3)}
    assert len(server.letters) == 3
    assert {state_of(message) for message in messages} == {State.SENT}


def test_pauses_grow_to_a_quarter_of_an_hour_and_no_further(write, nobody_listens):
    message, moments, now = write(), [], NOW
    for _ in range(9):
        send_waiting(now)
        message.refresh_from_db()
        moments.append(message.next_try_at - now)
        now = message.next_try_at

    usual = [1, 2, 4, 8, 15, 15, 15, 15, 15]
    for pause, minutes in zip(moments, usual, strict=True):
        assert 0.75 * minutes * MINUTE <= pause <= 1.25 * minutes * MINUTE
    assert len(set(moments[4:])) > 1, "all keep step"


def test_after_a_day_a_message_is_given_up_and_an_administrator_can_send_it_again(
    write, nobody_listens, settings
):
    message = write()
    send_waiting(NOW)

    send_waiting(NOW + timedelta(days=1, minutes=30))

    assert (state_of(message), message.result) == (State.FAILED, "ConnectionRefusedError")
    assert message.letter
    assert events_for(message)[0].facts == {
        "kind": "outbox.test",
        "to": "people.user:7",
        "result": "ConnectionRefusedError",
    }
    with running(MailServer()) as server:
        listens_again(settings, server)
        changes.again(message, by="system:test")
        send_waiting(NOW + timedelta(days=1, minutes=31))
    assert state_of(message) == State.SENT


def test_a_process_that_dies_between_hand_over_and_mark_loses_no_message(write, hand_over):
    handed = []

    def take_and_die(letter, *, unsure):
        handed.append((letter.reference, unsure))
        raise Killed

    message, other = write(), write()
    hand_over(take_and_die)
    with pytest.raises(Killed):
        send_waiting(NOW)
    assert state_of(message) == State.SENDING

    def take(letter, *, unsure):
        handed.append((letter.reference, unsure))
        return "taken"

    hand_over(take)
    send_waiting(NOW + LEASE - MINUTE)  # the other alone: this one may still be under way
    send_waiting(NOW + LEASE)

    reference, another = str(message.reference), str(other.reference)
    assert handed == [(reference, False), (another, False), (reference, True)]
    assert {state_of(message), state_of(other)} == {State.SENT}


def test_whoever_comes_back_from_the_dead_changes_nothing(write, hand_over):
    """A process stands still for longer than its claim holds; another sends what it had taken."""
    message = write()

    def sleep_too_long(letter, *, unsure):
        hand_over(lambda letter, *, unsure: "taken by the other")
        send_waiting(NOW + LEASE)
        raise OSError

    hand_over(sleep_too_long)
    send_waiting(NOW)

    assert (state_of(message), message.result) == (State.SENT, "taken by the other")
    assert kinds(message) == ["outbox.sent", "outbox.queued"]


def test_what_is_stopped_on_its_way_out_is_not_tried_again(write, hand_over):
    message = write()

    def stop_and_fail(letter, *, unsure):
        assert changes.stop(to="people.user:7", by="system:test").under_way == 1
        raise OSError

    hand_over(stop_and_fail)
    send_waiting(NOW)

    assert (state_of(message), message.letter) == (State.STOPPED, "")


def test_what_left_while_it_was_being_stopped_says_so(write, hand_over):
    message = write()

    def stop_and_take(letter, *, unsure):
        changes.stop(to="people.user:7", by="system:test")
        return "taken"

    hand_over(stop_and_take)
    send_waiting(NOW)

    assert state_of(message) == State.SENT
    assert kinds(message) == ["outbox.sent", "outbox.queued"]


def test_a_fault_of_ours_in_one_message_stops_no_other(write, hand_over, caplog):
    broken, whole = write(), write()
    Message.objects.filter(pk=broken.pk).update(letter="v1:" + "A" * 80)
    hand_over(lambda letter, *, unsure: "taken")

    send_waiting(NOW)

    assert (state_of(broken), broken.result) == (State.QUEUED, "Unsealable")
    assert state_of(whole) == State.SENT
    assert "A message was not taken: Unsealable" in caplog.text


def test_a_turn_ends_in_time_and_asks_for_another(write, hand_over, monkeypatch):
    for _ in range(3):
        write()
    hand_over(lambda letter, *, unsure: "taken")
    monkeypatch.setattr(sending, "TURN", -1.0)

    turn = send_waiting(NOW)

    assert (turn.sent, turn.more) == (1, True)
    assert Message.objects.filter(state=State.QUEUED).count() == 2


@pytest.mark.django_db(transaction=True)
def test_nothing_is_ever_handed_over_inside_a_transaction(write):
    write()

    with pytest.raises(RuntimeError), transaction.atomic():
        send_waiting(NOW)

    assert mail.outbox == []


@pytest.mark.django_db(transaction=True)
def test_the_tick_sends_what_waits(write):
    message = write()

    outcomes = {outcome.code: outcome.error for outcome in tick()}

    assert outcomes["outbox.send"] == ""
    assert state_of(message) == State.SENT


@pytest.mark.django_db(transaction=True)
def test_the_background_work_sends_at_once_and_goes_on_until_all_are_sent(write, monkeypatch):
    monkeypatch.setattr(sending, "MOST", 2)
    monkeypatch.setattr("upstander.kernel.jobs.work.tick", lambda: None)
    for number in range(5):
        write(to=f"lead{number}@x.example")

    Work().run(until_idle=True)

    assert len(mail.outbox) == 5
