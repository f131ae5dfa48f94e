"""What changed from one adopted quarter to another: pure functions over what was adopted."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from upstander.kernel.quarters.adopted import AdoptedAction, AdoptedPlan, Values

WORDINGS = ("text", "short_title", "due", "leads")


@dataclass(frozen=True)
class Moved:
    """An action whose adopted status is another."""

    action: AdoptedAction
    before: str
    after: str


@dataclass(frozen=True)
class Reworded:
    """A field of an action that reads differently."""

    action: AdoptedAction
    field: str
    before: Any
    after: Any


@dataclass(frozen=True)
class Counted:
    """A measure that counts another number."""

    code: str
    objective: str
    before: Values
    after: Values


@dataclass(frozen=True)
class BetweenAdopted:
    """Two adopted quarters side by side; actions of two years are joined by their lineage."""

    earlier: AdoptedPlan
    later: AdoptedPlan
    lineage: dict[int, int]  # key of a later action -> key of the earlier one it carries on

    @cached_property
    def pairs(self) -> list[tuple[AdoptedAction, AdoptedAction]]:
        """Join each later action with the one it was."""
        before = {action.pk: action for action in self.earlier.actions}
        joined = ((a, before.get(self.lineage.get(a.pk, a.pk))) for a in self.later.actions)
        return [(was, now) for now, was in joined if was is not None]

    @cached_property
    def moved(self) -> list[Moved]:
        """List the actions whose status is another."""
        return [
            Moved(now, was.status or "", now.status or "")
            for was, now in self.pairs
            if (was.status or "") != (now.status or "")
        ]

    @cached_property
    def reworded(self) -> list[Reworded]:
        """List what the plan says differently."""
        return list(self._reworded())

    def _reworded(self) -> Iterator[Reworded]:
        for was, now in self.pairs:
            for name in WORDINGS:
                if was.values.get(name) != now.values.get(name):
                    yield Reworded(now, name, was.values.get(name), now.values.get(name))

    @cached_property
    def added(self) -> list[AdoptedAction]:
        """List the actions that the earlier quarter did not have."""
        known = {now.pk for _, now in self.pairs}
        return [action for action in self.later.actions if action.pk not in known]

    @cached_property
    def gone(self) -> list[AdoptedAction]:
        """List the actions that the later quarter does not have."""
        kept = {was.pk for was, _ in self.pairs}
        return [action for action in self.earlier.actions if action.pk not in kept]

    @cached_property
    def done(self) -> list[tuple[AdoptedAction, int]]:
        """List the actions of which more was done, and how much more."""
        found = [
            (now, (now.done or 0) - (was.done or 0)) for was, now in self.pairs if not self.lineage
        ]
        return [(action, more) for action, more in found if more > 0]

    @cached_property
    def counted(self) -> list[Counted]:
        """List the measures that count another number."""
        found = [
            Counted(code, objective, self.earlier.measures[code, objective], after)
            for (code, objective), after in self.later.measures.items()
            if (code, objective) in self.earlier.measures
        ]
        return [c for c in found if _number(c.before) != _number(c.after)]

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing changed."""
        return not any((self.moved, self.reworded, self.added, self.gone, self.done, self.counted))


def _number(told: Values) -> tuple[Any, ...]:
    return tuple(told.get(name) for name in ("state", "numerator", "denominator"))
