"""What a reader may know, as rows of sums with bounds over unknown whole counts.

Figures that were put right later stand in a vintage of their own: its counts are those of the one
before plus (or less) unknown changes. So both editions, and what changed, are one system.
"""

from collections.abc import Sequence

import numpy as np

from upstander.kernel.exports.publishing.dimensions import Coordinate
from upstander.kernel.exports.publishing.space import Key, Space

RowKey = tuple[Key, int, int]


class System:
    """Rows of sums over the smallest counts; each cell is one row, named by what it counts."""

    def __init__(self, space: Space, directions: Sequence[int], ceiling: int) -> None:
        """Write down what always holds, for the first counts and for each change since.

        `directions` says of each later vintage whether it raised counts (1) or lowered them (-1).
        """
        self.space, self.directions, self.ceiling = space, tuple(directions), ceiling
        self.columns = space.size * (len(directions) + 1)
        self.indices: list[np.ndarray] = []
        self.signs: list[np.ndarray] = []
        self.low: list[int] = []
        self.high: list[int] = []
        self.named: dict[RowKey, int] = {}
        for block in range(len(directions) + 1):
            shift = block * space.size
            for these, those in space.agreements():
                self._add_difference(these + shift, those + shift, 0)
            for less, more in space.overlaps():
                self._add_difference(less + shift, more + shift, -ceiling)
            if block and directions[block - 1] < 0:
                self._never_below_nought(block)
        self.fixed_rows = len(self.low)

    def cell(self, place: int, coordinate: Coordinate, vintage: int) -> int:
        """Give the row of a table's cell in a vintage."""
        key = self.space.key(place, coordinate)
        return self.row(key, self.space.columns(place, coordinate), 0, vintage)

    def row(self, key: Key, columns: np.ndarray, first: int, last: int) -> int:
        """Give the row of a cell: of what it counts (`first` is 0), or of its change between."""
        name = (key, first, last)
        if name not in self.named:
            blocks = range(first, last + 1)
            signs = [1 if block == 0 else self.directions[block - 1] for block in blocks]
            self.named[name] = self._add(
                np.concatenate([columns + block * self.space.size for block in blocks]),
                np.repeat(np.array(signs, dtype=np.int64), len(columns)),
                -self.ceiling if first else 0,
                self.ceiling,
            )
        return self.named[name]

    def _never_below_nought(self, vintage: int) -> None:
        for column in range(self.space.size):
            key = frozenset({("*column", frozenset({str(column)}))})
            self.row(key, np.array([column]), 0, vintage)

    def _add_difference(self, less: np.ndarray, more: np.ndarray, low: int) -> None:
        signs = np.concatenate([np.ones(len(less)), -np.ones(len(more))]).astype(np.int64)
        self._add(np.concatenate([less, more]), signs, low, 0)

    def _add(self, indices: np.ndarray, signs: np.ndarray, low: int, high: int) -> int:
        self.indices.append(indices)
        self.signs.append(signs)
        self.low.append(low)
        self.high.append(high)
        return len(self.low) - 1
