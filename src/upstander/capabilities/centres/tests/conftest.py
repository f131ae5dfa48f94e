"""Who looks after centres in these tests, and the borough that they stand in."""

from datetime import UTC, datetime

import pytest

from upstander.kernel import clock
from upstander.kernel.geography.boundaries import DRAWN_BY_US
from upstander.kernel.reference.load import load_reference
from upstander.kernel.testing.people import organisation, person, post

NOON = datetime(2024, 11, 14, 12, tzinfo=UTC)  # a Thursday


@pytest.fixture
def noon():
    """The tests' day at noon, when weekday places are open."""
    with clock.set_to(NOON):
        yield NOON


@pytest.fixture
def lead(db):
    return person("strategic_lead", name="Ngozi Hartwell")


@pytest.fixture
def officer(db):
    return person("action_lead", organisation("Safer Merton"), name="Isla Moyo")


@pytest.fixture
def desk(officer):
    """The post of whoever looks after centres."""
    return post("Community Safety Officer", organisation("Safer Merton"), officer)


@pytest.fixture
def wards(db):
    load_reference()


@pytest.fixture
def drawn(settings, wards):
    """The wards with the borders that we drew."""
    settings.BOUNDARIES = DRAWN_BY_US
