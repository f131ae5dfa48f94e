"""Bulletins: drafted from what every part of the product tells, edited, sent once."""

from datetime import timedelta
from itertools import groupby
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from upstander.kernel.audit.record import record
from upstander.kernel.clock import today
from upstander.kernel.errors import Refused
from upstander.kernel.figures import Period
from upstander.kernel.groups.letters import write_to
from upstander.kernel.groups.models import Bulletin, Group
from upstander.kernel.records.writing import adds, edits
from upstander.kernel.registry import all_news

FIRST = timedelta(days=92)  # how far the first bulletin of a group looks back
NOTHING = "Nothing has happened since the last bulletin that the records tell of."

_add = adds(Bulletin, "groups.bulletin_drafted")
_edit = edits(Bulletin, "groups.bulletin_changed")


class AlreadySent(Refused):
    """A bulletin is sent once, and stays as it was sent."""

    def __init__(self) -> None:
        """Say what to do instead."""
        super().__init__("This bulletin has been sent, so it stays as it is. Draft another.")


def text_of(period: Period) -> str:
    """Draft what a bulletin says: heading by heading, each piece with its day and its page."""
    parts = []
    for heading, items in groupby(all_news(period), key=lambda item: item.heading):
        lines = [
            f"- {item.title} ({item.on.day} {item.on:%B})\n  {settings.ADDRESS}{item.url}"
            for item in items
        ]
        parts.append("\n".join([heading, *lines]))
    return "\n\n".join(parts) or NOTHING


@transaction.atomic
def draft_bulletin(group: Group, *, by: Any) -> Bulletin:
    """Draft a bulletin of what happened since the last one that was sent.

    A draft that was left lying hides nothing from the next; of one day there is one draft.
    """
    Group.objects.select_for_update().get(pk=group.pk)
    if waiting := group.bulletins.filter(sent_on=None, ends_on=today()).first():
        return waiting
    last = group.bulletins.exclude(sent_on=None).first()
    start = last.ends_on + timedelta(days=1) if last else today() - FIRST
    span = Period(min(start, today()), today())
    return _add(by=by, group=group, starts_on=span.start, ends_on=span.end, text=text_of(span))


@transaction.atomic
def update_bulletin(bulletin: Bulletin, *, by: Any, **fields: Any) -> Bulletin:
    """Edit a bulletin; raises `AlreadySent` for one that was sent."""
    _keep_unsent(bulletin)
    return _edit(bulletin, by=by, **fields)


@transaction.atomic
def send_bulletin(bulletin: Bulletin, *, by: Any) -> Bulletin:
    """Send a bulletin to everybody who sits in the group; raises `AlreadySent` the second time."""
    _keep_unsent(bulletin)
    bulletin.sent_on = today()
    bulletin.save(update_fields=["sent_on"])
    page = f"{settings.ADDRESS}{reverse('groups:bulletins_detail', args=[bulletin.pk])}"
    until = f"{bulletin.ends_on.day} {bulletin.ends_on:%B %Y}"
    told = {"day": until, "page": page, "text": bulletin.text}
    sent = write_to(
        bulletin.group, "groups.bulletin", told, by=by, about=bulletin, key=str(bulletin.pk)
    )
    record("groups.bulletin_sent", bulletin, by=by, letters=sent)
    return bulletin


def _keep_unsent(bulletin: Bulletin) -> None:
    now = Bulletin.objects.select_for_update().get(pk=bulletin.pk)
    if now.sent_on:
        raise AlreadySent
