"""The shapes in which the demonstration's story is written, and short ways to write them."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Literal, NamedTuple

Sector = Literal[
    "council",
    "education",
    "health",
    "housing",
    "partnership",
    "police",
    "transport",
    "voluntary",
]
StatusCode = Literal["on_hold", "in_progress", "completed", "behind"]
CadenceCode = Literal["once", "ongoing", "weekly", "monthly", "quarterly", "termly", "yearly"]
EvidenceKind = Literal["link", "file", "pointer"]

ON_HOLD: StatusCode = "on_hold"
IN_PROGRESS: StatusCode = "in_progress"
COMPLETED: StatusCode = "completed"
BEHIND: StatusCode = "behind"

YEAR_STARTS = date(2024, 4, 1)
YEAR_ENDS = date(2025, 3, 31)
TODAY = date(2024, 11, 14)  # where the demonstration's clock stands
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


class Organisation(NamedTuple):
    """A body in the partnership; those of the plan bear the plan's own names."""

    name: str
    sector: Sector
    short_name: str


class Person(NamedTuple):
    """An invented person and the role held in one organisation."""

    username: str
    name: str
    email: str
    role: str
    organisation: str
    title: str
    joined_on: date = YEAR_STARTS


class Post(NamedTuple):
    """A post that leads actions; `holder` is a username, or None while it is empty."""

    code: str
    organisation: str
    title: str
    holder: str | None


class Occurrence(NamedTuple):
    """One time that an action comes round."""

    label: str
    starts_on: date | None
    due_on: date
    done_on: date | None
    note: str


class Action(NamedTuple):
    """What the story knows of an action of the plan: `lead` and `deputy` are codes of posts."""

    ref: str
    title: str
    lead: str
    deputy: str
    cadence: CadenceCode
    due: date | None
    occurrences: tuple[Occurrence, ...] = ()


class Evidence(NamedTuple):
    """What shows that an update is true: an address, a file's name, or the record meant."""

    kind: EvidenceKind
    title: str
    where: str


class Update(NamedTuple):
    """What somebody said of an action on a day; `corrects` is the day of the words put right."""

    ref: str
    on: date
    status: StatusCode
    text: str
    username: str
    reason: str = ""
    evidence: tuple[Evidence, ...] = ()
    corrects: date | None = None


class Dependency(NamedTuple):
    """Something outside that objectives wait for, named by their numbers."""

    code: str
    title: str
    opened_on: date
    expected_on: date | None
    met_on: date | None
    met_how: str
    objectives: tuple[str, ...]


class Row(NamedTuple):
    """One line of what a person sent on one day."""

    ref: str
    status: StatusCode
    text: str
    evidence: tuple[Evidence, ...] = ()
    reason: str = ""
    corrects: date | None = None


def said(on: date, username: str, *rows: Row) -> tuple[Update, ...]:
    """Write down all that a person sent on one day."""
    return tuple(
        Update(row.ref, on, row.status, row.text, username, row.reason, row.evidence, row.corrects)
        for row in rows
    )


def link(title: str, url: str) -> tuple[Evidence, ...]:
    """Show a page."""
    return (Evidence("link", title, url),)


def file(title: str, name: str) -> tuple[Evidence, ...]:
    """Show a file."""
    return (Evidence("file", title, name),)


def pointer(title: str, record: str) -> tuple[Evidence, ...]:
    """Show a record that is kept elsewhere."""
    return (Evidence("pointer", title, record),)


def held(label: str, on: date, note: str = "", starts_on: date | None = None) -> Occurrence:
    """Write down what took place on its day."""
    return Occurrence(label, starts_on or on, on, on, note)


def to_do(
    label: str,
    due_on: date,
    done_on: date | None = None,
    note: str = "",
    starts_on: date | None = None,
) -> Occurrence:
    """Write down what was or is due by a day; without `done_on` it is missed or still to come."""
    return Occurrence(label, starts_on, due_on, done_on, note)


def series(
    label: str,
    days: Iterable[date],
    other: Mapping[date, tuple[date | None, str]] | None = None,
) -> tuple[Occurrence, ...]:
    """Write down a monthly round, done on its day so far but for the `other` (done on, note)."""
    told = other or {}
    found = []
    for day in days:
        done_on, note = told.get(day, (day if day < TODAY else None, ""))
        found.append(Occurrence(f"{label} in {day:%B}", day, day, done_on, note))
    return tuple(found)


def each_month(weekday: str, week: int = 1) -> tuple[date, ...]:
    """Give the first (or second, third) such weekday of each month of the plan's year."""
    found = []
    for month in (*range(4, 13), *range(1, 4)):
        first = date(2024 if month > 3 else 2025, month, 1)
        wait = (WEEKDAYS.index(weekday) - first.weekday()) % 7
        found.append(first + timedelta(days=wait, weeks=week - 1))
    return tuple(found)


def month_ends() -> tuple[date, ...]:
    """Give the last day of each month of the plan's year."""
    firsts = [date(2024, month, 1) for month in range(5, 13)]
    firsts += [date(2025, month, 1) for month in range(1, 5)]
    return tuple(first - timedelta(days=1) for first in firsts)


def weekly_reports(label: str) -> tuple[Occurrence, ...]:
    """Write down a report for each week of the year, each due on the Monday after it."""
    mondays = [YEAR_STARTS + timedelta(weeks=week) for week in range(52)]
    found = []
    for monday in mondays:
        due = min(monday + timedelta(weeks=1), YEAR_ENDS)
        name = f"{label} for the week of {monday.day} {monday:%B}"
        found.append(Occurrence(name, monday, due, due if due < TODAY else None, ""))
    return tuple(found)
