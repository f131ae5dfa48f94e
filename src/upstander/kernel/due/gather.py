"""Gathers from every part of the product what waits for one person."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from upstander.kernel.registry import DueItem, capabilities

DAYS_AHEAD = 30


@dataclass(frozen=True)
class Waiting:
    """One thing that waits, seen from a day."""

    item: DueItem
    days_late: int


@dataclass(frozen=True)
class Due:
    """All that waits for one person: what is late, what is for today, what comes next."""

    late: tuple[Waiting, ...]
    today: tuple[Waiting, ...]
    next: tuple[Waiting, ...]

    @property
    def now(self) -> tuple[Waiting, ...]:
        """Give what cannot wait until tomorrow, the oldest first."""
        return self.late + self.today

    @property
    def groups(self) -> tuple[tuple[str, Sequence[Waiting]], ...]:
        """Give the groups with their headings; one without items is left out."""
        named = (
            ("Late", self.late),
            ("Today", self.today),
            (f"In the next {DAYS_AHEAD} days", self.next),
        )
        return tuple((title, waiting) for title, waiting in named if waiting)


def due_for(user: Any, day: date) -> Due:
    """Ask every part what waits for a person on a day."""
    asked = [ask for capability in capabilities() for ask in capability.dues]
    items = sorted(
        (item for ask in asked for item in ask(user, day)), key=lambda item: (item.on, item.title)
    )
    waiting = [Waiting(item, (day - item.on).days) for item in items]
    horizon = day + timedelta(days=DAYS_AHEAD)
    return Due(
        late=tuple(each for each in waiting if each.days_late > 0),
        today=tuple(each for each in waiting if each.days_late == 0),
        next=tuple(each for each in waiting if each.days_late < 0 and each.item.on <= horizon),
    )
