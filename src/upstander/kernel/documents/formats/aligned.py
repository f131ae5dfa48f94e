"""Tables that are drawn with blanks only: columns found by where words begin.

Used for plain text, where a place is a count of signs, and for pages without ruled lines, where it
is a distance.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain, pairwise

from upstander.kernel.documents.formats.flowing import Piece, TextLine, heads, pitch_of, reflow
from upstander.kernel.documents.formats.parting import Held, rows_of
from upstander.kernel.documents.model import Cell

LONG_CELL = 10  # lines of a cell whose neighbours are set at its foot
AHEAD = 60  # lines are enough to tell how a table is set


@dataclass(frozen=True)
class Taken:
    """A line that belongs to a table: its words by their columns, and whether it heads others."""

    line: TextLine
    found: dict[int, Piece]
    heads: bool = False
    across: bool = False

    def held(self, column: int) -> list[TextLine]:
        """Give what stands in a column as a line of its own; nothing where nothing does."""
        piece = self.found.get(column)
        return [TextLine((piece,), self.line.top, self.line.height)] if piece else []


@dataclass
class Grid:
    """A table while its lines are gathered: where columns begin, and the rows so far."""

    starts: list[float]
    slack: float
    rules: Sequence[float] = ()
    taken: list[Taken] = field(default_factory=list)
    rows: list[Held] = field(default_factory=list)
    across: set[int] = field(default_factory=set)

    @property
    def last(self) -> TextLine | None:
        """Give the line that was taken last."""
        return self.taken[-1].line if self.taken else None

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

    def part(self) -> None:
        """Part the lines that were taken into rows."""
        for leads_on, group in self._runs():
            if leads_on:
                if group[0].across:
                    self.across.add(len(self.rows))
                self.rows.append({0: [own for taken in group for own in taken.held(0)]})
            else:
                columns = sorted({column for taken in group for column in taken.found})
                held = {c: [own for taken in group for own in taken.held(c)] for c in columns}
                self.rows += rows_of(held, self.rules, self.starts)

    def _runs(self) -> Iterator[tuple[bool, list[Taken]]]:
        """Part headings that stand alone in the table from the runs of rows between them."""
        run: list[Taken] = []
        heading = False
        for place, taken in enumerate(self.taken):
            goes_on = heading and set(taken.found) == {0} and not taken.heads
            if run and not goes_on and (heading or self._stands_alone(place)):
                yield heading, run
                run = []
            heading = goes_on or self._stands_alone(place)
            run.append(taken)
        if run:
            yield heading, run

    def _stands_alone(self, place: int) -> bool:
        """Tell a heading from the first words of a cell that is set lower than its neighbours."""
        taken = self.taken[place]
        near = (self.taken[at] for at in (place - 1, place + 1) if 0 <= at < len(self.taken))
        line = taken.line
        crowded = any(abs(other.line.top - line.top) < 0.8 * line.height for other in near)
        return taken.across or (taken.heads and place > 0 and not crowded)

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
    pitch = max(pitch_of(lines[:AHEAD], 0.15), lines[0].height)
    headings = lines[0].text
    for line in lines:
        at = len(grid.taken)
        if at and any(after.text == headings for after in _until_next(lines[at : at + 3])):
            break
        across = _across(grid, line, lines[at + 1 : at + 4])
        found = across or grid.columns_of(line)
        gap = line.top - grid.last.top if grid.last else 0
        alone = found is not None and set(found) == {0} and len(grid.starts) > 2
        headed = alone and heads(line.text)
        apart = alone and not headed and gap > 1.9 * pitch
        if found is None or (at and apart and not _goes_on(grid, lines[at : at + LONG_CELL])):
            break
        if at and gap > 6 * pitch:
            break
        grid.taken.append(Taken(line, found, headed, across is not None))
    taken = len(grid.taken)
    grid.part()
    return taken


def _goes_on(grid: Grid, lines: Sequence[TextLine]) -> bool:
    """Tell the first lines of a cell from words below a table: its neighbours begin beside it."""
    for above, line in pairwise(lines):
        if line.top - above.top > 1.4 * line.height:
            return False
        found = grid.columns_of(line)
        if found is None:
            return False
        if set(found) != {0}:
            return True
    return False


def _across(grid: Grid, line: TextLine, below: Sequence[TextLine]) -> dict[int, Piece] | None:
    """Take a heading that runs over several columns, where the table goes on below it."""
    named = grid.last is not None and len(line.pieces) == 1 and heads(line.text)
    reaches = len(grid.starts) > 1 and line.end > grid.starts[1]
    beside = bool(below) and below[0].top - line.top < 0.8 * line.height
    if beside or len(grid.columns_of(line) or ()) > 2:  # cells of a row, set close or lower
        return None
    if not named or not reaches or abs(line.start - grid.starts[0]) > grid.slack:
        return None
    goes_on = next((after for after in below if len(after.pieces) > 1), None)
    if goes_on is None or not grid.agrees(goes_on):
        return None
    return {0: line.pieces[0]}


def _until_next(lines: Sequence[TextLine]) -> Iterator[TextLine]:
    """Go to the first line that is more than a heading of what follows."""
    for line in lines:
        yield line
        if len(line.pieces) > 1 or not heads(line.text):
            return
