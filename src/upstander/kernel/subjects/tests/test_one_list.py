"""One list of legal gateways and one of purposes, for agreements of bodies and of people."""

from importlib import import_module

import pytest
from django.apps import apps

from upstander.kernel.access.changes.agreements import add_agreement
from upstander.kernel.access.declared import all_purposes, opening_purposes
from upstander.kernel.access.gateways import URGENT_GATEWAYS, WITHOUT_AGREEMENT, Gateway
from upstander.kernel.access.models import Agreement, UrgentAccess
from upstander.kernel.access.tests.conftest import agree
from upstander.kernel.subjects.changes import override_consent
from upstander.kernel.subjects.changes.consents import NoReason
from upstander.kernel.subjects.models import Consent
from upstander.kernel.subjects.tests.conftest import BY
from upstander.kernel.testing.people import SYSTEM, organisation

MIGRATION = "upstander.kernel.access.migrations.0002_one_list_of_gateways"


def test_agreements_urgent_access_and_the_ledger_choose_from_one_list_of_gateways():
    models = (Agreement, UrgentAccess, Consent)
    lists = [list(model._meta.get_field("gateway").choices) for model in models]

    assert lists == [Gateway.choices] * 3
    assert set(URGENT_GATEWAYS) <= set(WITHOUT_AGREEMENT) < set(Gateway)


def test_what_a_person_agrees_to_is_a_purpose_that_records_can_be_opened_for_or_is_part_of_one():
    agreed = {code for code, purpose in all_purposes().items() if purpose.agreed}

    assert {"police", "police_without_details", "support", "landlord", "panel"} <= agreed
    assert agreed - set(opening_purposes()) == {"police_without_details", "statistics", "matching"}
    assert all(purpose.within in {"", *agreed} for purpose in all_purposes().values())


def test_an_agreement_between_bodies_is_not_made_for_what_opens_no_record(db):
    bodies = [organisation("One"), organisation("Another")]

    with pytest.raises(LookupError, match="statistics"):
        add_agreement(parties=bodies, categories=["identity"], purpose="statistics", by=SYSTEM)


def test_what_was_written_by_the_old_list_is_said_by_the_one(db):
    agreement = agree(organisation("One"), organisation("Another"))
    Agreement.objects.filter(pk=agreement.pk).update(gateway="dpa_18", purpose="housing")

    import_module(MIGRATION).say_it_by_the_one_list(apps, None)

    stands = Agreement.objects.get(pk=agreement.pk)
    assert (stands.gateway, stands.purpose) == ("rli_safeguarding", "landlord")


def test_what_somebody_agreed_to_is_no_gateway_for_what_they_did_not_agree_to(amara):
    said = {"recipient": "The police", "why": "She is in danger.", "told": "She was told."}

    with pytest.raises(NoReason):
        override_consent(amara, purpose="police", gateway="explicit_consent", by=BY, **said)
