"""What tests of reports share."""

import pytest

from upstander.capabilities.reports.views.throttle import TALLY


@pytest.fixture(autouse=True)
def fresh_hour():
    """No test counts what another has tried."""
    TALLY.forget()
