"""Messages of a person's channel."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from upstander.kernel.audit.record import actor_key, record
from upstander.kernel.clock import now
from upstander.kernel.subjects.models import ChannelMessage, Subject


@transaction.atomic
def write_message(
    subject: Subject, *, text: str, by: Any, from_person: bool = False, about: str = ""
) -> ChannelMessage:
    """Write into a person's channel: the team to them, or they themselves (`from_person`)."""
    message = ChannelMessage(
        subject=subject, about=about, from_person=from_person, author=actor_key(by), text=text
    )
    message.full_clean()
    message.save()
    record("subjects.message_written", subject, by=by, from_person=from_person)
    return message


@transaction.atomic
def mark_read(messages: Iterable[ChannelMessage], *, by: Any) -> int:
    """Note that the other side has read messages; give how many were new to it."""
    keys = [message.pk for message in messages]
    unread = ChannelMessage.objects.filter(pk__in=keys, read_at=None)
    count = unread.update(read_at=now())
    if count:
        about = ChannelMessage.objects.filter(pk__in=keys)[0].subject
        record("subjects.messages_read", about, by=by, count=count)
    return count
