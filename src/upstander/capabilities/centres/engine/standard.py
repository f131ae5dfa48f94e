"""The minimum standard of a centre: fifteen items in five dimensions (domain.md 6, our proposal).

No national standard is published. The dimensions follow the research that finds centres fading for
want of awareness, access, capability, capacity and oversight. What the records can answer is never
ticked by hand; a hand-given answer holds for twelve months.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from upstander.capabilities.centres.engine.standing import anniversary

MET, NOT_MET, NOT_KNOWN = "met", "not_met", "not_known"


@dataclass(frozen=True)
class Item:
    """One thing that a centre has or does."""

    code: str
    dimension: str
    title: str
    counted: bool = False  # answered by the records


ITEMS = (
    Item("publicity", "Awareness", "Posters and pages are in their review dates", counted=True),
    Item("private_space", "Access", "There is a private space to talk"),
    Item("access_facts", "Access", "Step-free access, toilet and loop are known", counted=True),
    Item("two_leads", "Capability", "Two people who work there were trained", counted=True),
    Item("refresher", "Capability", "Nobody’s training is older than 12 months", counted=True),
    Item("consent", "Capability", "The consent script is used"),
    Item("support", "Capability", "People are told of support, and led there"),
    Item("safeguarding", "Capability", "Staff know what to do about a child or adult at risk"),
    Item("transfer", "Capacity", "Reports go on safely within one working day"),
    Item("contact", "Capacity", "Reports are acknowledged by a police contact known by name"),
    Item("no_data", "Capacity", "Nothing of a report stays at the centre"),
    Item("agreement", "Oversight", "There is a written agreement in date", counted=True),
    Item("quarterly", "Oversight", "It is seen every quarter", counted=True),
    Item("feedback", "Oversight", "It hears what became of each report", counted=True),
    Item("complaints", "Oversight", "People are told how to complain"),
)
ASKED = tuple(item for item in ITEMS if not item.counted)
DIMENSIONS = tuple(dict.fromkeys(item.dimension for item in ITEMS))


@dataclass(frozen=True)
class Line:
    """One item and its state."""

    item: Item
    state: str
    on: date | None = None  # of a hand-given answer


@dataclass(frozen=True)
class Score:
    """Met, of those that are known, of all; never one bare percentage."""

    title: str
    met: int
    known: int
    total: int


def lines_of(
    answers: Mapping[str, tuple[bool, date]], counted: Mapping[str, bool | None], on: date
) -> list[Line]:
    """Give each item with its state on a day; `counted` is what the records say, None unknown."""
    return [
        Line(item, _state(counted.get(item.code)))
        if item.counted
        else _answered(item, answers.get(item.code), on)
        for item in ITEMS
    ]


def _state(met: bool | None) -> str:
    return NOT_KNOWN if met is None else MET if met else NOT_MET


def _answered(item: Item, answer: tuple[bool, date] | None, on: date) -> Line:
    if answer is None or anniversary(answer[1]) < on:
        return Line(item, NOT_KNOWN, answer[1] if answer else None)
    return Line(item, _state(answer[0]), answer[1])


def scores(lines: Sequence[Line]) -> list[Score]:
    """Score each dimension."""
    return [
        score(name, [line for line in lines if line.item.dimension == name]) for name in DIMENSIONS
    ]


def score(title: str, lines: Sequence[Line]) -> Score:
    """Count what is met, of what is known, of all."""
    met = sum(line.state == MET for line in lines)
    known = sum(line.state != NOT_KNOWN for line in lines)
    return Score(title, met, known, len(lines))
