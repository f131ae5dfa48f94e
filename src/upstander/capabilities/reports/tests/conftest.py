"""What tests of reports share."""

import pytest

from upstander.capabilities.reports.views.throttle import THROTTLE


@pytest.fixture(autouse=True)
def fresh_hour():
    """No test counts what another has tried."""
    THROTTLE.counts.clear()
