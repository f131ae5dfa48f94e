"""Taking up what a killed worker left behind.

A worker that is killed leaves its task marked as running for ever: the library has no remedy. So
every task of ours may be run again without harm, and the sweeper gives it to the next worker.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

MOST_ATTEMPTS = 3  # a task that kills its worker each time must not do so for ever
KEPT_DAYS = 14


@dataclass(frozen=True)
class Swept:
    """What a sweep did."""

    queued_again: int
    given_up: int


@transaction.atomic
def sweep(older_than_minutes: float = 10) -> Swept:
    """Queue again each task that has been running for longer, or give it up after three attempts.

    No task of ours may honestly take that long: long work is cut into several tasks.
    """
    started_before = timezone.now() - timedelta(minutes=older_than_minutes)
    left = DBTaskResult.objects.select_for_update().filter(
        status=TaskResultStatus.RUNNING, started_at__lte=started_before
    )
    queued_again = given_up = 0
    for task in left:
        if len(task.worker_ids) < MOST_ATTEMPTS:
            task.status, task.started_at = TaskResultStatus.READY, None
            queued_again += 1
        else:
            task.status, task.finished_at = TaskResultStatus.FAILED, timezone.now()
            task.exception_class_path = "upstander.kernel.jobs.sweep.Abandoned"
            given_up += 1
        task.save()
    return Swept(queued_again, given_up)


class Abandoned(Exception):
    """Stands in the record of a task that was given up: each worker that took it was killed."""


def forget_finished() -> None:
    """Delete what was done long ago: task arguments are keys, but even keys need not lie about."""
    DBTaskResult.objects.finished().filter(
        finished_at__lt=timezone.now() - timedelta(days=KEPT_DAYS)
    ).delete()
