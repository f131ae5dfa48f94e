"""Running queued tasks, without leaving what an error quotes in the database or the log."""

import logging
import os
import socket

from django_tasks import TaskResultStatus
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

LOGGERS = ("django_tasks", "django_tasks_db")
FRAME = "  File "  # how a line of a traceback begins that names code, and nothing else


class QuietWorker(Worker):
    """The library's worker, which keeps of an error its class and the places in the code."""

    def __init__(self) -> None:
        """Take every queue until all are empty."""
        super().__init__(
            queue_names=["*"],
            interval=0,
            batch=True,
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id=f"{socket.gethostname()[:40]}-{os.getpid()}",
            excluded_queue_names=[],
        )

    def run_task(self, db_task_result: DBTaskResult) -> None:
        """Run a task and, where it failed, forget the message of the error."""
        super().run_task(db_task_result)
        if db_task_result.status == TaskResultStatus.FAILED:
            lines = db_task_result.traceback.splitlines()
            db_task_result.traceback = "\n".join(line for line in lines if line.startswith(FRAME))
            db_task_result.save(update_fields=["traceback"])


def something_waits() -> bool:
    """Tell whether a task is ready; asking so locks nobody out, as the worker's own look would."""
    return DBTaskResult.objects.ready().exists()


def silence_tracebacks() -> None:
    """Let the library log that a task failed, but not the error, which may quote a person."""
    for name in LOGGERS:
        logging.getLogger(name).addFilter(_without_error)


def _without_error(record: logging.LogRecord) -> bool:
    record.exc_info = record.exc_text = None
    return True
