import json

import pytest
from django.db import IntegrityError, transaction

from upstander.kernel.audit.record import events_for
from upstander.kernel.subjects.changes import give_consents, override_consent, withdraw_consent
from upstander.kernel.subjects.changes.consents import NoReason
from upstander.kernel.subjects.models import Consent, Override
from upstander.kernel.subjects.models.ledger import Unchangeable
from upstander.kernel.subjects.purposes import agreed_to
from upstander.kernel.subjects.sharing import may_share
from upstander.kernel.subjects.tests.conftest import BY
from upstander.kernel.vault.erasure import erase

REASON = {
    "why": "canary-why",
    "gateway": "vital_interests",
    "told": "canary-told: nothing, it would put them at risk",
}


def allowed(subject):
    return {
        purpose.code for purpose in agreed_to() if may_share(subject, purpose.code, "The police")
    }


def test_whoever_was_not_asked_has_agreed_to_nothing(amara):
    assert allowed(amara) == set()
    assert "not agreed" in may_share(amara, "support").sentence


def test_each_purpose_is_agreed_to_on_its_own(amara, agrees):
    agrees(amara, "support")
    agrees(amara, "statistics")

    assert allowed(amara) == {"support", "statistics"}


def test_what_is_agreed_to_at_the_end_of_a_form_is_noted_in_one_go(amara):
    give_consents(amara, purposes=["support", "statistics"], wording="1", language="ta", by=BY)

    assert allowed(amara) == {"support", "statistics"}
    (event,) = events_for(amara).filter(kind="subjects.consent_given")
    assert json.loads(event.detail)["purpose"] == "support, statistics"
    with pytest.raises(LookupError):
        give_consents(amara, purposes=["support", "x"], wording="1", language="ta", by=BY)


def test_who_shares_all_with_the_police_shares_the_less_as_well(amara, agrees):
    agrees(amara, "police")
    assert allowed(amara) == {"police", "police_without_details"}

    withdraw_consent(amara, purpose="police_without_details", by=BY)
    assert allowed(amara) == {"police"}


def test_sharing_without_details_is_not_sharing_everything(amara, agrees):
    agrees(amara, "police_without_details")

    assert allowed(amara) == {"police_without_details"}


def test_an_agreement_for_one_body_is_none_for_another(amara, agrees, landlord):
    agrees(amara, "landlord", landlord)

    assert may_share(amara, "landlord", landlord)
    assert not may_share(amara, "landlord", "Another landlord")
    assert not may_share(amara, "landlord")


def test_one_body_can_be_shut_out_of_an_agreement_for_all(amara, agrees, landlord):
    agrees(amara, "landlord")
    withdraw_consent(amara, purpose="landlord", recipient=landlord, by=BY)

    assert not may_share(amara, "landlord", landlord)
    assert may_share(amara, "landlord", "Another landlord")


def test_the_last_word_counts(amara, agrees):
    agrees(amara, "support")
    withdraw_consent(amara, purpose="support", by=BY)
    refused = may_share(amara, "support", "Victim Support")
    agrees(amara, "support")

    assert not refused
    assert "took their agreement back" in refused.sentence
    assert may_share(amara, "support", "Victim Support").ground == "consent"


def test_sharing_without_agreement_says_who_why_through_what_and_what_was_told(
    amara, caseworker, door
):
    override_consent(amara, purpose="police", recipient="The police", by=caseworker, **REASON)
    answer = may_share(amara, "police", "The police")

    kept = Override.objects.get()
    door.open(kept)
    assert answer.ground == "override"
    assert answer.consent.by_name == caseworker.name
    assert (kept.why, kept.told) == (REASON["why"], REASON["told"])
    assert not may_share(amara, "police", "Somebody else")
    (event,) = events_for(amara).filter(kind="subjects.consent_overridden")
    assert "canary" not in event.detail


@pytest.mark.parametrize("missing", ["why", "told", "gateway", "recipient"])
def test_sharing_without_agreement_is_refused_where_anything_of_it_is_missing(missing, amara):
    given = {"recipient": "The police", **REASON, missing: " " if missing != "recipient" else ""}

    with pytest.raises(NoReason):
        override_consent(amara, purpose="police", by=BY, **given)

    assert Consent.objects.count() == 0


def test_a_decision_without_them_ends_where_they_take_their_agreement_back_after_it(amara):
    override_consent(amara, purpose="police", recipient="The police", by=BY, **REASON)
    withdraw_consent(amara, purpose="police", by=BY)

    assert not may_share(amara, "police", "The police")


def test_the_ledger_is_only_ever_added_to(amara, agrees):
    consent = agrees(amara, "support")
    consent.purpose = "police"

    for attempt in (
        consent.save,
        consent.delete,
        lambda: Consent.objects.update(purpose="police"),
        lambda: Consent.objects.all().delete(),
    ):
        with pytest.raises(Unchangeable):
            attempt()
    assert Consent.objects.get().purpose == "support"


@pytest.mark.parametrize(
    "row",
    [
        {"step": "given"},
        {"step": "given", "wording": "2024-11"},
        {"step": "overridden", "gateway": "s115"},
        {"step": "overridden", "recipient": "The police"},
        {"step": "withdrawn", "gateway": "s115"},
    ],
    ids=str,
)
def test_the_database_takes_no_row_that_does_not_say_what_it_has_to(row, amara):
    with pytest.raises(IntegrityError), transaction.atomic():
        Consent.objects.create(subject=amara, purpose="police", by=BY, by_name="test", **row)


def test_of_somebody_who_was_erased_nothing_may_be_shared(amara, agrees):
    agrees(amara, "support")
    erase(amara, by=BY, ground="request")

    assert not may_share(amara, "support")
    assert Consent.objects.count() == 1, "the ledger still counts"


def test_a_purpose_that_nobody_declared_is_a_mistake(amara):
    with pytest.raises(LookupError):
        may_share(amara, "marketing")
