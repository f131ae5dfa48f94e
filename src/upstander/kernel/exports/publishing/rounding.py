"""Rounds what is shown to multiples of a base, so that rounded figures still add up.

It sees only what is shown, so it can tell no more than that does. Each figure goes to the multiple
just below or above it, and margins go with their parts (controlled rounding; Cox 1987).
"""

from collections.abc import Mapping, Sequence

import highspy
import numpy as np

from upstander.kernel.errors import Refused
from upstander.kernel.exports.publishing.dimensions import (
    Coordinate,
    Dimension,
    Relation,
    coordinates,
    relations,
)
from upstander.kernel.exports.publishing.solver import program, quiet_model

FAR = 1e6


def rounded(
    counts: Mapping[Coordinate, int], dimensions: Sequence[Dimension], base: int
) -> dict[Coordinate, int]:
    """Give each shown count as a multiple of the base, as near as adding up allows."""
    cells = {cell: place for place, cell in enumerate(coordinates(dimensions))}
    model = quiet_model()
    model.passModel(_program(cells, counts, list(relations(dimensions)), base))
    shown = np.array([cells[cell] for cell in counts], dtype=np.int32)
    whole = np.full(len(shown), highspy.HighsVarType.kInteger)
    model.changeColsIntegrality(len(shown), shown, whole)
    model.run()
    if model.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        raise Refused(
            f"The figures cannot be rounded to {base} so that they still add up. "
            "Choose another base, or none."
        )
    found = model.getSolution().col_value
    return {cell: base * round(found[cells[cell]]) for cell in counts}


def _program(
    cells: Mapping[Coordinate, int],
    counts: Mapping[Coordinate, int],
    lines: Sequence[Relation],
    base: int,
) -> highspy.HighsLp:
    rows = [row for line in lines if line.parent for row in _rows(line, cells)]
    starts = np.concatenate([[0], np.cumsum([len(places) for places, *_ in rows])])
    indices = np.concatenate([np.array(places) for places, *_ in rows] or [np.empty(0)])
    values = np.concatenate([np.array(signs) for _, signs, *_ in rows] or [np.empty(0)])
    low = np.array([low for *_, low, _ in rows], dtype=float)
    high = np.array([high for *_, high in rows], dtype=float)
    made = program(len(cells), low, high, (starts, indices, values), np.full(len(cells), FAR))
    least, most, cost = np.zeros(len(cells)), np.full(len(cells), FAR), np.zeros(len(cells))
    for cell, count in counts.items():
        below, over = divmod(count, base)
        # never down to nought, which would say that nobody was counted
        least[cells[cell]] = max(below, 1) if count else 0
        most[cells[cell]] = below + (over > 0)
        cost[cells[cell]] = base - 2 * over
    made.col_lower_, made.col_upper_, made.col_cost_ = least, most, cost
    return made


def _rows(
    line: Relation, cells: Mapping[Coordinate, int]
) -> list[tuple[list[int], list[float], float, float]]:
    """Write that a margin is the sum of its parts, or at least no less than each of them."""
    parent, parts = cells[line.parent or ()], [cells[part] for part in line.parts]
    sums = [parent, *parts], [1.0, *[-1.0] * len(parts)]
    if line.adds_up:
        return [(*sums, 0.0, 0.0)]
    covers = [([parent, part], [1.0, -1.0], 0.0, FAR) for part in parts]
    return [*covers, *([(*sums, -FAR, 0.0)] if line.overlapping else [])]
