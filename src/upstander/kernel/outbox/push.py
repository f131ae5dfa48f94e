"""A push for the background work, so that a message need not wait for the next full minute."""

from django_tasks import task
from django_tasks_db.models import DBTaskResult

from upstander.kernel.outbox.sending import send_waiting


@task()
def send_messages() -> None:
    """Send what waits, as soon as the background work comes to it."""
    send_or_ask()


def send_or_ask() -> None:
    """Send what waits; where one turn was too short for all, ask for another.

    Other work comes between two turns: whatever waits at the mail server must not hold it up.
    """
    if send_waiting().more:
        push()


def push() -> None:
    """Ask for a turn, unless one is asked for already.

    The task stands in the same database, so that it is there exactly when the messages are.
    """
    asked = DBTaskResult.objects.ready().filter(task_path=send_messages.module_path)
    if not asked.exists():
        send_messages.enqueue()
