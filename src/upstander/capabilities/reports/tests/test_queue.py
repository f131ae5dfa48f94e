"""The queue is narrowed by days and stages as people mean them."""

from datetime import UTC, date, datetime

import pytest

from upstander.capabilities.reports.models import Report, Stage
from upstander.capabilities.reports.models.report import received_in
from upstander.capabilities.reports.tables import ReportFilter
from upstander.capabilities.reports.tests.factories import told
from upstander.kernel.reference.load import load_reference
from upstander.kernel.reference.models import Strand
from upstander.kernel.vault.retention.rules import load_rules

LATE = datetime(2024, 6, 29, 23, 30, tzinfo=UTC)  # half past midnight on the 30th in London


@pytest.fixture(autouse=True)
def reference(db):
    load_reference()
    load_rules()


@pytest.fixture
def report():
    made = told(strands=["race"])
    Report.objects.filter(pk=made.pk).update(received_at=LATE)
    return made


def found(**asked):
    return list(ReportFilter(asked, Report.objects.all()).qs)


def boxes(name, day):
    return {f"{name}_day": day.day, f"{name}_month": day.month, f"{name}_year": day.year}


@pytest.mark.parametrize(
    ("day", "there"),
    [(date(2024, 6, 29), False), (date(2024, 6, 30), True), (date(2024, 7, 1), False)],
)
def test_days_are_those_of_the_borough_to_the_last_moment(day, there, report):
    assert bool(found(**boxes("since", day), **boxes("until", day))) is there
    assert received_in(day, day).exists() is there


def test_the_first_and_the_last_day_that_can_be_written_end_no_page_in_an_error(report):
    assert found(**boxes("until", date.max)) == [report]
    assert found(**boxes("since", date(1, 1, 1))) == [report]


@pytest.mark.parametrize("stages", [["received"], ["received", "closed"], ["closed"], []])
def test_reports_of_every_stage_that_is_asked_for_are_found_and_no_others(stages, report):
    closed = told()
    Report.objects.filter(pk=closed.pk).update(stage=Stage.CLOSED)

    wanted = {"received": report, "closed": closed}
    shown = {wanted[stage] for stage in stages} or {report, closed}
    assert set(found(stage=stages)) == shown


def test_a_report_of_two_strands_is_found_by_each_once(report):
    both = told(strands=["race", "religion"])
    race = Strand.objects.current().get(code="race")
    religion = Strand.objects.current().get(code="religion")

    assert sorted(each.pk for each in found(strand=race.pk)) == [report.pk, both.pk]
    assert found(strand=religion.pk) == [both]
