"""What holds for every part of the product where nobody has written anything down yet.

In a file of its own: the demonstration, once loaded, stays until the end of a file of tests.
"""

from datetime import date

import pytest

from upstander.kernel.figures import Period, State
from upstander.kernel.registry import all_measures, capabilities

YEAR = Period(date(2024, 4, 1), date(2025, 3, 31))

each_capability = pytest.mark.parametrize("capability", capabilities(), ids=lambda c: c.slug)
each_measure = pytest.mark.parametrize("measure", all_measures(), ids=lambda m: m.code)


@each_measure
def test_a_measure_claims_nothing_on_an_empty_system(measure, db):
    value = measure.value(YEAR)

    assert value.state in (State.ZERO, State.NOT_DUE, State.BLANK, State.NOT_RECEIVED)
    assert not value.numerator


@each_capability
def test_there_is_no_news_and_nothing_to_talk_about(capability, db):
    assert [item for tell in capability.news for item in tell(YEAR)] == []
    assert [matter for tell in capability.matters for matter in tell()] == []
