"""Days on which something is due, as a calendar (RFC 5545) that any program can take in."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import NAMESPACE_URL, uuid5

from upstander.kernel.documents.report.words import harmless

_MAKER = "-//Upstander//Due dates//EN"
_LONGEST_SUMMARY = 140


@dataclass(frozen=True)
class DueDay:
    """Something due on a day. `key` stays the same as long as the thing does, whatever changes."""

    key: str
    day: date
    title: str
    detail: str = ""
    group: str = ""


def to_calendar(title: str, days: Iterable[DueDay], *, stamp: datetime) -> bytes:
    """Write whole-day events, one for each due day; nobody is busy because of them."""
    from icalendar import Calendar, Event  # noqa: PLC0415 - only who makes a calendar pays for it

    calendar = Calendar()
    calendar.add("prodid", _MAKER)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", _plain(title))
    for due in sorted(days, key=lambda held: (held.day, held.key)):
        event = Event()
        event.add("uid", f"{uuid5(NAMESPACE_URL, f'upstander:{due.key}')}@upstander")
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


def _plain(words: str) -> str:
    return " ".join(harmless(words).split())


def _short(words: str) -> str:
    if len(words) <= _LONGEST_SUMMARY:
        return words
    return words[:_LONGEST_SUMMARY].rsplit(" ", 1)[0].rstrip(",;:") + "…"
