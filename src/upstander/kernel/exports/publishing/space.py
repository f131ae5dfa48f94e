"""Brings the codes of several tables together: which smallest counts make up which cell.

Each dimension is cut into blocks: leaves that no table tells apart. A column is the unknown count
of one combination of blocks in one bag of tables; a cell is a sum of columns.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise, product
from math import prod

import numpy as np

from upstander.kernel.errors import Refused
from upstander.kernel.exports.publishing.bags import arrange
from upstander.kernel.exports.publishing.dimensions import TOTAL, Coordinate, Dimension, leaves_of

Leaves = frozenset[str]
Key = frozenset[tuple[str, Leaves]]
Grid = Sequence[Dimension]
ANY = frozenset({"*any"})  # everybody under an overlapping dimension, each of them once
REST = frozenset({"*rest"})  # whatever no table names
MOST_COLUMNS = 20_000


class Space:
    """The smallest counts of some tables of the same records."""

    def __init__(self, grids: Sequence[Grid]) -> None:
        """Cut every dimension into blocks, and arrange the tables into bags."""
        self.grids = grids
        self.parts = _all_parts(grids)
        by_name = {name: _named(grids, name) for name in self.parts}
        self.overlapping = {name for name, dims in by_name.items() if dims[0].overlapping}
        self.universe = {name: self._universe(name, dims) for name, dims in by_name.items()}
        self._cut(by_name)
        edges = [
            frozenset(
                (dimension.name, level)
                for dimension in grid
                for level in range(self.level[place, dimension.name] + 1)
            )
            for place, grid in enumerate(grids)
        ]
        self.bags, self.holder = arrange(edges)
        self.blocks = [self._finest_of(bag.attributes) for bag in self.bags]
        if any(len(self.overlapping & set(blocks)) > 1 for blocks in self.blocks):
            raise Refused(
                "Two dimensions in which one person may stand under several codes cannot be "
                "checked together. Publish a table for each of them."
            )
        self.offsets = np.cumsum([0, *(prod(map(len, b.values())) for b in self.blocks)]).tolist()
        if self.size > MOST_COLUMNS:
            raise Refused(
                "Together with what was published before, the table has too many combinations to "
                "be checked. Publish it with fewer dimensions or larger groups."
            )

    @property
    def size(self) -> int:
        """Count the columns."""
        return self.offsets[-1]

    # ---- cells -----------------------------------------------------------------------------------

    def key(self, place: int, coordinate: Coordinate) -> Key:
        """Name what a cell counts, whichever table it stands in."""
        return self._key(self._leaves_at(place, coordinate))

    def columns(self, place: int, coordinate: Coordinate) -> np.ndarray:
        """Give the columns that a table's cell is the sum of."""
        return self._select(self.holder[place], self._leaves_at(place, coordinate))

    def finest(self, place: int) -> Iterator[tuple[Key, np.ndarray]]:
        """Give the smallest cells that follow from tables of these dimensions, shown or not.

        A year less three quarters is the fourth; a merged area less one ward is the other.
        """
        names = [dimension.name for dimension in self.grids[place]]
        alike = [grid for grid in self.grids if {dim.name for dim in grid} >= set(names)]
        for combination in product(*(self._told_apart(place, name, alike) for name in names)):
            leaves = dict(zip(names, combination, strict=True))
            yield self._key(leaves), self._select(self.holder[place], leaves)

    def _told_apart(self, place: int, name: str, grids: Sequence[Grid]) -> list[Leaves]:
        """Join the blocks of a dimension that none of some tables tells apart."""
        sets = self._sets(name, _named(grids, name))
        joined: dict[tuple[bool, ...], Leaves] = {}
        for block in self.blocks[self.holder[place]][name]:
            signs = tuple(not block.isdisjoint(of) for of in sets)
            joined[signs] = joined.get(signs, frozenset()) | block
        return list(joined.values())

    def _leaves_at(self, place: int, coordinate: Coordinate) -> dict[str, Leaves]:
        pairs = zip(self.grids[place], coordinate, strict=True)
        return {dimension.name: self._leaves(dimension.name, code) for dimension, code in pairs}

    def _leaves(self, name: str, code: str) -> Leaves:
        return self._everybody(name) if code == TOTAL else leaves_of(code, self.parts[name])

    def _everybody(self, name: str) -> Leaves:
        return ANY if name in self.overlapping else self.universe[name]

    def _key(self, leaves: Mapping[str, Leaves]) -> Key:
        return frozenset((name, of) for name, of in leaves.items() if of != self._everybody(name))

    def _select(self, bag: int, leaves: Mapping[str, Leaves]) -> np.ndarray:
        chosen = np.zeros(1, dtype=np.int64)
        for name, blocks in self.blocks[bag].items():
            wanted = leaves.get(name, self._everybody(name))
            inside = [at for at, block in enumerate(blocks) if block <= wanted]
            chosen = (chosen[:, None] * len(blocks) + np.array(inside, dtype=np.int64)).ravel()
        return chosen + self.offsets[bag]

    # ---- what always holds -----------------------------------------------------------------------

    def agreements(self) -> Iterator[tuple[np.ndarray, np.ndarray]]:
        """Give pairs of columns whose sums are the same, since both count the same records."""
        for place, bag in enumerate(self.bags):
            if bag.parent is None:
                continue
            shared = self._finest_of(bag.attributes & self.bags[bag.parent].attributes)
            for combination in product(*shared.values()):
                leaves = dict(zip(shared, combination, strict=True))
                yield self._select(place, leaves), self._select(bag.parent, leaves)

    def overlaps(self) -> Iterator[tuple[np.ndarray, np.ndarray]]:
        """Give pairs of columns of which the first sum is never more than the second."""
        for place, blocks in enumerate(self.blocks):
            for name in self.overlapping & set(blocks):
                others = {other: of for other, of in blocks.items() if other != name}
                for combination in product(*others.values()):
                    leaves = dict(zip(others, combination, strict=True))
                    everybody = self._select(place, {**leaves, name: ANY})
                    codes = self.universe[name] - ANY
                    yield everybody, self._select(place, {**leaves, name: codes})
                    for code in sorted(codes):
                        yield self._select(place, {**leaves, name: frozenset({code})}), everybody

    # ---- blocks ----------------------------------------------------------------------------------

    def _universe(self, name: str, dims: Sequence[Dimension]) -> Leaves:
        parts = self.parts[name]
        title = dims[0].title
        if len({dimension.overlapping for dimension in dims}) > 1:
            raise Refused(f"“{title}” was published before with other rules for overlaps.")
        known = _union(leaves_of(code, parts) for dim in dims for code in (*dim.codes, *dim.parts))
        if dims[0].overlapping:
            return known | ANY
        wholes = {_union(leaves_of(code, parts) for code in dim.codes) for dim in dims if dim.whole}
        if len(wholes) > 1 or any(not known <= whole for whole in wholes):
            raise Refused(
                f"The codes of “{title}” are not the ones it was published with before. "
                "Say which code is made of which, or give the dimension another name."
            )
        everywhere = len(dims) == len(self.grids)
        return next(iter(wholes), known if everywhere else known | REST)

    def _cut(self, by_name: Mapping[str, Sequence[Dimension]]) -> None:
        self.levels: dict[str, list[tuple[Leaves, ...]]] = {}
        self.level: dict[tuple[int, str], int] = {}
        for name in by_name:
            cuts = {
                place: self._cut_of(name, [dimension])
                for place, grid in enumerate(self.grids)
                for dimension in grid
                if dimension.name == name
            }
            levels = sorted(set(cuts.values()), key=lambda cut: (len(cut), cut and _order(cut)))
            if not all(_refines(fine, coarse) for coarse, fine in pairwise(levels)):
                levels = [self._cut_of(name, by_name[name])]
                cuts = dict.fromkeys(cuts, levels[0])
            self.levels[name] = levels
            self.level |= {(place, name): levels.index(cut) for place, cut in cuts.items()}

    def _cut_of(self, name: str, dims: Sequence[Dimension]) -> tuple[Leaves, ...]:
        sets = self._sets(name, dims)
        blocks: dict[tuple[bool, ...], set[str]] = {}
        for leaf in sorted(self.universe[name]):
            blocks.setdefault(tuple(leaf in of for of in sets), set()).add(leaf)
        return tuple(sorted(map(frozenset, blocks.values()), key=sorted))

    def _sets(self, name: str, dims: Sequence[Dimension]) -> list[Leaves]:
        if name in self.overlapping:
            return [frozenset({leaf}) for leaf in sorted(self.universe[name])]
        codes = [code for dimension in dims for code in (*dimension.codes, *dimension.parts)]
        return [leaves_of(code, self.parts[name]) for code in dict.fromkeys(codes)]

    def _finest_of(self, attributes: frozenset) -> dict[str, tuple[Leaves, ...]]:
        finest: dict[str, int] = {}
        for name, level in attributes:
            finest[name] = max(level, finest.get(name, 0))
        return {name: self.levels[name][finest[name]] for name in sorted(finest)}


def _named(grids: Sequence[Grid], name: str) -> list[Dimension]:
    return [dimension for grid in grids for dimension in grid if dimension.name == name]


def _union(sets: Iterator[Leaves]) -> Leaves:
    return frozenset[str]().union(*sets)


def _order(cut: tuple[Leaves, ...]) -> list[list[str]]:
    return [sorted(block) for block in cut]


def _refines(fine: tuple[Leaves, ...], coarse: tuple[Leaves, ...]) -> bool:
    return all(any(block <= larger for larger in coarse) for block in fine)


def _all_parts(grids: Sequence[Grid]) -> dict[str, dict[str, tuple[str, ...]]]:
    """Gather what codes are made of; two tables that say different things are refused."""
    parts: dict[str, dict[str, tuple[str, ...]]] = {}
    for grid in grids:
        for dimension in grid:
            known = parts.setdefault(dimension.name, {})
            for code, made_of in dimension.parts.items():
                known.setdefault(code, made_of)
    for grid in grids:
        for dimension in grid:
            known = parts[dimension.name]
            for code, made_of in dimension.parts.items():
                if _union(leaves_of(part, known) for part in made_of) != leaves_of(code, known):
                    raise Refused(
                        f"“{code}” was published before as made of other parts. Say what those "
                        "are made of, down to the same finest codes."
                    )
    return parts
