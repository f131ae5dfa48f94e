"""Numbers of reporting, each with the list that proves it (domain.md 24: 3, 5, 19, 21, 23)."""

from collections.abc import Callable
from typing import Any

from upstander.capabilities.reports.models import Report
from upstander.capabilities.reports.models.report import received_in
from upstander.kernel.clock import now, today
from upstander.kernel.figures import Evidence, Period, Value
from upstander.kernel.places.counting import counts_of_places
from upstander.kernel.records.filtering import boxes_of
from upstander.kernel.registry import Measure

Reports = Any  # querysets of reports


def _in(period: Period) -> Reports:
    return received_in(period.start, min(period.end, today()))


def read_in_time(period: Period) -> Value:
    """Count the reports read by the end of the next working day, of those due by now."""
    due = _in(period).filter(answer_by__lte=now())
    return _of(due.answered_in_time(), due, period, "in_time")


def through_places(period: Period) -> Value:
    """Count the reports that came through centres, partners and places, of all."""
    reports = _in(period)
    return _of(reports.through_places(), reports, period, "through")


def through_the_form(period: Period) -> Value:
    """Count the reports that came through the public form, of all."""
    reports = _in(period)
    public = reports.filter(channel=Report.Channel.PUBLIC)
    return _of(public, reports, period, "all", channel=Report.Channel.PUBLIC)


def fed_back(period: Period) -> Value:
    """Count the reports whose reporter was told what was done, of those older than four weeks."""
    reports = _in(period)
    return _of(reports.told(), reports.to_be_told(), period, "told")


def handed_to_police(period: Period) -> Value:
    """Count the reports that the police took, of those that went to them."""
    reports = _in(period)
    return _of(reports.taken_by_police(), reports.sent_to_police(), period, "police")


def ward_known(period: Period) -> Value:
    """Count the reports of which it is known in which ward they happened, of all."""
    reports = _in(period)
    return _of(reports.of_known_ward(), reports, period, "ward")


def _of(done: Reports, due: Reports, period: Period, flag: str, **filters: str) -> Value:
    """Make a value whose list holds just the reports that are counted as done."""
    span = boxes_of(since=period.start, until=min(period.end, today()))
    evidence = Evidence("reports:list", {**span, "flag": flag, **filters})
    return Value.counted(done.count(), due.count(), evidence=evidence)


COUNTS = (
    *counts_of_places("reports_taken", "Reports taken", _in),
    *counts_of_places("feedback_given", "Reporters told what was done", _in, done="fed_back_at"),
)


def _measure(
    code: str, title: str, definition: str, objectives: str, value: Callable[[Period], Value]
) -> Measure:
    named = tuple(objectives.split())
    return Measure(f"reports.{code}", title, definition, named, "reports", value, people=True)


MEASURES = (
    _measure(
        "read_in_time",
        "Reports read within one working day",
        "Reports that a person read by 5pm of the next working day, of those due.",
        "3 21",
        read_in_time,
    ),
    _measure(
        "through_places",
        "Reports through centres and partners",
        "Reports that came through a centre, a partner or a poster, of all reports.",
        "5 19",
        through_places,
    ),
    _measure(
        "through_form",
        "Reports through the page for any phone",
        "Reports that came through the public form, of all reports.",
        "21",
        through_the_form,
    ),
    _measure(
        "fed_back",
        "Reporters who were told what was done",
        "Reports older than four weeks whose reporter was told what was done, of all such reports "
        "that were not taken back and lie in the borough.",
        "3 5 19",
        fed_back,
    ),
    _measure(
        "police_accepted",
        "Reports that the police took",
        "Reports handed to the police that they accepted, of those handed to them.",
        "23",
        handed_to_police,
    ),
    _measure(
        "ward_known",
        "Reports whose ward is known",
        "Reports of which it is known in which ward they happened, of all reports.",
        "3 5",
        ward_known,
    ),
)
