"""People who do not exist, and messages that would be sent to them."""

from datetime import UTC, date, datetime

import pytest

from upstander.kernel import clock
from upstander.kernel.registry import Capability, registered
from upstander.kernel.subjects.changes import add_subject, give_consent
from upstander.kernel.subjects.tests.everything import letter
from upstander.kernel.testing.cases import CAPABILITY
from upstander.kernel.testing.models import TrialCase
from upstander.kernel.testing.people import organisation, person
from upstander.kernel.vault.tests import conftest as vault

BY = "system:test"
own_home, door = vault.own_home, vault.door  # fixtures
# a Thursday, at noon in winter
NOON = datetime(2024, 11, 14, 12, tzinfo=UTC)
KNOWN = {
    "given_names": "Amara",
    "family_name": "Zebra-Nowak",
    "born_on": date(1980, 2, 3),
    "emails": ["amara@post.example"],
    "phones": ["07700 900123"],
    "postcode": "SM4 5DX",
    "contact_ways": ["email", "text"],
}


@pytest.fixture
def kinds():
    """A kind of message that goes by email, and its twin by text message."""
    messages = (letter("trial.answer"), letter("trial.answer_text", "sms"))
    with registered(Capability(slug="trial", title="Trial", messages=messages)):
        yield


@pytest.fixture
def at_noon():
    with clock.set_to(NOON):
        yield NOON


@pytest.fixture
def amara(db):
    return add_subject(by=BY, **KNOWN)


@pytest.fixture
def landlord(db):
    return organisation("Clarion Homes", email="hate@clarion.example")


@pytest.fixture
def caseworker(db):
    return person("caseworker")


@pytest.fixture
def capability():
    return CAPABILITY


@pytest.fixture
def case(amara, caseworker, capability):
    """A case about the person, of the caseworker's own body."""
    with registered(capability):
        yield TrialCase.objects.create(organisation=organisation("Safer Merton"), subject=amara)


@pytest.fixture
def agrees(db):
    """Let a person agree to something, in the usual words."""

    def give(subject, purpose, recipient=""):
        return give_consent(
            subject, purpose=purpose, recipient=recipient, wording="2024-11", language="en", by=BY
        )

    return give
