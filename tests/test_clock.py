"""The demonstration's clock stands on its day, whenever it is asked."""

from datetime import UTC, date, datetime

import pytest
from django.utils import timezone

from upstander.kernel import clock


@pytest.mark.parametrize(
    "moment",
    [
        datetime(2026, 1, 1, 0, 5, tzinfo=UTC),
        datetime(2026, 7, 1, 23, 30, tzinfo=UTC),  # past midnight in London's summer
        datetime(2026, 10, 25, 1, 30, tzinfo=UTC),
    ],
)
def test_the_moment_lies_on_the_day_that_the_clock_shows(settings, monkeypatch, moment):
    settings.TODAY = date(2024, 11, 14)
    monkeypatch.setattr(timezone, "now", lambda: moment)

    told = clock.now()

    assert timezone.localdate(told) == clock.today() == date(2024, 11, 14)
    assert timezone.localtime(told).time() == timezone.localtime(moment).time()
