"""Parts the lines of a table without drawn rules into its rows, however its cells are wrapped.

Three things tell where a row ends, and they are asked in turn: rules or bands of colour, blank
room between the cells, and last what the lines themselves say: a cell that had ended and begins
anew, or words that would still have fitted on the line above.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from upstander.kernel.documents.formats.flowing import TextLine
from upstander.kernel.documents.formats.lists import starts_list

Held = dict[int, list[TextLine]]  # the lines of each column, from the top down
APART = 1.12  # how much wider a gap between rows is than one between the lines of a cell
_NUMBER = re.compile(r"\(?[A-Z]{0,2}\d{1,3}(?:\.\d{1,2})*[a-z]?[.)]?")
_LEANS = re.compile(r"(?:[,&/–-]|\b(?:and|or|of|the|to|for|in|with|a|an|by|on|at|from))$", re.I)
BEGINS, LEANS = 3, -1


@dataclass(frozen=True)
class Block:
    """Lines of one column that stand close together."""

    column: int
    lines: tuple[TextLine, ...]

    @property
    def top(self) -> float:
        """Give where it begins."""
        return self.lines[0].top

    @property
    def bottom(self) -> float:
        """Give where it ends."""
        return self.lines[-1].top + self.lines[-1].height


def rows_of(held: Held, rules: Sequence[float], starts: Sequence[float]) -> list[Held]:
    """Part what stands in the columns of a table into rows."""
    free = _freely(held, starts)
    inner = [rule for rule in rules if _top(held) < rule < _bottom(held)]
    if not inner:
        return free
    ruled = [part for part in _cut(held, inner) if part]
    if len(ruled) >= 0.7 * sum(len(row) > 1 for row in free):
        return ruled
    return [row for part in ruled for row in _freely(part, starts)]


def _freely(held: Held, starts: Sequence[float]) -> list[Held]:
    rights = _rights(held, starts)
    rows = _by_room(held)
    if not rows:
        return _by_turns(held, rights)
    headings, below = _headings(rows[0], rights)
    rows = [headings, below, *rows[1:]] if headings else rows
    return [part for row in rows for part in _close(row, rights)]


def _close(row: Held, rights: dict[int, float]) -> list[Held]:
    """Part rows between which there is no room, though there is around them."""
    parts = _by_turns(row, rights)
    least = max(2, 0.7 * len(row))
    full = all(len(next(_lines(part))) >= least for part in parts)
    return parts if full and len(parts) > 2 else [row]


def _headings(row: Held, rights: dict[int, float]) -> tuple[Held, Held]:
    """Part headings from the row below them where no room does; nothing where there are none."""
    parts = _by_turns(row, rights)
    tops = {round(line.top) for lines in parts[0].values() for line in lines}
    wide = parts[0].keys() == row.keys() and len(row) > 1
    if len(parts) < 2 or len(tops) > 1 or not wide or len(next(_lines(parts[1]))) < 2:
        return {}, row
    return parts[0], {column: lines[1:] for column, lines in row.items() if lines[1:]}


def _top(held: Held) -> float:
    return min(lines[0].top for lines in held.values())


def _bottom(held: Held) -> float:
    return max(lines[-1].top + lines[-1].height for lines in held.values())


def _cut(held: Held, rules: Sequence[float]) -> list[Held]:
    """Cut columns at heights on the page."""
    parts: list[Held] = [defaultdict(list) for _ in range(len(rules) + 1)]
    for column, lines in held.items():
        for line in lines:
            middle = line.top + 0.5 * line.height
            parts[sum(rule < middle for rule in rules)][column].append(line)
    return parts


# ---- by the room between cells


def _by_room(held: Held) -> list[Held]:
    """Put blocks that stand beside one another into a row; nothing where no room parts them."""
    leading = _leading(held)
    blocks = [block for column, lines in held.items() for block in _blocks(column, lines, leading)]
    rows = _beside(blocks)
    if len(rows) < 2:
        return []
    rows = _with_paragraphs(rows)
    crowded = sum(len(row) for row in rows if len({block.column for block in row}) < len(row))
    return [_held(row) for row in rows] if crowded <= 0.34 * len(blocks) else []


def _leading(held: Held) -> float:
    """Give how far apart the lines of a cell lie: the smallest distance that there is."""
    gaps = [
        after.top - before.top
        for lines in held.values()
        for before, after in pairwise(lines)
        if after.top - before.top >= 0.85 * after.height
    ]
    return min(gaps, default=0.0)


def _blocks(column: int, lines: Sequence[TextLine], leading: float) -> Iterator[Block]:
    group: list[TextLine] = []
    for line in lines:
        if group and line.top - group[-1].top > APART * leading:
            yield Block(column, tuple(group))
            group = []
        group.append(line)
    yield Block(column, tuple(group))


def _beside(blocks: Sequence[Block]) -> list[list[Block]]:
    """Group blocks whose heights overlap, wherever in their cells the words are set."""
    rows: list[list[Block]] = []
    bottom = 0.0
    for block in sorted(blocks, key=lambda held: (held.top, held.column)):
        if rows and block.top < bottom - 0.3 * block.lines[0].height:
            rows[-1].append(block)
            bottom = max(bottom, block.bottom)
        else:
            rows.append([block])
            bottom = block.bottom
    return rows


def _with_paragraphs(rows: list[list[Block]]) -> list[list[Block]]:
    """Give a paragraph that stands alone to the row above, where rows lie further apart."""
    usual = median(_gap(above, row) for above, row in pairwise(rows))
    found = rows[:1]
    for row in rows[1:]:
        alone = {block.column for block in row}
        within = len(alone) == 1 and alone != {0} and alone < {b.column for b in found[-1]}
        if within and _gap(found[-1], row) < 0.8 * usual:
            found[-1] = [*found[-1], *row]
        else:
            found.append(row)
    return found


def _gap(above: Sequence[Block], below: Sequence[Block]) -> float:
    return min(block.top for block in below) - max(block.bottom for block in above)


def _held(row: Sequence[Block]) -> Held:
    found: Held = {}
    for block in row:
        found.setdefault(block.column, []).extend(block.lines)
    return found


# ---- by what the lines say


def _by_turns(held: Held, rights: dict[int, float]) -> list[Held]:
    """Begin a row where a cell begins anew, or where words would have fitted on the line above."""
    longest = max(held, key=lambda column: sum(len(line.text) for line in held[column]))
    rows: list[Held] = []
    above: dict[int, TextLine] = {}
    for found in _lines(held):
        if not rows or _begins(rows[-1], above, found, rights, longest):
            rows.append({})
        for column, line in found.items():
            rows[-1].setdefault(column, []).append(line)
        above = found
    return rows


def _lines(held: Held) -> Iterator[dict[int, TextLine]]:
    """Go down the table line by line."""
    found: dict[int, TextLine] = {}
    placed = sorted(
        ((line.top, column, line) for column, lines in held.items() for line in lines),
        key=lambda place: place[:2],
    )
    for top, column, line in placed:
        if found and top - next(iter(found.values())).top > 0.4 * line.height:
            yield found
            found = {}
        found[column] = line
    yield found


def _begins(
    row: Held,
    above: dict[int, TextLine],
    found: dict[int, TextLine],
    rights: dict[int, float],
    longest: int,
) -> bool:
    if any(column in row and column not in above for column in found):
        return len(found) > 1 or longest not in found or longest == 0
    votes = {
        column: _vote(above[column], line, rights[column]) if column in above else 1
        for column, line in found.items()
    }
    weight = sum(votes.values()) + min(votes.get(longest, 0), 0)
    return len(found) > 1 and weight > 0 and votes.get(longest, 0) >= 0


def _vote(above: TextLine, line: TextLine, right: float) -> int:
    """Weigh whether a line begins a cell, or goes on from the one above it."""
    if _NUMBER.fullmatch(line.text):
        return BEGINS
    if line.text[0].islower() or _LEANS.search(above.text):
        return LEANS
    if starts_list(line.text):
        return 0
    return 1 if above.end + line.first_width + 0.3 * line.height <= right else 0


def _rights(held: Held, starts: Sequence[float]) -> dict[int, float]:
    """Tell where each column ends: as far before the next one as the words that come nearest."""
    ends = {column: max(line.end for line in lines) for column, lines in held.items()}
    rooms = [starts[column + 1] - end for column, end in ends.items() if column + 1 < len(starts)]
    gutter = max(min(rooms, default=0.0), 0.0)
    return {
        column: max(end, starts[column + 1] - gutter) if column + 1 < len(starts) else end
        for column, end in ends.items()
    }
