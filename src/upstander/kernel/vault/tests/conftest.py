from datetime import date

import pytest

from upstander.kernel.testing.models import TrialNote, TrialPerson, TrialReport
from upstander.kernel.testing.people import person as staff
from upstander.kernel.vault.door import Door
from upstander.kernel.vault.keys.store import close_store

BY = "system:test"


@pytest.fixture
def own_home(tmp_path, settings):
    """Keys, files and trail of this test alone; others share those of the process."""
    settings.HOME = tmp_path
    yield tmp_path
    close_store()


@pytest.fixture
def door():
    return Door(BY, "trying")


@pytest.fixture
def amara(db):
    """Somebody with a note about her."""
    person = TrialPerson.objects.create(
        family_name="Zebra-Nowak",
        given_names="Amara",
        born_on=date(1980, 2, 3),
        phones=["07700 900123", "+44 20 7946 0000"],
        email="amara@post.example",
        postcode="SM4 5DX",
        religion="canary-belief",
    )
    TrialNote.objects.create(person=person, text="canary-note about her")
    return person


@pytest.fixture
def report(db):
    return TrialReport.objects.create(
        received_on=date(2024, 1, 10),
        strand="race",
        faith="muslim",
        ward="Abbey",
        name="canary-name",
        story="canary-story\nof two lines",
        happened_on=date(2024, 1, 9),
        household=["canary-one", "canary-two"],
    )


@pytest.fixture
def officer(db):
    return staff("information_governance")


@pytest.fixture
def administrator(db):
    return staff("administrator")


def again(record):
    """Read a record from the database as if for the first time."""
    return type(record)._base_manager.get(pk=record.pk)
