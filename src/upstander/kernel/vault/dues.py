"""What waits for those who answer for records: erasures that do not come to their end."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.urls import reverse
from django.utils.timezone import localdate

from upstander.kernel.registry import DueItem
from upstander.kernel.vault.answering import answers_for_records
from upstander.kernel.vault.models import Erasure

A_WHILE = timedelta(hours=1)  # the background work tries each minute
WHY = (
    "The record is emptied, but its key or a file of it could not be destroyed. It is tried again "
    "each minute; ask whoever runs the server to look why."
)


def erasures_due(user: Any, day: date) -> Sequence[DueItem]:
    """List erasures that were begun an hour ago and are not finished; by number, never of whom."""
    if not answers_for_records(user):
        return []
    waiting = Erasure.objects.unfinished().filter(begun_at__lt=datetime.now(UTC) - A_WHILE)
    return [
        DueItem(
            title=f"{erasure} is not finished",
            why=WHY,
            on=min(localdate(erasure.begun_at), day),
            url=reverse("administration:erasures_detail", args=[erasure.pk]),
            kind="Erasure",
        )
        for erasure in waiting
    ]
