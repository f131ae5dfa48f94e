from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest

from upstander.kernel.access.changes.agreements import add_agreement
from upstander.kernel.access.changes.records import involve
from upstander.kernel.people.models import Post
from upstander.kernel.registry import registered
from upstander.kernel.testing.cases import CAPABILITY
from upstander.kernel.testing.models import TrialCase, TrialPerson
from upstander.kernel.testing.people import SYSTEM, organisation, person, post

REASON = "He has said that he will come to her door tonight, and she is alone."


@dataclass
class Case:
    """A case of the council in which a landlord takes part under an agreement."""

    council: Any
    landlord: Any
    caseworker: Any
    officer: Any  # of the landlord
    governor: Any  # information governance
    agreement: Any
    record: Any


@pytest.fixture
def capability():
    return CAPABILITY


@pytest.fixture
def case(db, capability):
    with registered(capability):
        council, landlord = organisation("Safer Merton"), organisation("Clarion")
        who = TrialPerson.objects.create(family_name="Somebody")
        record = TrialCase.objects.create(
            organisation=council,
            person=who,
            name="Amara",
            phone="07700 900123",
            story="What happened",
            plan="A new lock",
            accused="A neighbour",
        )
        involve(record, landlord, by=SYSTEM)
        yield Case(
            council,
            landlord,
            person("caseworker", council),
            person("landlord_officer", landlord),
            person("information_governance", council, name="Ines Governor"),
            agree(council, landlord),
            record,
        )


def agree(*parties, until=date(2025, 3, 31), categories=("identity", "events")):
    keeper = Post.objects.filter(organisation=parties[0]).first() or post(
        "Data sharing lead", parties[0], person("action_lead", name="Dara Keeper")
    )
    return add_agreement(
        title="Homes and safety",
        parties=list(parties),
        purpose="landlord",
        gateway="s115",
        categories=categories,
        starts_on=date(2024, 1, 1),
        ends_on=until,
        renewed_by=keeper,
        by=SYSTEM,
    )


def again(user):
    """Give the same person as the next request knows them."""
    return type(user).objects.get(pk=user.pk)
