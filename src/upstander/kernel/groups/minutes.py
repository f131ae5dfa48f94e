"""Approved minutes: kept as the words that were approved, with a mark of them in the trail.

A meeting that has them keeps them in its field `approved`.
"""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from django.apps import apps

from upstander.kernel.audit.record import events_for, key_of, whole_trail
from upstander.kernel.groups.meeting import GroupMeeting


def digest_of(minutes: Mapping[str, Any]) -> str:
    """Mark minutes, so that whatever changes them shows."""
    return hashlib.sha256(json.dumps(minutes, sort_keys=True).encode()).hexdigest()


def as_approved(meeting: Any) -> bool | None:
    """Hold minutes against the mark that the trail keeps of them; None where none were approved."""
    event = events_for(meeting).filter(kind=_kind(type(meeting))).first()
    if event is None and not meeting.approved:
        return None
    mark = event.facts.get("digest") if event else None
    return bool(meeting.approved) and mark == digest_of(meeting.approved)


def all_changed() -> list[str]:
    """Name every meeting whose minutes are not, or no longer, what the trail says was approved."""
    found: list[str] = []
    for model in apps.get_models():
        if issubclass(model, GroupMeeting) and hasattr(model, "approved"):
            meetings = {key_of(m): m for m in model._default_manager.select_related("group")}
            approvals = whole_trail().filter(kind=_kind(model)).values_list("record", flat=True)
            found += sorted(set(approvals) - set(meetings))
            found += [str(m) for m in meetings.values() if as_approved(m) is False]
    return found


def _kind(model: type[Any]) -> str:
    return f"{model._meta.app_label}.approved"
