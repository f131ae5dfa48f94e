"""Approved minutes: kept as the words that were approved, with a mark of them in the trail.

A meeting that has them keeps them in its field `approved`. The trail keeps every mark for good, so
minutes hold a salt: nobody can find words that were taken out by trying names against an old mark.
"""

import hashlib
import json
import secrets
from collections.abc import Iterator, Mapping
from typing import Any

from django.apps import apps
from django.utils.crypto import salted_hmac

from upstander.kernel.audit.record import events_for, key_of, record, whole_trail
from upstander.kernel.groups.attending import told_of
from upstander.kernel.groups.meeting import GroupMeeting

REDACTED = "groups.minutes_redacted"
SALT = "salt"
Marks = Mapping[str, str]  # of minutes that hold, by the key of their meeting


def minutes_of(meeting: Any) -> dict[str, Any]:
    """Give the minutes: as they were approved, or else as they stand."""
    if meeting.approved:
        approved: dict[str, Any] = meeting.approved
        return approved
    items = [
        {
            "title": item.title,
            "notes": item.notes,
            "outcomes": [[o.get_kind_display(), o.in_words] for o in item.outcomes.all()],
        }
        for item in meeting.items.filter(removed=False).prefetch_related("outcomes__lead")
        if item.notes or item.outcomes.all()
    ]
    return {**told_of(meeting), "items": items}


def with_salt(minutes: Mapping[str, Any]) -> dict[str, Any]:
    """Give minutes with a new salt, as they are to be marked."""
    return {**minutes, SALT: secrets.token_hex(16)}


def digest_of(minutes: Mapping[str, Any]) -> str:
    """Mark minutes, so that whatever changes them shows."""
    return hashlib.sha256(_as_text(minutes)).hexdigest()


def draft_mark(minutes: Mapping[str, Any]) -> str:
    """Know a draft again that has no salt yet, by a mark that only this installation can make."""
    return salted_hmac("groups.draft", _as_text(minutes), algorithm="sha256").hexdigest()[:24]


def as_approved(meeting: Any) -> bool | None:
    """Hold minutes against the mark that the trail keeps of them; None where none were approved.

    Where words were taken out since, that is the mark of what was left.
    """
    kinds = [_kind(type(meeting)), REDACTED]
    event = events_for(meeting).filter(kind__in=kinds).first()
    if event is None and not meeting.approved:
        return None
    mark = event.facts.get("digest") if event else None
    return bool(meeting.approved) and mark == digest_of(meeting.approved)


def all_changed() -> list[str]:
    """Name every meeting whose minutes are not, or no longer, what the trail says was approved."""
    found: list[str] = []
    for model in _with_minutes():
        meetings = {key_of(m): m for m in model._default_manager.select_related("group")}
        approvals = whole_trail().filter(kind=_kind(model)).values_list("record", flat=True)
        found += sorted(set(approvals) - set(meetings))
        found += [str(m) for m in meetings.values() if as_approved(m) is False]
    return found


def marks_that_hold() -> Marks:
    """Give the mark of all approved minutes that are what was approved, and keep them still."""
    return {key_of(m): digest_of(m.approved) for m in _approved() if as_approved(m)}


def mark_anew(before: Marks, *, why: str, by: Any) -> int:
    """Mark minutes anew that held before and in which words were taken out since.

    Those that did not hold get no mark, so that what was done to them by hand is still found.
    Returns how many were marked.
    """
    changed = [m for m in _approved() if digest_of(m.approved) != before.get(key_of(m))]
    marked = [meeting for meeting in changed if key_of(meeting) in before]
    for meeting in marked:
        meeting.approved = with_salt(meeting.approved)
        meeting.save(update_fields=["approved"])
        record(REDACTED, meeting, by=by, digest=digest_of(meeting.approved), why=why)
    return len(marked)


def _with_minutes() -> Iterator[type[Any]]:
    for model in apps.get_models():
        if issubclass(model, GroupMeeting) and hasattr(model, "approved"):
            yield model


def _approved() -> Iterator[Any]:
    for model in _with_minutes():
        yield from model._default_manager.exclude(approved=None).select_for_update()


def _as_text(minutes: Mapping[str, Any]) -> bytes:
    return json.dumps(minutes, sort_keys=True).encode()


def _kind(model: type[Any]) -> str:
    return f"{model._meta.app_label}.approved"
