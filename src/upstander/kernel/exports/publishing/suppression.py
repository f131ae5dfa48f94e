"""Decides what is not shown: what is small, and what would let that be worked out."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from upstander.kernel.exports.publishing.companions import Candidate, Companions
from upstander.kernel.exports.publishing.policy import Policy
from upstander.kernel.exports.publishing.proofs import Kind, Proofs, Target, hang_together
from upstander.kernel.exports.publishing.solver import Solver

MOST_SEARCHES = 2_000  # after so many, nothing more is shown again: a few seconds' work


@dataclass(frozen=True)
class Question:
    """All that the decision is made of.

    `candidates` are the cells that may be shown or not; `primary` those that may not. `hidden` are
    rows that earlier tables do not show. `families` are the rows of each line of a table, `reasons`
    what else a hidden row may be hidden for: counts that could follow, and changes.
    """

    policy: Policy
    candidates: Mapping[int, Candidate]
    primary: Sequence[int]
    hidden: Sequence[int]
    derived: Sequence[int]
    changes: Sequence[int]
    families: Sequence[Sequence[int]]
    reasons: Callable[[int], Sequence[int]]
    always: frozenset[int]


def settled(solver: Solver, policy: Policy, rows: Iterable[int], truth: np.ndarray) -> set[int]:
    """Find the rows of which readers know too much already for hiding them to be of use."""
    proofs = Proofs(solver, policy)
    proofs.add(truth)
    targets = [Target(row, policy.room, Kind.BEFORE) for row in rows]
    proofs.sweep(targets)
    return {target.row for target in targets if not proofs.prove(target)}


class Suppression:
    """Hides what has to be hidden, one figure after another, until every proof is there."""

    def __init__(self, solver: Solver, question: Question, truth: np.ndarray) -> None:
        """Begin with everything shown that may be; `truth` is one table that fits."""
        self.solver, self.question, self.policy = solver, question, question.policy
        self.hidden = set(question.primary)
        self.proofs = Proofs(solver, self.policy, question.always)
        self.proofs.add(truth)
        self.companions: Companions | None = None
        self.because: dict[int, int] = {}
        self.targets = [
            *(self._target(row) for row in question.primary),
            *(self._target(row, Kind.BEFORE) for row in question.hidden),
            *(self._target(row, Kind.CHANGE) for row in question.changes),
            *(self._target(row, Kind.DERIVED) for row in question.derived),
        ]
        self._regroup()

    def decide(self) -> set[int] | None:
        """Give the rows that are not shown; None where not even hiding everything is enough."""
        self.proofs.sweep(self.targets)
        for target in self.targets:  # grows while it is read
            while not self.proofs.prove(target):
                if not self._hide_more(target):
                    return None
        self._show_again()
        return self.hidden

    def _target(self, row: int, kind: Kind = Kind.HIDDEN) -> Target:
        room = self.policy.room
        return Target(row, min(room, self.policy.threshold) if kind is Kind.DERIVED else room, kind)

    def _regroup(self) -> None:
        rows = self.hidden.union(self.question.hidden)
        groups = hang_together(sorted(rows), self.question.families)
        why = {id(group): self._with_reasons(group) for group in groups.values()}
        self.proofs.together = {row: why[id(group)] for row, group in groups.items()}

    def _with_reasons(self, group: Sequence[int]) -> list[int]:
        return list(
            dict.fromkeys([*group, *(r for row in group for r in self.question.reasons(row))])
        )

    # ---- hiding ----------------------------------------------------------------------------------

    def _hide_more(self, target: Target) -> bool:
        if self.companions is None:
            self.companions = Companions(self.solver, self._left())
        for room in (target.room, target.room + 2, 2 * target.room + 2):
            found = self.companions.find(target.row, room)
            if found is None:
                break
            more = [row for row in found[0] if row not in self.hidden]
            if more:
                self._hide(more, target)
                self._learn(found[1])
                return True
        nearest = self._nearest(target)
        self._hide(nearest, target)
        return bool(nearest)

    def _left(self) -> dict[int, Candidate]:
        candidates = self.question.candidates
        return {row: of for row, of in candidates.items() if row not in self.hidden}

    def _hide(self, rows: Iterable[int], target: Target) -> None:
        for row in rows:
            self.hidden.add(row)
            self.because[row] = target.row
            self.solver.bound(row, self.question.candidates[row].least, self.solver.ceiling)
            if self.companions:
                self.companions.free(row)
            self.targets.append(self._target(row))
        self._regroup()

    def _learn(self, tables: Iterable[np.ndarray]) -> None:
        for table in tables:
            self.proofs.add(self.solver.checked(table))

    def _nearest(self, target: Target) -> list[int]:
        """Pick the cheapest figure on a line with the target's own, else the cheapest of all."""
        group = set(self.proofs.together.get(target.row, (target.row,)))
        near = {row for family in self.question.families if group & set(family) for row in family}
        left = self._left()
        pool = near & set(left) or set(left)
        return sorted(pool, key=lambda row: (left[row].cost, row))[:1]

    # ---- showing what need not be hidden after all -----------------------------------------------

    def _show_again(self) -> None:
        costly_first = sorted(
            self.because, key=lambda row: (-self.question.candidates[row].cost, row)
        )
        for row in costly_first:
            if self.solver.searches > MOST_SEARCHES:
                return  # what is left stays hidden: safe, if more than need be
            self._try_to_show(row)

    def _try_to_show(self, row: int) -> None:
        before, targets, together = self.proofs.values, self.targets, self.proofs.together
        candidate = self.question.candidates[row]
        self.hidden.remove(row)
        self.targets = [target for target in targets if target.row != row]
        self.solver.bound(row, candidate.value, candidate.value)
        self.proofs.keep(row, candidate.value)
        self._regroup()
        if all(self.proofs.prove(target) for target in self._doubtful_first(row, together[row])):
            return
        self.hidden.add(row)
        self.solver.bound(row, candidate.least, self.solver.ceiling)
        self.proofs.values = np.unique(np.vstack([before, self.proofs.values]), axis=0)
        self.targets, self.proofs.together = targets, together

    def _doubtful_first(self, row: int, together: Iterable[int]) -> list[Target]:
        """Put first what the row was hidden for, then what hangs together with it."""
        near = set(together)
        return sorted(self.targets, key=lambda t: (t.row != self.because[row], t.row not in near))
