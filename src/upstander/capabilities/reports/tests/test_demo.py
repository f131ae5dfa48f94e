"""The demonstration's reports."""

import pytest

from upstander.capabilities.reports.demo import load
from upstander.capabilities.reports.models import Report, Stage

pytestmark = pytest.mark.slow


def test_the_year_holds_reports_of_every_stage_and_loads_once(demonstration):
    count = Report.objects.count()

    load()

    stages = set(Report.objects.values_list("stage", flat=True))
    assert count == Report.objects.count() >= 30
    assert {Stage.RECEIVED, Stage.TRIAGED, Stage.ACTING, Stage.CLOSED} <= stages
    assert Report.objects.filter(danger=True).exists()
