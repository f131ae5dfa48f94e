"""The rows of an objective's table: which column holds what, and what its cells say."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from upstander.kernel.documents.model import Marked
from upstander.kernel.plan.interchange.cells import like_a_status, split_names, status_of
from upstander.kernel.plan.interchange.days import last_day_meant
from upstander.kernel.plan.interchange.document import ActionDocument
from upstander.kernel.plan.interchange.text import clean, lines, one_line, sameness
from upstander.kernel.plan.printing.layout import (
    ACTIONS,
    DUE,
    LEAD,
    PROGRESS,
    REF,
    STATUS,
)
from upstander.kernel.plan.recognition.vocabulary import role_of

Warn = Callable[[str, str, str], None]
_OWN = {
    sameness(heading): name
    for heading, name in (
        (REF, "action.reference"),
        (ACTIONS, "action.text"),
        (LEAD, "action.leads"),
        (PROGRESS, "action.progress"),
        (STATUS, "action.status"),
        (DUE, "action.due"),
    )
}
# what somebody may have renamed a heading to, by the words that plans use
_OTHERS = {
    "number": "action.reference",
    "action": "action.text",
    "leads": "action.leads",
    "progress": "action.progress",
    "status": "action.status",
    "due": "action.due",
}
SHARED = ("leads", "progress", "status", "due")


@dataclass(frozen=True)
class Columns:
    """Where each field stands in a table, and under which heading."""

    places: dict[str, int]
    headings: tuple[str, ...]

    @classmethod
    def read(cls, headings: Sequence[str]) -> "Columns | None":
        """Read headings; None where they are not those of actions."""
        places: dict[str, int] = {}
        for place, heading in enumerate(headings):
            name = _OWN.get(sameness(heading)) or _OTHERS.get(role_of(one_line(heading)), "")
            if name:
                places.setdefault(name, place)
        if "action.text" not in places or len(places) < 2:
            return None
        return cls(places, tuple(one_line(heading) for heading in headings))

    @property
    def said(self) -> set[str]:
        """Name what the table speaks of, for the action and for its objective."""
        names = {name for name in self.places if name != "action.reference"}
        own = {f"objective.{name}" for name in SHARED if f"action.{name}" in self.places}
        return names | own

    def text(self, part: Marked, name: str) -> str:
        """Give the words of a field; '' where the table has no column for it."""
        place = self.places.get(name)
        return clean(part.words[place]) if place is not None and place < len(part.words) else ""

    def left_over(self, part: Marked) -> list[tuple[str, str]]:
        """List the words of columns that no plan has, each with its heading."""
        taken = set(self.places.values())
        return [
            (self.headings[place] if place < len(self.headings) else "", clean(words))
            for place, words in enumerate(part.words)
            if place not in taken and words.strip()
        ]


@dataclass(frozen=True)
class Sides:
    """What a row says beside its first cell."""

    leads: tuple[str, ...] = ()
    progress: str = ""
    status: str | None = None
    due: date | None = None


class RowReader:
    """Reads the cells of rows, telling what it does not understand."""

    nothing = Sides()

    def __init__(self, starts_on: date, known_leads: tuple[str, ...], warn: Warn) -> None:
        """Read days within the year that begins on `starts_on`."""
        self.starts_on = starts_on
        self.known = known_leads
        self.known_names = frozenset(map(sameness, known_leads))
        self.warn = warn

    def action(self, part: Marked, columns: Columns) -> ActionDocument | None:
        """Read a row as an action; one that says nothing is none."""
        text = columns.text(part, "action.text")
        if not text:
            words = " | ".join(filter(None, map(one_line, part.words)))
            self.warn(part.place, words, "The row has no action, so it was not read.")
            return None
        sides = self.sides(part, columns)
        return ActionDocument(
            text,
            leads=sides.leads,
            status=sides.status,
            due=sides.due,
            progress=sides.progress,
            reference=one_line(columns.text(part, "action.reference")),
            place=part.place,
        )

    def sides(self, part: Marked, columns: Columns) -> Sides:
        """Read what stands beside the action."""
        for heading, words in columns.left_over(part):
            where = f"{part.place}, column {heading}" if heading else part.place
            self.warn(where, words, "A plan has no such column, so it stays in your file only.")
        return Sides(
            self.leads(columns.text(part, "action.leads")),
            columns.text(part, "action.progress"),
            self.status(columns.text(part, "action.status"), part.place),
            self.due(columns.text(part, "action.due"), part.place),
        )

    def leads(self, words: str) -> tuple[str, ...]:
        """Read names, one a line; a line of several names that are all known is several."""
        found: list[str] = []
        for line in lines(words):
            names = split_names(line, self.known)
            apart = len(names) > 1 and all(sameness(name) in self.known_names for name in names)
            found += names if apart else [line]
        return lines("\n".join(found))

    def status(self, words: str, place: str) -> str | None:
        """Read one of the four statuses."""
        status = status_of(words)
        if words and status is None:
            self.warn(place, words, like_a_status(words))
        return status

    def due(self, words: str, place: str) -> date | None:
        """Read a day."""
        due = last_day_meant(words, self.starts_on)
        if words and due is None:
            self.warn(place, words, "No day is meant by it, so none is kept. Write 31 March 2025.")
        return due
