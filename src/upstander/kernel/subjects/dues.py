"""What has to be told by hand, until somebody has told it."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.urls import reverse

from upstander.kernel.access.check import may
from upstander.kernel.registry import DueItem
from upstander.kernel.subjects.gathering import named
from upstander.kernel.subjects.models import ToTell
from upstander.kernel.subjects.models.to_tell import KEEPS


def to_tell_due(user: Any, day: date) -> Sequence[DueItem]:
    """List what waits to be told: for those who keep the record, and once it is late for others.

    So what nobody may open any more, or nobody does, comes to information governance.
    """
    if not may(user, "subjects.to_tell"):
        return []
    waiting = ToTell.objects.visible_to(user).waiting().select_related("disclosure", "subject")
    if not KEEPS(user, None):
        waiting = waiting.filter(due_on__lt=day)
    return [
        DueItem(
            title=title_of(each),
            why=f"{each.get_why_display()}. It stays here until it is done.",
            on=each.due_on,
            url=reverse("protection:to_tell_detail", args=[each.pk]),
            kind="To be told",
        )
        for each in waiting
    ]


def title_of(to_tell: ToTell) -> str:
    """Say who has to be told, and of which thing that was shared; nothing of the person."""
    if to_tell.disclosure is None:
        return f"Reach {to_tell.subject} in another way"
    return f"Tell {named(to_tell.recipient)}: {str(to_tell).lower()}"
