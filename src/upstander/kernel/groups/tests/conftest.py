"""A group, who keeps it, who sits in it, and somebody from outside."""

from datetime import date

import pytest

from upstander.kernel.groups.changes import add_group, add_seat
from upstander.kernel.reference.load import load_reference
from upstander.kernel.reference.models import Strand
from upstander.kernel.testing.people import organisation, person

BY = "system:test"
APRIL = date(2024, 4, 1)


@pytest.fixture
def strands(db):
    load_reference()
    return {strand.code: strand for strand in Strand.objects.national().main()}


@pytest.fixture
def police(db):
    return organisation("Police", sector="police")


@pytest.fixture
def merrow(db):
    return organisation("Merrow Voices", sector="voluntary")


@pytest.fixture
def chair(police):
    return person("police_liaison", police, name="Winston Chair")


@pytest.fixture
def member(merrow):
    return person("group_member", merrow, name="Joan Member")


@pytest.fixture
def outsider(db):
    return person("analyst", organisation("Elsewhere"), name="Una Outside")


@pytest.fixture
def group(strands, police, merrow, chair, member):
    """The group that monitors the plan: the police chair it, Merrow speaks for disability."""
    made = add_group(
        name="Strategy Group",
        rule="fourth Tuesday of January, April, July and October at 14:00",
        watches_plan=True,
        strands=list(strands.values()),
        sectors=["police", "voluntary", "health"],
        by=BY,
    )
    add_seat(made, organisation=police, user=chair, role="chair", starts_on=APRIL, by=BY)
    disability = [strands["disability"]]
    add_seat(made, organisation=merrow, user=member, strands=disability, starts_on=APRIL, by=BY)
    return made
