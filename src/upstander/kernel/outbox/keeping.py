"""What is forgotten of messages, and when."""

from collections.abc import Iterable
from datetime import timedelta

from django.db import transaction
from django.db.models import Count, F
from django.db.models.functions import TruncMonth

from upstander.kernel.audit.record import record
from upstander.kernel.clock import now
from upstander.kernel.outbox.models import ENDED, Message, MessageCount, State
from upstander.kernel.outbox.transports.files import path_of

ROWS_DAYS = 90
LETTERS_DAYS = 14  # how long one may send again what could not be sent


@transaction.atomic
def forget_ended() -> None:
    """Destroy the words of what failed weeks ago, and leave of the rows of last quarter a count."""
    moment = now()
    old = moment - timedelta(days=LETTERS_DAYS)
    Message.objects.filter(state=State.FAILED, ended_at__lt=old).update(letter="")
    gone = Message.objects.filter(state__in=ENDED, ended_at__lt=moment - timedelta(days=ROWS_DAYS))
    months = gone.annotate(month=TruncMonth("ended_at")).order_by("month")
    ended = months.values_list("month", "kind", "state").annotate(number=Count("pk"))
    for month, kind, state, number in ended:
        count, _ = MessageCount.objects.get_or_create(
            month=month.date(), kind=kind, state=state, defaults={"number": 0}
        )
        MessageCount.objects.filter(pk=count.pk).update(number=F("number") + number)
    references = list(gone.values_list("reference", flat=True))
    if references:
        gone.delete()
        record("outbox.forgotten", "outbox.messages", by="system:outbox", count=len(references))
        transaction.on_commit(lambda: _remove_files(references))


def forget_copies(to: str) -> None:
    """Remove the copies of letters to somebody that a transport left in the home, if it does."""
    _remove_files(Message.objects.filter(to=to).values_list("reference", flat=True))


def _remove_files(references: Iterable[object]) -> None:
    for reference in references:
        path_of(str(reference)).unlink(missing_ok=True)
