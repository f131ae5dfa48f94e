"""What the outbox asks of administrators: to see to messages that could not be sent."""

from datetime import date
from typing import Any

from django.db.models import Count, Max
from django.urls import reverse
from django.utils import timezone

from upstander.kernel.outbox.models import Message, State
from upstander.kernel.registry import DueItem


def administers(user: Any, record: Any = None) -> bool:
    """Let in administrators."""
    return "administrator" in user.roles


def due_from_the_outbox(user: Any, on: date) -> list[DueItem]:
    """Tell administrators of failed messages, until each is sent again or set aside."""
    if not administers(user):
        return []
    failed = Message.objects.filter(state=State.FAILED)
    found = failed.aggregate(number=Count("pk"), latest=Max("queued_at"))
    if not found["number"]:
        return []
    what = "1 message" if found["number"] == 1 else f"{found['number']} messages"
    return [
        DueItem(
            f"{what} could not be sent",
            "Nobody has told their recipients. See why, then send again or set aside.",
            min(on, timezone.localdate(found["latest"])),
            f"{reverse('administration:messages_list')}?state=failed",
            "failed",
        )
    ]
