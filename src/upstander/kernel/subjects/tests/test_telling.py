from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from upstander.kernel import clock
from upstander.kernel.audit.record import events_for
from upstander.kernel.outbox.models import Message
from upstander.kernel.outbox.sending import send_waiting
from upstander.kernel.outbox.tests import conftest as outbox
from upstander.kernel.outbox.wording import Undeclared
from upstander.kernel.subjects.changes import edit_subject, tell, withdraw_consent
from upstander.kernel.subjects.changes.recipients import NOTICES
from upstander.kernel.subjects.models import Telling
from upstander.kernel.subjects.tests.conftest import BY, NOON
from upstander.kernel.vault.erasure import erase
from upstander.kernel.vault.keys.store import KeyStore

mail_server = outbox.mail_server  # a fixture
pytestmark = pytest.mark.usefixtures("kinds", "at_noon")
CONTEXT = {"sent_from": "https://plan.council.example/"}


def told(subject, **more):
    return tell(subject, "trial.answer", CONTEXT, by=BY, **more)


def states():
    return list(Message.objects.order_by("pk").values_list("state", flat=True))


@pytest.fixture
def sends(transactional_db, mail_server):
    """Send what waits, at a moment; gives what the mail server was handed since."""

    def send(moment=NOON):
        before = len(mail_server.letters)
        with clock.set_to(moment):
            send_waiting(timezone.now() + timedelta(hours=1))
        return mail_server.letters[before:]

    return send


def test_a_message_goes_the_first_safe_way_at_once(amara):
    outcome = told(amara)

    message = Message.objects.get()
    assert (outcome.outcome, outcome.way) == ("sent", "email")
    assert message.open().to == "amara@post.example"
    assert message.to == f"subjects.subject:{amara.pk}"
    assert events_for(amara)[0].kind == "subjects.told"


def test_the_persons_own_order_of_ways_is_followed(amara):
    edit_subject(amara, contact_ways=["phone", "text", "email"], by=BY)

    assert told(amara).way == "text"
    assert Message.objects.get().kind == "trial.answer_text"
    assert Message.objects.get().open().to == "07700900123"


@pytest.mark.parametrize(
    "known",
    [
        {"contact_ways": []},
        {"contact_ways": ["phone", "post", "channel"]},
        {"contact_ways": ["email"], "emails": []},
        {"contact_ways": ["text"], "phones": ["020 7946 0000 extension 3"]},
    ],
    ids=str,
)
def test_without_a_safe_way_nothing_is_written_and_it_is_said_why(known, amara):
    edit_subject(amara, by=BY, **known)

    outcome = told(amara)

    assert outcome.held
    assert "No safe way" in outcome.reason
    assert Message.objects.count() == 0
    assert Telling.objects.get().outcome == "held"


def test_outside_of_safe_hours_a_message_waits_for_the_next(amara):
    edit_subject(amara, contact_from="18:00", contact_until="19:30", by=BY)

    outcome = told(amara)

    assert outcome.outcome == "queued"
    assert outcome.not_before == datetime(2024, 11, 14, 18, tzinfo=UTC)
    assert Message.objects.get().not_before == outcome.not_before


@pytest.mark.slow
def test_a_waiting_message_leaves_in_the_safe_hour_and_in_no_other(amara, sends):
    edit_subject(amara, contact_from="18:00", contact_until="19:30", by=BY)
    told(amara)

    assert sends() == []
    assert sends(NOON.replace(hour=20)) == [], "the hour was missed: it waits for the next day"
    assert len(sends(NOON.replace(day=15, hour=18, minute=1))) == 1
    assert states() == ["sent"]


@pytest.mark.slow
def test_an_hour_that_became_unsafe_is_heeded_by_what_was_queued_before(amara, sends):
    told(amara)
    edit_subject(amara, contact_days=["mon"], by=BY)

    assert sends() == []
    assert len(sends(datetime(2024, 11, 18, 9, tzinfo=UTC))) == 1


@pytest.mark.parametrize(
    "change",
    [{"contact_ways": ["phone"]}, {"emails": []}, {"contact_ways": ["text"]}],
    ids=str,
)
def test_a_way_that_became_unsafe_stops_what_waits_at_once(change, amara):
    told(amara)

    edit_subject(amara, by=BY, **change)

    message = Message.objects.get()
    assert (message.state, message.letter) == ("stopped", "")
    assert Telling.objects.get().outcome == "held"


def test_what_waits_follows_to_a_new_address(amara):
    told(amara)

    edit_subject(amara, emails=["safe@post.example", "amara@post.example"], by=BY)

    assert states() == ["queued"]
    assert Message.objects.get().open().to == "safe@post.example"


@pytest.mark.slow
def test_an_address_changed_behind_our_back_gets_nothing(amara, sends):
    told(amara)
    amara.emails = ["safe@post.example"]
    amara.save(update_fields=["emails"])

    assert sends() == []
    assert states() == ["stopped"]


@pytest.mark.slow
def test_what_was_queued_under_an_agreement_ends_with_it(amara, agrees, sends):
    agrees(amara, "support")
    told(amara, purpose="support")
    told(amara)

    done = withdraw_consent(amara, purpose="support", by=BY)

    assert done.stopped == 1
    assert states() == ["stopped", "queued"]
    assert len(sends()) == 1


@pytest.mark.slow
def test_the_ledger_is_asked_again_when_a_message_leaves(amara, agrees, sends):
    agrees(amara, "support")
    told(amara, purpose="support")
    # as if a withdrawal had not seen the message
    withdraw_consent(amara, purpose="support", by=BY)
    Message.objects.update(state="queued", ended_at=None)

    assert sends() == []
    assert states() == ["stopped"]


def test_a_kind_without_a_twin_goes_by_email_alone(amara):
    edit_subject(amara, contact_ways=["text", "email"], by=BY)

    outcome = tell(amara, NOTICES["withdrawn"], {"reference": "x", "sent_on": "y"}, by=BY)

    assert outcome.way == "email"


def test_without_agreement_to_its_purpose_nothing_is_written(amara):
    assert told(amara, purpose="support").held
    assert Message.objects.count() == 0


@pytest.mark.slow
def test_to_somebody_who_was_erased_nothing_leaves(amara, sends):
    told(amara)
    erase(amara, by=BY, ground="request")

    assert sends() == []
    assert told(amara).held


@pytest.mark.slow
def test_when_nobody_can_say_whether_it_is_safe_a_message_waits_and_others_leave(
    amara, sends, write, monkeypatch
):
    told(amara)
    write()
    # the key store does not answer
    monkeypatch.setattr(KeyStore, "fetch", lambda *args: {})

    assert len(sends()) == 1
    assert states() == ["queued", "sent"]


def test_a_message_that_cannot_be_written_leaves_no_word_of_it(amara):
    with pytest.raises(Undeclared):
        tell(amara, "trial.answer", {"name": "canary"}, by=BY)

    assert Message.objects.count() == Telling.objects.count() == 0


write = outbox.write  # a fixture
