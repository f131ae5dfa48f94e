from datetime import timedelta

import pytest
from django.utils import timezone

from upstander.kernel import clock
from upstander.kernel.errors import Refused
from upstander.kernel.holding import PersonalRecords
from upstander.kernel.outbox import sending
from upstander.kernel.outbox.changes import queue
from upstander.kernel.outbox.letters import Recipient
from upstander.kernel.outbox.models import Message
from upstander.kernel.outbox.sending import send_waiting
from upstander.kernel.outbox.tests import conftest as outbox
from upstander.kernel.registry import Capability, registered
from upstander.kernel.subjects.changes import (
    NotShared,
    disclose,
    mark_recipient_told,
    override_consent,
    tell,
    withdraw_consent,
)
from upstander.kernel.subjects.changes.consents import new_row
from upstander.kernel.subjects.changes.recipients import NOTICES
from upstander.kernel.subjects.changes.withdrawing import CANNOT_RECALL, STOPPED_ALL
from upstander.kernel.subjects.models import Consent, Disclosure, ToTell
from upstander.kernel.subjects.tests.conftest import BY, NOON

mail_server = outbox.mail_server  # a fixture
pytestmark = pytest.mark.usefixtures("kinds", "at_noon")


def by_mail(disclosure):
    """Send what is shared as an email to the body."""
    to = Recipient("intake@body.example", disclosure.recipient)
    context = {"sent_from": "https://plan.council.example/"}
    return queue("trial.answer", to=to, context=context, by=BY, about=disclosure)


def share(subject, recipient, send=by_mail, purpose="landlord", **more):
    what = ["Name", "What happened on 3 October"]
    return disclose(
        subject, purpose=purpose, recipient=recipient, what=what, by=BY, send=send, **more
    )


def at_once(disclosure):
    """Hand over without a message: a body reads it here."""


def sends():
    with clock.set_to(NOON):
        return send_waiting(timezone.now() + timedelta(hours=1))


def test_nothing_is_shared_without_agreement(amara, landlord):
    sent = []

    with pytest.raises(NotShared, match="have not agreed"):
        share(amara, landlord, send=sent.append)

    assert sent == []
    assert Disclosure.objects.count() == 0


def test_what_is_shared_says_what_to_whom_and_on_what_ground(amara, landlord, agrees, door):
    consent = agrees(amara, "landlord", landlord)

    made = share(amara, landlord)

    kept = Disclosure.objects.get()
    door.open(kept)
    assert kept == made
    assert kept.consent == consent
    assert kept.recipient == f"people.organisation:{landlord.pk}"
    assert kept.what == ("Name", "What happened on 3 October")
    assert kept.address == "hate@clarion.example"
    assert kept.ground == "Agreed"


def test_a_decision_without_agreement_is_the_ground_that_it_was(amara, landlord):
    override_consent(
        amara,
        purpose="landlord",
        recipient=landlord,
        why="Life",
        gateway="vital_interests",
        told="Told",
        by=BY,
    )

    assert "life" in share(amara, landlord).ground


def test_whatever_goes_wrong_in_sending_leaves_no_word_of_it(amara, landlord, agrees):
    agrees(amara, "landlord")

    with pytest.raises(ZeroDivisionError):
        share(amara, landlord, send=lambda disclosure: 1 / 0)

    assert Disclosure.objects.count() == 0


def test_one_shares_with_somebody_in_particular(amara, agrees):
    agrees(amara, "landlord")

    with pytest.raises(Refused, match="with whom"):
        share(amara, "")


def test_a_withdrawal_stops_what_waits(amara, landlord, agrees):
    agrees(amara, "landlord")
    share(amara, landlord)

    done = withdraw_consent(amara, purpose="landlord", by=BY)

    assert (done.stopped, done.already_sent, done.sentence) == (1, (), STOPPED_ALL)
    assert Message.objects.get().state == "stopped"
    assert Disclosure.objects.get().stopped_at


@pytest.mark.slow
def test_a_withdrawal_lists_what_was_sent_and_tells_who_has_it(
    amara, landlord, agrees, transactional_db, mail_server
):
    agrees(amara, "landlord")
    made = share(amara, landlord)
    sends()

    done = withdraw_consent(amara, purpose="landlord", by=BY)
    sends()

    assert (done.stopped, done.already_sent, done.told) == (0, (made,), (made,))
    assert done.already_sent[0].what[0] == "Name"
    assert done.sentence == CANNOT_RECALL
    to, letter = mail_server.letters[-1]
    assert to == "hate@clarion.example"
    assert str(made.reference)[:8].encode() in letter
    assert b"amara" not in letter.lower()
    assert not ToTell.objects.waiting().exists()


@pytest.mark.slow
def test_a_disclosure_whose_agreement_ended_unnoticed_does_not_leave(
    transactional_db, amara, landlord, agrees, mail_server
):
    agrees(amara, "landlord")
    share(amara, landlord)
    new_row(amara, Consent.Step.WITHDRAWN, "landlord", "", BY)  # nobody stopped what waits

    sends()

    assert mail_server.letters == []
    assert Message.objects.get().state == "stopped"


def test_bodies_without_an_address_are_told_by_hand(amara, agrees):
    agrees(amara, "landlord")
    made = share(amara, "A private landlord", send=at_once)

    done = withdraw_consent(amara, purpose="landlord", by=BY)
    assert [each.disclosure for each in ToTell.objects.waiting()] == [made]
    mark_recipient_told(made, by=BY)

    assert done.tell_by_hand == (made,)
    assert not ToTell.objects.waiting().exists()
    assert Message.objects.count() == 0
    assert ToTell.objects.get().told_at == NOON


def test_a_body_is_told_once(amara, landlord, agrees):
    agrees(amara, "landlord")
    share(amara, landlord, send=at_once)
    withdraw_consent(amara, purpose="landlord", by=BY)
    agrees(amara, "landlord")

    again = withdraw_consent(amara, purpose="landlord", by=BY)

    assert again.already_sent == ()
    assert Message.objects.filter(kind=NOTICES["withdrawn"]).count() == 1


def test_a_withdrawal_for_one_body_leaves_the_others(amara, landlord, agrees):
    agrees(amara, "landlord")
    agrees(amara, "support")
    first, other = share(amara, landlord), share(amara, "Another landlord")
    third = share(amara, landlord, purpose="support")

    withdraw_consent(amara, purpose="landlord", recipient=landlord, by=BY)

    stopped = Disclosure.objects.exclude(stopped_at=None)
    assert list(stopped) == [first]
    assert {other, third} == set(Disclosure.objects.standing())


def test_what_rested_on_the_wider_agreement_stops_with_it(amara, agrees):
    agrees(amara, "police")
    share(amara, "The police", purpose="police_without_details")

    assert withdraw_consent(amara, purpose="police", by=BY).stopped == 1


def test_other_parts_stop_what_they_have_waiting_in_ways_of_their_own(amara, agrees):
    agrees(amara, "support")
    asked = []

    def stop(subject, by):
        asked.append((subject, by))
        return 2

    kept = PersonalRecords("a.model", lambda subject: (), lambda *args: 0, stop)
    with registered(Capability(slug="other", title="Other", personal_records=(kept,))):
        done = withdraw_consent(amara, purpose="support", by=BY)

    assert (done.stopped, asked) == (2, [(amara, BY)])


@pytest.mark.slow
def test_what_a_body_is_sent_asks_the_ledger_once_more_when_it_leaves(
    amara, landlord, agrees, transactional_db, mail_server
):
    agrees(amara, "landlord")
    share(amara, landlord)
    withdraw_consent(amara, purpose="landlord", by=BY)
    Message.objects.update(state="queued", ended_at=None)  # as if it had been missed

    sends()

    assert mail_server.letters == []
    assert Message.objects.get(kind="trial.answer").state == "stopped"


@pytest.mark.slow
def test_what_is_being_handed_over_at_that_very_moment_counts_as_sent(
    transactional_db, amara, landlord, agrees
):
    agrees(amara, "landlord")
    made, waiting = share(amara, landlord), share(amara, landlord)
    with clock.set_to(NOON):
        message = sending._claim(timezone.now() + timedelta(hours=1), ["email"], None)

    done = withdraw_consent(amara, purpose="landlord", by=BY)
    sending._settle(message, "outbox.sent", "sent", "250")

    assert (done.stopped, done.under_way) == (1, 1)
    assert done.already_sent == (made,)
    assert done.sentence == CANNOT_RECALL
    assert Disclosure.objects.get(pk=waiting.pk).stopped_at
    assert list(Message.objects.order_by("pk").values_list("state", flat=True))[:2] == [
        "sent",
        "stopped",
    ]


@pytest.mark.slow
def test_one_withdrawal_stops_hundreds_of_messages_and_disclosures(amara, agrees):
    agrees(amara, "support")
    agrees(amara, "landlord")
    for number in range(60):
        share(amara, f"Body {number}", purpose="support")
        tell(amara, "trial.answer", {"sent_from": f"{number}"}, purpose="support", by=BY)
    kept = share(amara, "A landlord")

    done = withdraw_consent(amara, purpose="support", by=BY)

    assert (done.stopped, done.already_sent) == (120, ())
    assert Message.objects.filter(state="queued").get().about == f"subjects.disclosure:{kept.pk}"
    assert set(Message.objects.exclude(state="queued").values_list("state", "letter")) == {
        ("stopped", "")
    }
