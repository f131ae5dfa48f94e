"""The small plan and the people who come to it."""

import pytest

from upstander.kernel.people.models import Organisation
from upstander.kernel.plan.tests.import_desk import Desk
from upstander.kernel.testing.people import organisation, person
from upstander.kernel.testing.plan import SmallPlan, small_plan


@pytest.fixture
def borough_plan(db) -> SmallPlan:
    return small_plan()


@pytest.fixture
def safer_merton(db) -> Organisation:
    return organisation("Safer Merton", short_name="Safer Merton")


@pytest.fixture
def strategic_lead(safer_merton):
    return person("strategic_lead", safer_merton, name="Amara Osei")


@pytest.fixture
def landlord(borough_plan):
    return person("landlord_officer", borough_plan.clarion, name="Dev Rao")


@pytest.fixture
def member(safer_merton):
    return person("group_member", safer_merton, name="Jo Lindqvist")


@pytest.fixture
def visit(client):
    """Open pages as somebody: `visit(lead)("/plan/")` gives the answer."""

    def as_person(somebody):
        client.force_login(somebody)
        return client

    return as_person


@pytest.fixture
def desk(client):
    """A Strategic Lead with a file that waits to be looked at."""
    lead = person("strategic_lead", organisation("Council"), name="Amara Osei")
    client.force_login(lead)
    return Desk(client, lead)
