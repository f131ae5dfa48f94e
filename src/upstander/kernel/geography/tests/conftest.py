"""What the tests of places share: the wards of the borough, and the borders that we drew."""

import pytest

from upstander.kernel.geography.boundaries import DRAWN_BY_US
from upstander.kernel.reference.load import load_reference


@pytest.fixture
def wards(db):
    load_reference()


@pytest.fixture
def drawn(settings, wards):
    settings.BOUNDARIES = DRAWN_BY_US
