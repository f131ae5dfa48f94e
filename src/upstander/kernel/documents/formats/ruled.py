"""Tables as their rules draw them: cells, and which of them are merged."""

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from upstander.kernel.documents.formats.page_capture import THIN, Box, Page

NEAR = 2.5  # rules that lie closer together are one
SMALLEST = 5.0  # nothing narrower than this is a cell


@dataclass
class Lattice:
    """A table on a page: where its rules lie, and to which cell each field of it belongs."""

    across: list[float]
    down: list[float]
    cells: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)

    @property
    def top(self) -> float:
        """Give where the table begins."""
        return self.down[0]

    @property
    def bottom(self) -> float:
        """Give where the table ends."""
        return self.down[-1]

    @property
    def divided(self) -> bool:
        """Tell whether most rows have several cells: bands of colour alone are no table."""
        cells = Counter(row for row, _ in set(self.cells.values()))
        several = sum(count > 1 for count in cells.values())
        return len(self.cells) > 3 and several >= 0.6 * len(cells)

    def cell_at(self, x: float, y: float) -> tuple[int, int] | None:
        """Find the cell at a point: its first row and column; None outside."""
        row, column = bisect_right(self.down, y) - 1, bisect_right(self.across, x) - 1
        return self.cells.get((row, column))

    def spans(self) -> dict[tuple[int, int], tuple[int, int]]:
        """Give for each cell how many rows and columns it takes."""
        last: dict[tuple[int, int], tuple[int, int]] = {}
        for (row, column), first in self.cells.items():
            below, right = last.get(first, first)
            last[first] = (max(below, row), max(right, column))
        return {
            first: (below - first[0] + 1, right - first[1] + 1)
            for first, (below, right) in last.items()
        }


@dataclass(frozen=True)
class _Stretch:
    """A rule: where it lies, and from where to where it reaches."""

    at: float
    start: float
    end: float


def lattices(page: Page) -> list[Lattice]:
    """Find the tables of a page by its rules, or by its filled areas where it has none."""
    found = _from_rules(page.rules)
    if found or not page.areas:
        return found
    edges = [edge for area in page.areas if area.colour for edge in _edges(area)]
    return [lattice for lattice in _from_rules(edges) if lattice.divided]


def _edges(area: Box) -> list[Box]:
    return [
        Box(area.left, area.top, area.right, area.top),
        Box(area.left, area.bottom, area.right, area.bottom),
        Box(area.left, area.top, area.left, area.bottom),
        Box(area.right, area.top, area.right, area.bottom),
    ]


def _from_rules(rules: Sequence[Box]) -> list[Lattice]:
    level = [r for r in rules if r.right - r.left > THIN and r.bottom - r.top <= THIN]
    upright = [r for r in rules if r.bottom - r.top > THIN and r.right - r.left <= THIN]
    lying = _joined([_Stretch((r.top + r.bottom) / 2, r.left, r.right) for r in level])
    standing = _joined([_Stretch((r.left + r.right) / 2, r.top, r.bottom) for r in upright])
    found = []
    for across, down in _groups(lying, standing):
        lattice = _lattice(across, down)
        if lattice:
            found.append(lattice)
    return sorted(found, key=lambda lattice: lattice.top)


def _joined(stretches: list[_Stretch]) -> list[_Stretch]:
    """Snap rules that nearly lie on one line, and join those that touch."""
    places = _clusters([stretch.at for stretch in stretches])
    by_place: dict[float, list[_Stretch]] = defaultdict(list)
    for stretch in stretches:
        by_place[places[stretch.at]].append(stretch)
    found = []
    for place, held in by_place.items():
        held.sort(key=lambda stretch: stretch.start)
        start, end = held[0].start, held[0].end
        for stretch in held[1:]:
            if stretch.start <= end + NEAR * 1.5:
                end = max(end, stretch.end)
            else:
                found.append(_Stretch(place, start, end))
                start, end = stretch.start, stretch.end
        found.append(_Stretch(place, start, end))
    return found


def _clusters(values: Sequence[float]) -> dict[float, float]:
    """Give each value the place of the group of near values to which it belongs."""
    found: dict[float, float] = {}
    first = None
    for value in sorted(set(values)):
        if first is None or value - first > NEAR:
            first = value
        found[value] = first
    return found


def _groups(
    lying: list[_Stretch], standing: list[_Stretch]
) -> list[tuple[list[_Stretch], list[_Stretch]]]:
    """Put rules that cross or meet into one group: each group may be a table."""
    owner = list(range(len(lying) + len(standing)))

    def root(place: int) -> int:
        while owner[place] != place:
            owner[place] = owner[owner[place]]
            place = owner[place]
        return place

    for i, level in enumerate(lying):
        for j, upright in enumerate(standing, start=len(lying)):
            if _meet(level, upright):
                owner[root(i)] = root(j)
    groups: dict[int, tuple[list[_Stretch], list[_Stretch]]] = defaultdict(lambda: ([], []))
    for i, level in enumerate(lying):
        groups[root(i)][0].append(level)
    for j, upright in enumerate(standing, start=len(lying)):
        groups[root(j)][1].append(upright)
    return list(groups.values())


def _meet(level: _Stretch, upright: _Stretch) -> bool:
    return (
        level.start - NEAR <= upright.at <= level.end + NEAR
        and upright.start - NEAR <= level.at <= upright.end + NEAR
    )


def _lattice(lying: list[_Stretch], standing: list[_Stretch]) -> Lattice | None:
    if len(lying) < 2 or not standing:
        return None
    across = _places([s.at for s in standing], [s.start for s in lying] + [s.end for s in lying])
    down = _places([s.at for s in lying], [])
    if len(across) < 2 or len(down) < 2:
        return None
    lattice = Lattice(across, down)
    _join_cells(lattice, lying, standing)
    return lattice


def _places(rules: list[float], ends: list[float]) -> list[float]:
    """List where columns part; a table that is open at its sides ends where its rules do."""
    values = rules + ([min(ends), max(ends)] if ends else [])
    places = sorted(set(_clusters(values).values()))
    kept = places[:1]
    for place in places[1:]:
        if place - kept[-1] >= SMALLEST:
            kept.append(place)
    return kept


def _join_cells(lattice: Lattice, lying: list[_Stretch], standing: list[_Stretch]) -> None:
    rows, columns = len(lattice.down) - 1, len(lattice.across) - 1
    for row in range(rows):
        middle = (lattice.down[row] + lattice.down[row + 1]) / 2
        for column in range(columns):
            centre = (lattice.across[column] + lattice.across[column + 1]) / 2
            first = (row, column)
            if row and not _ruled(lying, lattice.down[row], centre):
                first = lattice.cells[(row - 1, column)]
            elif column and not _ruled(standing, lattice.across[column], middle):
                left = lattice.cells[(row, column - 1)]
                first = left if left[0] == row else first
            lattice.cells[(row, column)] = first


def _ruled(rules: list[_Stretch], at: float, along: float) -> bool:
    return any(abs(rule.at - at) <= NEAR and rule.start <= along <= rule.end for rule in rules)
