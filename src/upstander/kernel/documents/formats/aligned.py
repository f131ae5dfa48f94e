"""Tables that are drawn with blanks only: columns found by where words begin.

Used for plain text, where a place is a count of signs, and for pages without ruled lines, where it
is a distance.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain

from upstander.kernel.documents.formats.flowing import Piece, TextLine, heads, pitch_of, reflow
from upstander.kernel.documents.model import Cell

AHEAD = 60  # lines are enough to tell how a table is set
APART = 1.2  # how much wider a gap between rows is than one between the lines of a cell


@dataclass
class Grid:
    """A table while its lines are gathered: where columns begin, and the rows so far."""

    starts: list[float]
    slack: float
    rules: Sequence[float] = ()
    rows: list[dict[int, list[TextLine]]] = field(default_factory=list)
    last: TextLine | None = None
    held: frozenset[int] = frozenset()
    across: set[int] = field(default_factory=set)

    def agrees(self, line: TextLine) -> bool:
        """Tell whether the pieces of a line stand in columns of their own, behind the first."""
        found = self.columns_of(line)
        apart = sum(len(self._cut(piece)) for piece in line.pieces)
        return bool(found) and len(found or ()) == apart and max(found or (0,)) > 0

    def columns_of(self, line: TextLine) -> dict[int, Piece] | None:
        """Tell in which column each piece of a line stands; None where it fits none."""
        found: dict[int, Piece] = {}
        for piece in chain.from_iterable(map(self._cut, line.pieces)):
            column = self._column(piece)
            if column is None:
                return None
            before = found.get(column)
            found[column] = piece if before is None else _joined(before, piece)
        return found

    def _cut(self, piece: Piece) -> list[Piece]:
        """Cut words that run into the next column where one of them begins exactly there."""
        texts = piece.text.split(" ")
        if len(texts) != len(piece.words):
            return [piece]
        for place, start in enumerate(piece.words[1:], start=1):
            if any(abs(start - column) <= 0.3 * self.slack for column in self.starts[1:]):
                head = Piece(piece.start, start, " ".join(texts[:place]), piece.bold)
                rest = Piece(
                    start, piece.end, " ".join(texts[place:]), piece.bold, piece.words[place:]
                )
                return [head, *self._cut(rest)]
        return [piece]

    def _column(self, piece: Piece) -> int | None:
        column = max(
            (place for place, start in enumerate(self.starts) if piece.start >= start - self.slack),
            default=None,
        )
        if column is None:
            return None
        after = self.starts[column + 1] if column + 1 < len(self.starts) else None
        return None if after is not None and piece.end > after + self.slack else column

    def take(self, line: TextLine, found: dict[int, Piece], new_row: bool) -> None:
        """Add a line to the row that is open, or begin a new one with it."""
        if new_row or not self.rows:
            self.rows.append({})
        for column, piece in found.items():
            own = TextLine((piece,), line.top, line.height)
            self.rows[-1].setdefault(column, []).append(own)
        self.last = line
        self.held = frozenset(found)

    def cells(
        self, number: int, blank: float, known: Collection[str] | None = None
    ) -> tuple[Cell, ...]:
        """Make the cells of a row."""
        row = self.rows[number]
        if number in self.across:
            return (Cell(0, reflow(row[0], 0, blank), column_span=len(self.starts)),)
        return tuple(
            Cell(column, reflow(held, self.widths[column], blank, known))
            for column, held in sorted(row.items())
        )

    @cached_property
    def widths(self) -> dict[int, float]:
        """Give how much room each column has, once all rows are there."""
        found: dict[int, float] = {}
        for number, row in enumerate(self.rows):
            for column, held in row.items() if number not in self.across else ():
                end = max(line.end for line in held)
                found[column] = max(end, found.get(column, end))
        return found


def _joined(first: Piece, second: Piece) -> Piece:
    return Piece(first.start, second.end, f"{first.text} {second.text}", first.bold and second.bold)


def begins_table(lines: Sequence[TextLine], slack: float) -> Grid | None:
    """Tell whether a table begins: several pieces a line that stand below each other."""
    if not lines or len(lines[0].pieces) < 2:
        return None
    wanted = len(lines[0].pieces) >= 3
    grid = Grid([piece.start for piece in lines[0].pieces], slack)
    ahead = lines[1:7]
    agreeing = sum(map(grid.agrees, ahead))
    return grid if agreeing >= (1 if wanted else 3) else None


def gather(grid: Grid, lines: Sequence[TextLine]) -> int:
    """Take lines into a table for as long as they fit it; give how many were taken."""
    pitch = pitch_of(lines[:AHEAD], 0.15)
    manner = _manner(grid, lines[:AHEAD], pitch)
    headings = lines[0].text
    taken = 0
    for line in lines:
        if taken and any(after.text == headings for after in _until_next(lines[taken : taken + 3])):
            break
        found = _across(grid, line, lines[taken + 1 : taken + 4]) or grid.columns_of(line)
        gap = line.top - grid.last.top if grid.last else 0
        alone = found is not None and set(found) == {0} and len(grid.starts) > 2
        headed = alone and heads(line.text)
        if found is None or (taken and alone and not headed and gap > 1.9 * pitch):
            break
        if taken and gap > 6 * pitch:
            break
        new = headed or manner.begins_row(grid, line, found)
        grid.take(line, found, not taken or new)
        taken += 1
    return taken


def _across(grid: Grid, line: TextLine, below: Sequence[TextLine]) -> dict[int, Piece] | None:
    """Take a heading that runs over several columns, where the table goes on below it."""
    named = grid.last is not None and len(line.pieces) == 1 and heads(line.text)
    reaches = len(grid.starts) > 1 and line.end > grid.starts[1]
    if not named or not reaches or abs(line.start - grid.starts[0]) > grid.slack:
        return None
    goes_on = next((after for after in below if len(after.pieces) > 1), None)
    if goes_on is None or not grid.agrees(goes_on):
        return None
    grid.across.add(len(grid.rows))
    return {0: line.pieces[0]}


def _until_next(lines: Sequence[TextLine]) -> Iterator[TextLine]:
    """Go to the first line that is more than a heading of what follows."""
    for line in lines:
        yield line
        if len(line.pieces) > 1 or not heads(line.text):
            return


@dataclass(frozen=True)
class _Manner:
    """How a table parts its rows: by rules, by wider gaps, each line a row, or by none of these."""

    pitch: float
    rules: Sequence[float] = ()
    spaced: bool = False
    by_line: bool = False

    def begins_row(self, grid: Grid, line: TextLine, found: dict[int, Piece]) -> bool:
        if grid.last is None or (self.by_line and len(found) > 1):
            return True
        above = grid.last.top
        if self.rules:
            return any(above < rule < line.top + line.height for rule in self.rules)
        apart = line.top - above > APART * self.pitch or line.top < above
        if apart or self.spaced:
            return apart and (len(found) > 1 or 0 in found)
        return _begins_anew(grid, found)


def _begins_anew(grid: Grid, found: dict[int, Piece]) -> bool:
    """Begin a row where the first column does, or where a cell that had ended begins anew."""
    if len(found) > 1 and (0 in found or set(grid.rows[-1]) == {0}):
        return True
    return any(column in grid.rows[-1] and column not in grid.held for column in found)


def _manner(grid: Grid, lines: Sequence[TextLine], pitch: float) -> _Manner:
    """Look ahead over a table, to tell how it parts its rows."""
    full = apart = partial = 0
    above: TextLine | None = None
    for line in lines:
        found = grid.columns_of(line)
        if found is None and len(line.pieces) == 1 and heads(line.text):
            continue
        if found is None or (above and line.top - above.top > 6 * pitch):
            break
        if above and len(found) > 2 and len(found) >= 0.5 * len(grid.starts):
            full += 1
            apart += not 0 <= line.top - above.top <= APART * pitch
        elif above and set(found) != {0}:
            partial += 1
        above = line
    last = above.top + above.height if above else 0
    inner = [rule for rule in grid.rules if lines[0].top < rule < last]
    rules = inner if len(inner) >= max(full, 1) else ()
    return _Manner(pitch, rules, apart >= max(0.7 * full, 1), full > 1 and not partial)
