"""Agendas: they write themselves from what the rules find, and people have the last word.

A meeting is a `GroupMeeting` whose `items` are `AgendaItem`s. Whether an agenda may be changed at
all is for its capability to say, before it comes here.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.timezone import localtime

from upstander.kernel.audit.record import record
from upstander.kernel.documents.report.model import Block, Heading, Run, table_of
from upstander.kernel.groups.meeting import AgendaItem
from upstander.kernel.news import Matter
from upstander.kernel.records.models import RecordFile, files_of
from upstander.kernel.records.ordering import laid_out, moved, put_in_order

FROM_THE_RULES = ("order", "source", "heading", "title", "text", "url", "presenter", "minutes")
KEPT_FRESH = ("order", "heading", "title", "text")
COLUMNS = {"No.": 0.5, "Item": 6, "Who, or why": 2, "Time": 0.8}


@dataclass(frozen=True)
class Line:
    """An item with its number and papers, when it begins and ends, and the items beside it."""

    number: int
    item: Any
    papers: list[RecordFile]
    starts_at: datetime
    ends_at: datetime
    earlier: Any
    later: Any


@transaction.atomic
def build(meeting: Any, matters: Iterable[Matter], *, by: Any) -> int:
    """Bring an agenda up to date with what the rules find; what people did to it stays.

    Returns how many items are new. What the rules no longer find goes, unless somebody has put it
    into words of their own.
    """
    found = {matter.source: matter for matter in matters}
    kept: list[AgendaItem] = []
    moving: list[AgendaItem] = []
    for item in meeting.items.all():
        if not item.source or item.touched:
            kept.append(item)
        elif item.source not in found:
            item.delete()
        else:
            (moving if _renewed(item, found[item.source]) else kept).append(item)
    known = {item.source for item in [*kept, *moving]}
    new = [
        meeting.items.create(**{name: getattr(matter, name) for name in FROM_THE_RULES})
        for source, matter in found.items()
        if source not in known
    ]
    put_in_order(laid_out(kept, [*moving, *new]))
    if new:
        record("groups.agenda_built", meeting, by=by, new=len(new))
    return len(new)


@transaction.atomic
def add_item(meeting: Any, *, by: Any, **fields: Any) -> Any:
    """Put something on an agenda, before its end, under the name of who sends it."""
    said = {"heading": "Sent in", "presenter": str(by), "touched": True} | fields
    item = meeting.items.model(meeting=meeting, **said)
    item.full_clean()
    item.save()
    put_in_order(laid_out(meeting.items.exclude(pk=item.pk), [item]))
    record("groups.item_added", item, by=by)
    return item


@transaction.atomic
def update_item(item: AgendaItem, *, by: Any, **fields: Any) -> Any:
    """Put an item into words of one's own, give it time, or take it off; the rules let it be."""
    for name, value in {**fields, "touched": True}.items():
        setattr(item, name, value)
    item.full_clean()
    item.save(update_fields=[*fields, "touched"])
    record("groups.item_changed", item, by=by, fields=sorted(fields))
    return item


@transaction.atomic
def move_item(item: AgendaItem, *, by: Any, places: int) -> Any:
    """Move an item up (a negative number of places) or down; give its meeting."""
    put_in_order(moved(item.meeting.items.filter(removed=False), item, places))
    record("groups.item_moved", item, by=by, places=places)
    return item.meeting


def lines_of(meeting: Any) -> list[Line]:
    """Give an agenda with the time of each item, and its papers: two queries."""
    items = list(meeting.items.filter(removed=False))
    papers, end, lines = files_of(items), meeting.starts_at, []
    beside = [None, *items, None]
    for at, item in enumerate(items):
        start, end = end, end + timedelta(minutes=item.minutes)
        lines.append(Line(at + 1, item, papers[item.pk], start, end, beside[at], beside[at + 2]))
    return lines


def agenda_blocks(lines: Iterable[Line]) -> list[Block]:
    """Lay an agenda out as a part of a document, papers named below their item."""
    rows = [
        (
            str(line.number),
            _in_words(line),
            line.item.presenter or line.item.heading,
            f"{localtime(line.starts_at):%H:%M}",
        )
        for line in lines
    ]
    return [Heading(1, "Agenda"), table_of("Agenda", COLUMNS, rows)]


def _in_words(line: Line) -> tuple[Run, ...]:
    papers = [f"Paper: {paper.title}" for paper in line.papers]
    below = "\n".join(filter(None, [line.item.text.replace("\n\n", "\n"), *papers]))
    title = Run(line.item.title, strong=True)
    return (title, Run(f"\n{below}")) if below else (title,)


def _renewed(item: AgendaItem, matter: Matter) -> bool:
    """Take the rules' present words for an item; tell whether it belongs elsewhere by now."""
    before = [getattr(item, name) for name in KEPT_FRESH]
    after = [getattr(matter, name) for name in KEPT_FRESH]
    if before != after:
        for name, value in zip(KEPT_FRESH, after, strict=True):
            setattr(item, name, value)
        item.save(update_fields=KEPT_FRESH)
    return before[0] != after[0]
