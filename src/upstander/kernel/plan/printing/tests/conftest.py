"""The small plan and who takes it away."""

import pytest

from upstander.kernel.testing.people import organisation, person
from upstander.kernel.testing.plan import SmallPlan, small_plan


@pytest.fixture
def borough_plan(db) -> SmallPlan:
    return small_plan()


@pytest.fixture
def strategic_lead(db):
    return person("strategic_lead", organisation("Safer Merton"), name="Amara Osei")
