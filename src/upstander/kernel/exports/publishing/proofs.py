"""Shows that a figure cannot be narrowed down: by counts that fit all a reader knows, yet differ.

Two tables of whole counts that both fit, in which a figure is far enough apart, are a proof. They
are kept, since one table is often the proof for many figures.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

import numpy as np

from upstander.kernel.exports.publishing.policy import Policy
from upstander.kernel.exports.publishing.solver import NEAR, Solver

SWEEPS, FEW = 8, 4
TRIES = 8  # how many hidden figures are tried as the small one


class Kind(Enum):
    """What has to be kept from being worked out."""

    HIDDEN = "a figure that is not shown"
    BEFORE = "a figure that an earlier table does not show"
    DERIVED = "a count that no table shows, but that could follow from those that do"
    CHANGE = "by how much a figure was put right"


@dataclass(frozen=True)
class Target:
    """A row that must keep room: its least and its greatest possible value so far apart."""

    row: int
    room: int
    kind: Kind


class Proofs:
    """Tables that fit, and what they prove."""

    def __init__(self, solver: Solver, policy: Policy, always: Iterable[int] = ()) -> None:
        """Begin with no proofs; `always` are rows that are hidden whatever they count."""
        self.solver, self.policy, self.always = solver, policy, frozenset(always)
        self.values = np.empty((0, solver.rows), dtype=np.int64)
        self.together: Mapping[int, Sequence[int]] = {}

    def add(self, counts: np.ndarray | None) -> bool:
        """Keep counts that fit; tell whether there were any."""
        if counts is None:
            return False
        self.values = np.vstack([self.values, self.solver.values(counts)])
        return True

    def keep(self, row: int, value: int) -> None:
        """Drop what no longer fits, now that a reader knows this row."""
        self.values = self.values[self.values[:, row] == value]

    def proves(self, target: Target) -> bool:
        """Tell whether the tables in hand prove that a target has room."""
        values = self.values[self._believable(target), target.row]
        return len(values) > 0 and int(values.max() - values.min()) >= target.room

    def sweep(self, targets: Sequence[Target]) -> None:
        """Find proofs for many targets at once, by pushing them all up, down and in patterns."""
        for step in range(SWEEPS):
            waiting = [target.row for target in targets if not self.proves(target)]
            if len(waiting) < FEW:
                return
            self.add(self.solver.mixture({row: _way(step, at) for at, row in enumerate(waiting)}))

    def prove(self, target: Target) -> bool:
        """Look for proof; tell whether the target is safe."""
        if self.proves(target):
            return True
        reach = {}
        for sense in (1, -1):
            reach[sense], found = self.solver.extreme(target.row, sense)
            if self.add(found) and self.proves(target):
                return True
        if self._harmless(target.kind, reach[-1], reach[1]):
            return True
        if reach[1] - reach[-1] < target.room - NEAR:
            return False
        return any(self._prove_harder(target, sense) for sense in (1, -1))

    def _prove_harder(self, target: Target, sense: int) -> bool:
        """Insist on whole counts, and then on counts that a reader would believe."""
        if not self.add(self.solver.whole_extreme(target.row, sense)):
            return False
        if self.proves(target) or target.kind is not Kind.HIDDEN:
            return self.proves(target)
        return self._prove_believably(target, sense)

    def _harmless(self, kind: Kind, low: float, high: float) -> bool:
        """Tell whether a reader can only learn that it is nought, or not small, up or down."""
        if kind not in (Kind.DERIVED, Kind.CHANGE):
            return False
        nought = low > NEAR - 1 and high < 1 - NEAR
        not_small = max(low, -high) > self.policy.threshold - 1 + NEAR
        return not_small or (nought and (kind is Kind.CHANGE or not self.policy.hide_zeros))

    def _believable(self, target: Target) -> np.ndarray:
        """Pick the tables that a reader who knows the rule would believe.

        Something among the hidden figures that hang together must be small, or nothing there would
        have been hidden.
        """
        together = self.together.get(target.row, ())
        if target.kind is not Kind.HIDDEN or not self.policy.reader_knows_rule:
            return np.ones(len(self.values), dtype=bool)
        if not self.always.isdisjoint(together):
            return np.ones(len(self.values), dtype=bool)
        return np.asarray(self._small(self.values[:, list(together)]).any(axis=1))

    def _small(self, values: np.ndarray) -> np.ndarray:
        return (values >= self.policy.least_small) & (values < self.policy.threshold)

    def _prove_believably(self, target: Target, sense: int) -> bool:
        if self._believable(target)[-1]:
            return False
        last = self.values[-1]
        together = self.together.get(target.row, ())
        own_first = sense < 0  # pushed down, a figure is itself the small one most easily
        small_first = sorted(together, key=lambda r: (own_first and r != target.row, last[r]))
        for row in small_first[:TRIES]:
            before = int(self.solver.low[row]), int(self.solver.high[row])
            least = max(before[0], self.policy.least_small)
            self.solver.bound(row, least, self.policy.threshold - 1)
            found = self.solver.whole_extreme(target.row, sense)
            self.solver.bound(row, *before)
            if self.add(found) and self.proves(target):
                return True
        return False


def _way(step: int, place: int) -> int:
    """Say which way a row is pushed: first all up, then all down, then in turns."""
    if step < 2:
        return 1 - 2 * step
    return 1 if place // (step - 1) % 2 else -1


def hang_together(hidden: Iterable[int], families: Sequence[Sequence[int]]) -> dict[int, list[int]]:
    """Group hidden rows that depend on one another through some line of a table."""
    group = {row: row for row in hidden}

    def root(row: int) -> int:
        while group[row] != row:
            group[row] = group[group[row]]
            row = group[row]
        return row

    for family in families:
        inside = [row for row in family if row in group]
        for row in inside[1:]:
            group[root(row)] = root(inside[0])
    members: dict[int, list[int]] = {}
    for row in group:
        members.setdefault(root(row), []).append(row)
    return {row: members[root(row)] for row in group}
