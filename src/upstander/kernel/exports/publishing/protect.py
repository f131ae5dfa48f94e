"""From a table of true counts to what may be shown, given all that was published before."""

import hmac
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, cached_property
from itertools import pairwise
from math import log2

import numpy as np

from upstander.kernel.errors import Refused
from upstander.kernel.exports.publishing.companions import Candidate
from upstander.kernel.exports.publishing.dimensions import Coordinate, coordinates, relations
from upstander.kernel.exports.publishing.earlier import (
    HeldBack,
    bounds_of,
    counted,
    direction,
    level_of,
    linked,
    shown,
    vintages,
)
from upstander.kernel.exports.publishing.policy import Policy
from upstander.kernel.exports.publishing.published import HIDDEN, Figure, Published
from upstander.kernel.exports.publishing.rounding import rounded
from upstander.kernel.exports.publishing.solver import Solver
from upstander.kernel.exports.publishing.space import Key, Leaves, Space
from upstander.kernel.exports.publishing.suppression import Question, Suppression, settled
from upstander.kernel.exports.publishing.system import System
from upstander.kernel.exports.publishing.table import Table
from upstander.kernel.figures import State

SPREAD = 8.0  # how far chance may make one companion dearer than its like
MARGIN_COSTS = 8.0  # how much dearer it is to lose a margin than a cell inside

ALONE = (
    "Nothing in this table can be shown without telling of single people. "
    "Publish it for a longer time, a larger area, or with fewer groups."
)
TOGETHER = (
    "Together with what was published before, this table would let a figure that is not shown be "
    "worked out. Publish it with fewer or larger groups."
)


class NothingSafe(Refused):
    """No figure of the table could be shown without telling of single people."""


class Case:
    """One table that is to be published, together with all that readers know already."""

    def __init__(
        self, table: Table, policy: Policy, earlier: Sequence[Published], secret: bytes
    ) -> None:
        """Bring the tables together and work out which of them still hold."""
        self.table, self.policy, self.secret = table, policy, secret
        before = linked(table.dimensions, earlier)
        highest = max(
            [*table.counts.values(), *(f.value or 0 for of in before for f in of.figures.values())],
            default=0,
        )
        self.ceiling = 4 * highest + 20 * policy.room + 100
        self.groups = vintages(table, before, self.ceiling)
        self.now = len(self.groups) - 1
        self.tables = [(of, at) for at, group in enumerate(self.groups) for of in group]
        self.space = Space([table.dimensions, *(of.dimensions for of, _ in self.tables)])
        self.system = System(self.space, self._directions(), self.ceiling)
        self.rows = {cell: self.system.cell(0, cell, self.now) for cell in self._cells}

    @cached_property
    def _cells(self) -> list[Coordinate]:
        return [*self.table.counts, *self.table.states]

    def _directions(self) -> list[int]:
        exact: list[dict[Key, int]] = [{} for _ in self.groups]
        for place, (of, at) in enumerate(self.tables, start=1):
            exact[at] |= shown(place, of, self.space)
        exact[self.now] |= counted(0, self.table, self.space)
        steps = zip(pairwise(exact), pairwise(self.groups), strict=True)
        return [direction(*figures, *tables) for figures, tables in steps]

    # ---- what is to be guarded -------------------------------------------------------------------

    @cached_property
    def known(self) -> dict[int, tuple[int, int]]:
        """Give what readers know of each row already; of most only that it counts people."""
        known: dict[int, tuple[int, int]] = {}
        for place, (of, at) in enumerate(self.tables, start=1):
            for cell, figure in of.figures.items():
                row = self.system.cell(place, cell, at)
                low, high = bounds_of(figure, of.policy, self.ceiling)
                least, most = known.get(row, (0, self.ceiling))
                known[row] = max(low, least), min(high, most)
        return known | {self.rows[cell]: (0, 0) for cell in [*self.table.states, *self._noughts]}

    @cached_property
    def _noughts(self) -> list[Coordinate]:
        """List the cells of nought, where nought is always shown: readers count on that."""
        counts = self.table.counts if self.policy.shows_nought else {}
        return [cell for cell, count in counts.items() if not count]

    @cached_property
    def hidden_before(self) -> list[int]:
        """List the rows that an earlier table hides and no other shows."""
        rows = {
            self.system.cell(place, cell, at)
            for place, (of, at) in enumerate(self.tables, start=1)
            for cell, figure in of.figures.items()
            if figure.state is State.SUPPRESSED
        }
        return sorted(row for row in rows if self.known[row][0] < self.known[row][1])

    def primary(self) -> Iterator[int]:
        """Find the cells that may not be shown: small, sparse, hidden before, or hardly changed."""
        before = set(self.hidden_before)
        for cell, count in self.table.counts.items():
            row = self.rows[cell]
            small = self._too_small(cell, count)
            if not self._public(row) and (small or row in before or self._hardly_changed(cell)):
                yield row

    def _too_small(self, cell: Coordinate, count: int) -> bool:
        return self.policy.is_small(count) or self._sparse(cell)

    def _public(self, row: int) -> bool:
        low, high = self.known.get(row, (0, self.ceiling))
        return low == high

    def _sparse(self, cell: Coordinate) -> bool:
        populations = (self.table.populations.get(code) for code in cell)
        return any(
            people is not None and people < self.policy.minimum_population for people in populations
        )

    def _hardly_changed(self, cell: Coordinate) -> bool:
        key, count = self.space.key(0, cell), self.table.counts[cell]
        return any(0 < abs(count - value) < self.policy.threshold for value in self._once(key))

    def _once(self, key: Key) -> Iterator[int]:
        for exact in self._superseded:
            if key in exact:
                yield exact[key]

    @cached_property
    def _superseded(self) -> list[dict[Key, int]]:
        return [
            shown(place, of, self.space)
            for place, (of, at) in enumerate(self.tables, start=1)
            if at != self.now
        ]

    @cached_property
    def derived(self) -> list[int]:
        """List smallest counts that no table shows, but that could follow from those that do."""
        named, found = {*self.rows.values(), *self.known}, set()
        for place, at in enumerate([self.now, *(at for _, at in self.tables)]):
            found |= {self.system.row(*of, 0, at) for of in self.space.finest(place)}
        return sorted(found - named)

    @cached_property
    def changes(self) -> list[int]:
        """List by how much each smallest count was put right since each earlier vintage."""
        return sorted(
            self.system.row(*of, since + 1, self.now)
            for since in range(self.now)
            for of in self.space.finest(0)
        )

    @cached_property
    def families(self) -> list[list[int]]:
        """List the rows of every line of every table, for telling what hangs together."""
        grids = [
            (self.table.dimensions, self.now),
            *((of.dimensions, at) for of, at in self.tables),
        ]
        return [
            [self.system.cell(place, cell, at) for cell in line.cells]
            for place, (dimensions, at) in enumerate(grids)
            for line in relations(dimensions)
        ]

    def candidates(self) -> dict[int, Candidate]:
        """Give the cells that may be shown or hidden; what is public already stays as it is."""
        return {
            row: Candidate(count, self._cost(cell, count), self.least(count))
            for cell, count in self.table.counts.items()
            if not self._public(row := self.rows[cell])
        }

    def least(self, count: int) -> int:
        """Give the least that some reader may know of a hidden cell.

        Where nought is shown, nothing hidden is nought; and who is counted knows of one.
        """
        return int(count > 0 and (self.policy.insider or self.policy.shows_nought))

    def _cost(self, cell: Coordinate, count: int) -> float:
        # a reader who could work out which companions we prefer would learn from those we took
        told = "/".join([self.table.subject, *cell]).encode()
        chance = int.from_bytes(hmac.digest(self.secret, told, "sha256")[:4], "big") / 2**32
        margin = MARGIN_COSTS ** level_of(cell, self.table.dimensions)
        return (1 + log2(1 + count)) * margin * SPREAD**chance

    @property
    def replaced(self) -> tuple[str, ...]:
        """Name the earlier tables that are no longer true."""
        return tuple(of.name for of, at in self.tables if at != self.now)

    # ---- the decision ----------------------------------------------------------------------------

    def decide(self) -> set[Coordinate]:
        """Name the cells that are not shown."""
        candidates, primary = self.candidates(), set(self.primary())
        _ = (
            self.derived,
            self.changes,
            self.families,
        )  # every row is named before the solver is made
        solver = Solver(self.system)
        self._tell(solver, {row: (of.value, of.value) for row, of in candidates.items()})
        truth = solver.fitting()
        if truth is None:
            raise HeldBack(
                "The figures do not fit what was published before, and no later edition could show "
                "them without telling of single records. What was published stands."
            )
        useful = self._open(solver, candidates, truth)
        shown = {row: (of.value, of.value) for row, of in candidates.items()}
        gone = {row: (candidates[row].least, self.ceiling) for row in primary}
        self._tell(solver, shown | gone)
        hidden = None
        if primary <= useful.keys():
            hidden = Suppression(solver, self._question(useful, primary), truth).decide()
        if hidden is None:
            raise NothingSafe(TOGETHER if self.tables else ALONE)
        return {
            cell for cell in self.table.counts if self.rows[cell] in hidden
        } | self._told_before()

    def _told_before(self) -> set[Coordinate]:
        """Find small counts that an earlier, looser table gave away: they are not said again."""
        return {
            cell
            for cell, count in self.table.counts.items()
            if self._public(self.rows[cell]) and count and self._too_small(cell, count)
        }

    def _open(
        self, solver: Solver, candidates: dict[int, Candidate], truth: np.ndarray
    ) -> dict[int, Candidate]:
        """Leave out what follows from earlier tables: hiding that would only pretend."""
        if not self.tables:
            return candidates
        self._tell(solver, dict.fromkeys(candidates, (0, self.ceiling)))
        useless = settled(solver, self.policy, candidates, truth)
        return {row: of for row, of in candidates.items() if row not in useless}

    def _question(self, useful: dict[int, Candidate], primary: set[int]) -> Question:
        return Question(
            policy=self.policy,
            candidates=useful,
            primary=sorted(primary),
            hidden=self.hidden_before,
            derived=self.derived,
            changes=self.changes,
            families=self.families,
            reasons=self._reasons([*self.derived, *self.changes]),
            always=frozenset(self.rows[cell] for cell in self.table.counts if self._sparse(cell)),
        )

    def _reasons(self, rows: Sequence[int]) -> Callable[[int], list[int]]:
        """Find the counts for whose sake a hidden row may be hidden: some of the same records."""
        keys = {row: dict(key) for (key, *_), row in self.system.named.items()}

        @cache
        def reasons(row: int) -> list[int]:
            return [other for other in rows if _meet(keys[row], keys[other])]

        return reasons

    def _tell(self, solver: Solver, bounds: dict[int, tuple[int, int]]) -> None:
        for row, (low, high) in {**self.known, **bounds}.items():
            solver.bound(row, low, high)


def protect(
    table: Table,
    policy: Policy,
    *,
    title: str,
    edition: str,
    source: str = "",
    earlier: Sequence[Published] = (),
    secret: bytes = b"",
) -> Published:
    """Decide what a table shows. It writes nothing; `changes.publish` does.

    `earlier` is everything ever published of the subject, the oldest first, withdrawn or not.
    `secret` decides between companions that would do equally well.
    Raises NothingSafe or HeldBack, both Refused, where there is no safe way.
    """
    _check(table, policy, earlier)
    hidden: set[Coordinate] = set()
    replaced: tuple[str, ...] = ()
    way = 0
    if policy.threshold:
        case = Case(table, policy, earlier, secret)
        hidden, replaced = case.decide(), case.replaced
        way = case.system.directions[-1] if replaced else 0
    if len(hidden) == len(table.counts):
        raise NothingSafe(ALONE)
    figures = {cell: Figure(state) for cell, state in table.states.items()}
    figures |= dict.fromkeys(hidden, HIDDEN)
    visible = {cell: count for cell, count in table.counts.items() if cell not in hidden}
    if policy.rounding:
        visible = rounded(visible, table.dimensions, policy.rounding)
    figures |= {cell: Figure.counted(count) for cell, count in visible.items()}
    figures = {cell: figures[cell] for cell in coordinates(table.dimensions)}
    return Published(
        code=table.code,
        subject=table.subject,
        title=title,
        edition=edition,
        source=source,
        dimensions=table.dimensions,
        figures=figures,
        policy=policy,
        replaced=replaced,
        direction=way,
    )


def _meet(one: Mapping[str, Leaves], other: Mapping[str, Leaves]) -> bool:
    return all(not one[name].isdisjoint(other[name]) for name in one.keys() & other.keys())


def _check(table: Table, policy: Policy, earlier: Sequence[Published]) -> None:
    for together in policy.never_together:
        if together <= table.grains:
            names = ", ".join(sorted(together))
            raise Refused(f"These may never be published together: {names}. Leave one of them out.")
    if any(not policy.as_strict_as(of.policy) for of in earlier):
        raise Refused(
            "Figures of this subject were published under a stricter policy. What was hidden then "
            "cannot be shown now: use that policy, or a stricter one."
        )
