"""What was published before of the same records: which tables matter, and which still hold."""

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from upstander.kernel.errors import Refused
from upstander.kernel.exports.publishing.dimensions import TOTAL, Coordinate, Dimension, leaves_of
from upstander.kernel.exports.publishing.policy import Policy
from upstander.kernel.exports.publishing.published import Figure, Published
from upstander.kernel.exports.publishing.solver import Solver
from upstander.kernel.exports.publishing.space import Key, Space
from upstander.kernel.exports.publishing.system import System
from upstander.kernel.exports.publishing.table import COUNTED, Table
from upstander.kernel.figures import State

Bounds = tuple[int, int]


class HeldBack(Refused):
    """Figures that were published before would change in a way that tells of single people."""


def linked(dimensions: Sequence[Dimension], earlier: Iterable[Published]) -> list[Published]:
    """Pick the tables that count some of the same records, or some of those that these count."""
    waiting, found, grids = list(earlier), set[str](), [dimensions]
    parts: dict[str, dict[str, tuple[str, ...]]] = {}
    for dimension in [*(dim for of in waiting for dim in of.dimensions), *dimensions]:
        parts.setdefault(dimension.name, {}).update(dimension.parts)
    while near := [of for of in waiting if any(_meet(of.dimensions, g, parts) for g in grids)]:
        found |= {of.name for of in near}
        waiting = [of for of in waiting if of.name not in found]
        grids = [of.dimensions for of in near]
    return [of for of in earlier if of.name in found]


def _meet(
    one: Sequence[Dimension],
    other: Sequence[Dimension],
    parts: Mapping[str, Mapping[str, tuple[str, ...]]],
) -> bool:
    """Tell whether no dimension that both have keeps two tables apart."""
    theirs = {dimension.name: dimension for dimension in other}
    shared = [(dim, theirs[dim.name]) for dim in one if dim.name in theirs]
    return all(
        not _leaves(a, parts[a.name]).isdisjoint(_leaves(b, parts[b.name])) for a, b in shared
    )


def _leaves(dimension: Dimension, parts: Mapping[str, tuple[str, ...]]) -> frozenset[str]:
    return frozenset[str]().union(*(leaves_of(code, parts) for code in dimension.codes))


def bounds_of(figure: Figure, policy: Policy, ceiling: int) -> Bounds:
    """Give what a reader knows of a cell from what is published."""
    if figure.state is State.SUPPRESSED:
        return int(policy.shows_nought), ceiling
    if not figure.value:
        return 0, 0  # nought is never rounded to; and what did not come in is in no margin
    away = max(policy.rounding - 1, 0)
    return max(figure.value - away, 0), figure.value + away


def vintages(table: Table, earlier: Sequence[Published], ceiling: int) -> list[list[Published]]:
    """Sort earlier tables by whether they still hold, the oldest group first.

    The last group fits the counts as they are now. Before it stand those that were put right since,
    group by group, each of which fits within itself.
    """
    groups: list[list[Published]] = []
    waiting = list(reversed(earlier))
    known: Table | None = table
    while waiting or known:
        holds = _fitting(known, waiting, ceiling)
        groups.insert(0, [of for of in earlier if of in holds])
        waiting = [of for of in waiting if of not in holds]
        known = None
    return groups


def _fitting(known: Table | None, waiting: Sequence[Published], ceiling: int) -> list[Published]:
    """Take table after table, the latest first, as long as all of them can be true at once."""
    if not waiting:
        return []
    first = [known.dimensions] if known else []
    system = System(Space([*first, *(of.dimensions for of in waiting)]), (), ceiling)
    rows = [
        [
            (system.cell(place, cell, 0), bounds_of(figure, of.policy, ceiling))
            for cell, figure in of.figures.items()
        ]
        for place, of in enumerate(waiting, start=len(first))
    ]
    truth = _true_rows(system, known) if known else []
    solver = Solver(system)
    for row, (low, high) in truth:
        solver.bound(row, low, high)
    replaced = {name for of in waiting for name in of.replaced}
    places = [place for place, of in enumerate(waiting) if of.name not in replaced]
    if not _join(solver, [row for place in places for row in rows[place]]):
        places = [place for place in places if _join(solver, rows[place])]
    return [waiting[place] for place in places]


def _true_rows(system: System, known: Table) -> list[tuple[int, Bounds]]:
    counts = [(cell, (count, count)) for cell, count in known.counts.items()]
    none = [(cell, (0, 0)) for cell in known.states]
    return [(system.cell(0, cell, 0), bounds) for cell, bounds in (*counts, *none)]


def _join(solver: Solver, rows: Sequence[tuple[int, Bounds]]) -> bool:
    """Add what tables say to what is known, if all of it can be true; tell whether it can."""
    before = {row: (int(solver.low[row]), int(solver.high[row])) for row, _ in rows}
    both = dict(before)
    for row, (low, high) in rows:
        both[row] = max(low, both[row][0]), min(high, both[row][1])
    if all(low <= high for low, high in both.values()):
        for row, bounds in both.items():
            solver.bound(row, *bounds)
        if solver.is_possible():
            return True
        for row, bounds in before.items():
            solver.bound(row, *bounds)
    return False


def direction(
    older: Mapping[Key, int],
    newer: Mapping[Key, int],
    before: Sequence[Published],
    after: Sequence[Published],
) -> int:
    """Tell whether figures rose (1) or fell (-1) between two vintages.

    Figures that both show tell it, or else what was found when the first of them was replaced.
    Raises HeldBack where they went both ways, or nothing tells: a reader might guess either.
    """
    steps = {int(np.sign(newer[key] - value)) for key, value in older.items() if key in newer} - {0}
    if not steps:
        gone = {of.name for of in before}
        steps = {of.direction for of in after if not gone.isdisjoint(of.replaced)}
    if len(steps) != 1:
        raise HeldBack(
            "Figures that were published before would change, and not all of them in one way that "
            "readers could see. That may tell of single records, so they stay as they were "
            "published."
        )
    return steps.pop()


def shown(place: int, of: Published, space: Space) -> dict[Key, int]:
    """List the counts that a table shows exactly, by what they count."""
    if of.policy.rounding:
        return {}
    return {
        space.key(place, cell): figure.value
        for cell, figure in of.figures.items()
        if figure.state in COUNTED and figure.value is not None
    }


def counted(place: int, table: Table, space: Space) -> dict[Key, int]:
    """List the true counts of a table by what they count."""
    return {space.key(place, cell): count for cell, count in table.counts.items()}


def level_of(cell: Coordinate, dimensions: Sequence[Dimension]) -> int:
    """Count in how many dimensions a cell is a total or made of others that are shown."""
    pairs = zip(dimensions, cell, strict=True)
    return sum(len(dim.shown) > 1 and (code == TOTAL or code in dim.parts) for dim, code in pairs)
