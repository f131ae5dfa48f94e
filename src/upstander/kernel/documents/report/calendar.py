"""Calendars that any program takes in (RFC 5545): due days, and invitations to a meeting."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from upstander.kernel.documents.report.words import harmless

_MAKER = "-//Upstander//Due dates//EN"
_INVITER = "-//Upstander//Invitations//EN"
_LONGEST_SUMMARY = 140


@dataclass(frozen=True)
class DueDay:
    """Something due on a day. `key` stays the same as long as the thing does, whatever changes."""

    key: str
    day: date
    title: str
    detail: str = ""
    group: str = ""


@dataclass(frozen=True)
class Gathering:
    """Something to which people are invited.

    `key` stays the same whatever changes; `sequence` counts the changes, so that a calendar knows
    which invitation is the newer one (RFC 5546). `organiser` is an email address.
    """

    key: str
    title: str
    starts_at: datetime
    ends_at: datetime
    organiser: str
    place: str = ""
    detail: str = ""
    sequence: int = 0
    cancelled: bool = False


def to_invitation(gathering: Gathering, *, to: str, stamp: datetime) -> bytes:
    """Write the invitation for one address, or, where it is cancelled, what takes it back."""
    from icalendar import Event, vCalAddress  # noqa: PLC0415 - only who makes a calendar pays for it

    calendar = _calendar(_INVITER, "CANCEL" if gathering.cancelled else "REQUEST")
    event = Event()
    event.add("uid", _uid(gathering.key))
    event.add("sequence", gathering.sequence)
    event.add("dtstamp", stamp)
    event.add("dtstart", gathering.starts_at.astimezone(UTC))
    event.add("dtend", gathering.ends_at.astimezone(UTC))
    event.add("summary", _short(_plain(gathering.title)))
    event.add("status", "CANCELLED" if gathering.cancelled else "CONFIRMED")
    event.add("organizer", vCalAddress(f"mailto:{gathering.organiser}"))
    guest = vCalAddress(f"mailto:{to}")
    guest.params.update({"PARTSTAT": "NEEDS-ACTION", "RSVP": "TRUE", "ROLE": "REQ-PARTICIPANT"})
    event.add("attendee", guest)
    for name, words in (("location", gathering.place), ("description", gathering.detail)):
        if words:
            event.add(name, harmless(words))
    calendar.add_component(event)
    written: bytes = calendar.to_ical()
    return written


def to_calendar(title: str, days: Iterable[DueDay], *, stamp: datetime) -> bytes:
    """Write whole-day events, one for each due day; nobody is busy because of them."""
    from icalendar import Event  # noqa: PLC0415 - only who makes a calendar pays for it

    calendar = _calendar(_MAKER, "PUBLISH")
    calendar.add("x-wr-calname", _plain(title))
    for due in sorted(days, key=lambda held: (held.day, held.key)):
        event = Event()
        event.add("uid", _uid(due.key))
        event.add("dtstamp", stamp)
        event.add("dtstart", due.day)
        event.add("dtend", due.day + timedelta(days=1))
        event.add("summary", _short(_plain(due.title)))
        event.add("transp", "TRANSPARENT")
        if due.detail:
            event.add("description", harmless(due.detail))
        if due.group:
            event.add("categories", [_plain(due.group)])
        calendar.add_component(event)
    written: bytes = calendar.to_ical()
    return written


def _calendar(maker: str, method: str) -> Any:
    from icalendar import Calendar  # noqa: PLC0415 - only who makes a calendar pays for it

    calendar = Calendar()
    calendar.add("prodid", maker)
    calendar.add("version", "2.0")
    calendar.add("method", method)
    return calendar


def _uid(key: str) -> str:
    return f"{uuid5(NAMESPACE_URL, f'upstander:{key}')}@upstander"


def _plain(words: str) -> str:
    return " ".join(harmless(words).split())


def _short(words: str) -> str:
    if len(words) <= _LONGEST_SUMMARY:
        return words
    return words[:_LONGEST_SUMMARY].rsplit(" ", 1)[0].rstrip(",;:") + "…"
