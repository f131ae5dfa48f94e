from datetime import timedelta

import pytest

from upstander.kernel.audit.record import whole_trail
from upstander.kernel.clock import now, today
from upstander.kernel.due.gather import due_for
from upstander.kernel.outbox import changes
from upstander.kernel.outbox.keeping import forget_ended
from upstander.kernel.outbox.models import Message, MessageCount, State
from upstander.kernel.outbox.sending import send_waiting
from upstander.kernel.outbox.ways import Way
from upstander.kernel.testing.people import person

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def ended(message, state, days):
    letter = message.letter if state == State.FAILED else ""
    moment = now() - days * DAY
    Message.objects.filter(pk=message.pk).update(state=state, ended_at=moment, letter=letter)
    return message


def test_after_ninety_days_only_a_count_is_left(write):
    old = [ended(write(), State.SENT, 91) for _ in range(3)]
    ended(write(), State.STOPPED, 91)
    kept = [ended(write(), State.SENT, 89), write()]

    forget_ended()
    forget_ended()

    assert set(Message.objects.values_list("pk", flat=True)) == {each.pk for each in kept}
    counts = MessageCount.objects.values_list("kind", "state", "number")
    assert sorted(counts) == [("outbox.test", "sent", 3), ("outbox.test", "stopped", 1)]
    assert old
    assert whole_trail()[0].facts == {"count": 4}


def test_a_later_month_is_counted_apart_and_the_same_month_on_top(write):
    ended(write(), State.SENT, 91)
    forget_ended()
    ended(write(), State.SENT, 91)
    ended(write(), State.SENT, 200)

    forget_ended()

    assert sorted(MessageCount.objects.values_list("number", flat=True)) == [1, 2]


def test_the_words_of_what_failed_are_kept_for_two_weeks(write):
    old, young = ended(write(), State.FAILED, 15), ended(write(), State.FAILED, 13)

    forget_ended()

    for message in (old, young):
        message.refresh_from_db()
    assert (old.letter, bool(young.letter)) == ("", True)
    assert changes.again_all(by="system:test") == 1


@pytest.mark.django_db(transaction=True)
def test_the_file_of_a_message_goes_with_its_row(write, settings, tmp_path):
    settings.HOME = tmp_path
    settings.WAYS = {"email": Way("files"), "sms": Way()}
    message = write()
    send_waiting()
    assert len(list((tmp_path / "outbox").iterdir())) == 1

    ended(message, State.SENT, 91)
    forget_ended()

    assert list((tmp_path / "outbox").iterdir()) == []


def test_a_message_that_could_not_be_sent_waits_for_an_administrator(write):
    administrator, other = person("administrator"), person("strategic_lead")
    write(to="nobody")

    (waiting,) = due_for(administrator, today()).now

    assert waiting.item.title == "1 message could not be sent"
    assert due_for(other, today()).now == ()


def test_what_was_set_aside_waits_for_nobody(write):
    administrator = person("administrator")
    for message in (write(to="nobody"), write(to="nowhere")):
        assert due_for(administrator, today()).now
        changes.stop_one(message, by=administrator)

    assert due_for(administrator, today()).now == ()
