"""A table of true counts, on its way to be published. It never says a count where it is shown."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import product
from typing import Any, Never

from upstander.kernel.errors import Refused
from upstander.kernel.exports.publishing.dimensions import (
    TOTAL,
    Coordinate,
    Dimension,
    coordinates,
    relations,
)
from upstander.kernel.figures import State

COUNTED = frozenset({State.VALUE, State.ZERO})


@dataclass(frozen=True, repr=False)
class Table:
    """Counts of one subject over some dimensions, with their margins.

    `code` names the table over its editions. `subject` names what is counted: all tables with the
    same subject are checked against one another, so it has to be one and the same set of records.
    `counts` holds each cell of the grid, but for those in `states` (not due, not received, blank).
    `ends_on` is the last day of the span that is counted. `populations` is by code, for policies
    that ask for a least number of people.
    """

    code: str
    subject: str
    dimensions: tuple[Dimension, ...]
    counts: Mapping[Coordinate, int]
    ends_on: date
    states: Mapping[Coordinate, State] = field(default_factory=dict)
    populations: Mapping[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Refuse a grid with holes, impossible counts, and margins that do not add up."""
        cells = set(coordinates(self.dimensions))
        if len({dimension.name for dimension in self.dimensions}) < len(self.dimensions):
            raise Refused("Two dimensions have the same name.")
        if set(self.counts) | set(self.states) != cells or set(self.counts) & set(self.states):
            raise Refused(
                "Each cell of the table needs either a count or a reason why it has none."
            )
        if COUNTED & set(self.states.values()) or State.SUPPRESSED in self.states.values():
            raise Refused("A cell without a count is not due, not received or blank.")
        if any(not isinstance(count, int) or count < 0 for count in self.counts.values()):
            raise Refused("Counts are whole numbers from nought.")
        self._check_sums()

    def _check_sums(self) -> None:
        for line in relations(self.dimensions):
            if line.parent is None or line.parent in self.states:
                continue
            whole = self.counts[line.parent]
            parts = [self.counts.get(part, 0) for part in line.parts]
            least = sum(parts) if line.adds_up else max(parts)
            most = sum(parts) if line.adds_up or line.overlapping else whole
            if not least <= whole <= most:
                raise Refused("The margins of the table do not add up.")

    def __repr__(self) -> str:
        """Name the table and its shape, never a count."""
        shape = " x ".join(str(len(dimension.shown)) for dimension in self.dimensions)
        return f"<Table {self.code}: {shape}>"

    def __reduce__(self) -> Never:
        """Refuse to be written anywhere: true counts stay where they are kept."""
        raise TypeError("a table of true counts is not stored; publish it")

    @property
    def grains(self) -> frozenset[str]:
        """Name how finely each dimension is broken down, for what policies forbid together."""
        return frozenset(dimension.grain or dimension.name for dimension in self.dimensions)

    @classmethod
    def from_rows(
        cls,
        dimensions: Sequence[Dimension],
        rows: Iterable[Mapping[str, Any]],
        *,
        states: Mapping[Coordinate, State] | None = None,
        **about: Any,
    ) -> "Table":
        """Count rows into cells and margins.

        A row names one code of each dimension, `count` of them (1 unless said); one with a single
        code need not be named, one that overlaps takes a list. `states` are by cell of the
        finest codes; a margin of which nothing came in has the state of its first part.
        """
        tally: Counter[Coordinate] = Counter()
        for row in rows:
            for cell in product(*(_counted_in(dimension, row) for dimension in dimensions)):
                tally[cell] += row.get("count", 1)
        missing = _missing(dimensions, states or {}, tally)
        counts = {cell: tally[cell] for cell in coordinates(dimensions) if cell not in missing}
        return cls(dimensions=tuple(dimensions), counts=counts, states=missing, **about)


def _counted_in(dimension: Dimension, row: Mapping[str, Any]) -> Iterator[str]:
    only = next(iter(dimension.codes)) if len(dimension.codes) == 1 else None
    named = row.get(dimension.name, only)
    codes = {named} if isinstance(named, str) else set(named or ())
    if not dimension.overlapping and len(codes) != 1:
        raise Refused(f"A row has to name one code of “{dimension.title}”.")
    wanted = frozenset().union(*map(dimension.leaves, codes))
    if not wanted or not wanted <= dimension.leaves(TOTAL):
        raise Refused(f"A row names something that is no part of “{dimension.title}”.")
    for code in dimension.shown:
        if code == TOTAL or not dimension.leaves(code).isdisjoint(wanted):
            yield code


def _missing(
    dimensions: Sequence[Dimension], states: Mapping[Coordinate, State], tally: Counter[Coordinate]
) -> dict[Coordinate, State]:
    found = dict(states)
    if any(tally[cell] for cell in states):
        raise Refused("A cell that has no count was given rows.")
    while True:
        more = {
            line.parent: found[line.parts[0]]
            for line in relations(dimensions)
            if line.parent and line.parent not in found and all(p in found for p in line.parts)
        }
        if not more:
            return found
        found |= more
