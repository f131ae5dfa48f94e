"""A standard as a checklist with a score: what is met, of what is known, of all.

What the records can answer is never ticked by hand; an answer that was given by hand holds for
twelve months, so that a standard which nobody asks about fades in sight. Pure functions.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from upstander.kernel.clock import anniversary

MET, NOT_MET, NOT_KNOWN = "met", "not_met", "not_known"


@dataclass(frozen=True)
class Item:
    """One thing that somebody has or does."""

    code: str
    dimension: str
    title: str
    counted: bool = False  # answered by the records


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
    items: Iterable[Item],
    answers: Mapping[str, tuple[bool, date]],
    counted: Mapping[str, bool | None],
    on: date,
) -> list[Line]:
    """Give each item with its state on a day.

    `answers` are those given by hand, each with its day; `counted` is what the records say, and
    None where they do not know.
    """
    return [
        Line(item, _state(counted.get(item.code)))
        if item.counted
        else _answered(item, answers.get(item.code), on)
        for item in items
    ]


def _state(met: bool | None) -> str:
    return NOT_KNOWN if met is None else MET if met else NOT_MET


def _answered(item: Item, answer: tuple[bool, date] | None, on: date) -> Line:
    if answer is None or anniversary(answer[1]) < on:
        return Line(item, NOT_KNOWN, answer[1] if answer else None)
    return Line(item, _state(answer[0]), answer[1])


def scores(lines: Sequence[Line]) -> list[Score]:
    """Score each dimension, in the order of the items."""
    names = dict.fromkeys(line.item.dimension for line in lines)
    return [score(name, [line for line in lines if line.item.dimension == name]) for name in names]


def score(title: str, lines: Sequence[Line]) -> Score:
    """Count what is met, of what is known, of all."""
    met = sum(line.state == MET for line in lines)
    known = sum(line.state != NOT_KNOWN for line in lines)
    return Score(title, met, known, len(lines))
