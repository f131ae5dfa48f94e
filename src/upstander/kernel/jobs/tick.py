"""Running what comes round. Two ticks at the same moment never run the same schedule twice."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from upstander.kernel.jobs.models import ScheduleRun
from upstander.kernel.registry import Schedule, capabilities

SLACK = timedelta(seconds=5)  # a tick each minute is never to the second
GIVEN_UP = timedelta(minutes=10)  # after that, a run that never ended was killed

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Outcome:
    """How one run of a schedule went: `error` names the class of what it raised, if anything."""

    code: str
    error: str


def tick(now: datetime | None = None) -> list[Outcome]:
    """Run every schedule that is due, one after another; one that fails stops none of the others.

    It goes by true time, not by the demonstration's clock, on which the same day comes again.
    """
    return [_run(schedule) for schedule in _schedules() if _claim(schedule, now or timezone.now())]


def last_tick(*, within: timedelta | None = None) -> datetime | None:
    """Tell when background work last began something, or None where it has not within a time."""
    last = ScheduleRun.objects.aggregate(last=Max("last_started"))["last"]
    return last if last and (within is None or timezone.now() - last <= within) else None


def _schedules() -> Sequence[Schedule]:
    return [schedule for capability in capabilities() for schedule in capability.schedules]


@transaction.atomic
def _claim(schedule: Schedule, now: datetime) -> bool:
    """Take the schedule for this tick if it is due, so that nobody else does."""
    ScheduleRun.objects.get_or_create(code=schedule.code)
    run = ScheduleRun.objects.select_for_update().get(code=schedule.code)
    if not _is_due(run, schedule, now):
        return False
    run.last_started = now
    run.save(update_fields=["last_started"])
    return True


def _is_due(run: ScheduleRun, schedule: Schedule, now: datetime) -> bool:
    if run.last_started is None:
        return True
    every = timedelta(minutes=schedule.every_minutes)
    under_way = run.last_finished is None or run.last_finished < run.last_started
    return now - run.last_started >= (max(every, GIVEN_UP) if under_way else every - SLACK)


def _run(schedule: Schedule) -> Outcome:
    error = ""
    try:
        schedule.run()
    except Exception as failure:  # noqa: BLE001 - whatever it is, the next schedule has to run
        error = type(failure).__name__
        log.error("%s failed: %s", schedule.code, error)
    ScheduleRun.objects.filter(code=schedule.code).update(
        last_finished=timezone.now(), last_error_class=error
    )
    return Outcome(schedule.code, error)
