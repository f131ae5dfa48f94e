"""What is handed over goes only as far as the person agrees, and its answer comes back."""

from datetime import UTC, datetime

import pytest

from upstander.kernel.access.changes.records import BarredBody, bar
from upstander.kernel.audit.record import events_for
from upstander.kernel.errors import Refused
from upstander.kernel.links.changes import NotAnswered, answer, hand_over, offer_over, take_back
from upstander.kernel.links.declared import offers_taken
from upstander.kernel.links.models import MOVES, Handover, State
from upstander.kernel.offers import Offer, Taker
from upstander.kernel.registry import Capability, registered
from upstander.kernel.subjects.changes import (
    NotShared,
    add_subject,
    erase_subject,
    give_consent,
    withdraw_consent,
)
from upstander.kernel.subjects.gathering import gather
from upstander.kernel.subjects.models import Disclosure
from upstander.kernel.testing.people import SYSTEM, organisation
from upstander.kernel.vault.erasure import GROUNDS
from upstander.kernel.vault.retention.rules import load_rules

OFFER = Offer("giving.people", "Help", "subjects.Subject", purpose="support")
GIVER = Capability(slug="giving", title="Giving", offers=(OFFER,))


@pytest.fixture(autouse=True)
def rules(db):
    load_rules()


@pytest.fixture
def someone():
    subject = add_subject(by=SYSTEM, given_names="Canary-Amara")
    give_consent(subject, purpose="support", wording="w", language="en", by=SYSTEM)
    return subject


@pytest.fixture
def galop():
    return organisation("Galop", sector="voluntary", email="help@galop.example")


def hand(subject, to, **more):
    fields = {"subject": subject, "purpose": "support", "what": ["A name"], "by": SYSTEM} | more
    return hand_over(subject, to=to, **fields)


def taking(take=lambda handover: "", slug="taking"):
    return Capability(slug=slug, title="Taking", takers=(Taker(OFFER.code, "Help them", take),))


def test_what_goes_stands_in_the_ledger_and_in_the_trail(someone, galop):
    handed = hand(someone, galop)

    assert handed.state == State.SENT
    assert Disclosure.objects.get().recipient == f"people.organisation:{galop.pk}"
    assert "links.handed_over" in [event.kind for event in events_for(someone)]
    assert str(handed) == "Galop: sent"


def test_nothing_goes_where_they_did_not_agree(someone, galop):
    with pytest.raises(NotShared):
        hand(someone, galop, purpose="police")

    assert not Handover.objects.exists()
    assert not Disclosure.objects.exists()


@pytest.mark.parametrize("before", State.values)
@pytest.mark.parametrize("after", State.values)
def test_an_answer_follows_the_last_one_or_is_refused(someone, galop, before, after):
    handed = hand(someone, galop)
    moment = None if before == State.SENT else datetime(2024, 11, 14, tzinfo=UTC)
    Handover.objects.filter(pk=handed.pk).update(state=before, answered_at=moment)
    handed.refresh_from_db()

    if after in MOVES[before]:
        assert answer(handed, state=after, by=SYSTEM).state == after
    else:
        with pytest.raises(NotAnswered):
            answer(handed, state=after, by=SYSTEM)


def test_nobody_gets_the_same_thing_twice_while_they_have_it(someone, galop):
    handed = hand(someone, galop)

    with pytest.raises(Refused, match="has it already"):
        hand(someone, galop)

    answer(handed, state="declined", by=SYSTEM)
    assert hand(someone, galop).pk != handed.pk


def test_two_who_answer_at_once_do_not_undo_each_other(someone, galop):
    handed = hand(someone, galop)
    same = Handover.objects.get(pk=handed.pk)
    answer(handed, state="done", outcome="A caseworker", by=SYSTEM)

    with pytest.raises(NotAnswered):
        answer(same, state="declined", by=SYSTEM)

    assert Handover.objects.get().outcome == "A caseworker"


def test_a_body_that_is_barred_is_skipped_for_the_one_that_takes_its_place(someone, galop):
    other = organisation("Other service", sector="voluntary")
    bar(someone, galop, ground="accused", by=SYSTEM, instead=other)

    assert hand(someone, galop).organisation == other


def test_a_body_that_is_barred_gets_nothing_where_nobody_takes_its_place(someone, galop):
    bar(someone, galop, ground="accused", by=SYSTEM)

    with pytest.raises(BarredBody):
        hand(someone, galop)

    assert not Disclosure.objects.exists()


@pytest.mark.parametrize(("state", "after"), [("sent", "taken_back"), ("done", "done")])
def test_a_withdrawal_takes_back_what_is_not_done(someone, galop, state, after):
    handed = hand(someone, galop)
    if state == "done":
        answer(handed, state="done", by=SYSTEM)

    withdrawal = withdraw_consent(someone, purpose="support", by=SYSTEM)

    assert Handover.objects.get().state == after
    assert [each.pk for each in withdrawal.already_sent] == [handed.disclosure.pk]


def test_who_was_asked_to_stop_can_still_say_what_was_done(someone, galop):
    handed = hand(someone, galop)
    take_back(handed, by=SYSTEM)

    assert Handover.objects.get().state == State.TAKEN_BACK
    assert answer(handed, state="done", outcome="Had begun", by=SYSTEM).outcome == "Had begun"


def test_an_offer_that_nobody_takes_is_not_made(someone, galop):
    with registered(GIVER):
        assert offers_taken("subjects.subject") == []
        with pytest.raises(Refused, match="Nothing here takes this"):
            offer_over(someone, OFFER.code, subject=someone, to=galop, what=["x"], by=SYSTEM)


def test_who_takes_an_offer_knows_nothing_of_who_made_it_and_sends_the_state_back(someone, galop):
    cases = []

    def take(handover):
        cases.append((handover.about, handover.subject))
        return f"cases.case:{len(cases)}"

    with registered(GIVER), registered(taking(take)):
        handed = offer_over(someone, OFFER.code, subject=someone, to=galop, what=["x"], by=SYSTEM)
        answer(handed, state="accepted", outcome="A case is open", by=SYSTEM)

    back = Handover.objects.of(someone).get()
    assert cases == [(f"subjects.subject:{someone.pk}", someone)]
    assert (back.taken_as, back.state) == ("cases.case:1", "accepted")
    assert back.outcome == "A case is open"


def test_a_taker_that_fails_leaves_nothing_behind(someone, galop):
    def break_off(handover):
        raise Refused("No room.")

    with registered(GIVER), registered(taking(break_off)), pytest.raises(Refused, match="No room"):
        offer_over(someone, OFFER.code, subject=someone, to=galop, what=["x"], by=SYSTEM)

    assert not Handover.objects.exists()
    assert not Disclosure.objects.exists()


def test_what_a_body_wrote_lies_under_the_persons_key(someone, galop):
    answer(hand(someone, galop), state="done", message="canary-message", by=SYSTEM)

    assert "canary-message" not in str(Handover.objects.values().get())
    assert "canary-message" in str(gather(someone, by=SYSTEM).entries)

    erase_subject(someone, by=SYSTEM, ground=GROUNDS.NO_REASON)
    assert Handover.objects.get().state == "done"  # it still counts
