"""Goes down one page of a PDF: its tables, and the lines outside them."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence

from upstander.kernel.documents.formats.aligned import Grid, begins_table, gather
from upstander.kernel.documents.formats.flowing import TextLine, heads, reflow, spoken_of
from upstander.kernel.documents.formats.letters import text_lines, upright
from upstander.kernel.documents.formats.lists import read_line
from upstander.kernel.documents.formats.page_capture import Letter, Page
from upstander.kernel.documents.formats.page_columns import Gutter, gutter_of
from upstander.kernel.documents.formats.ruled import Lattice, lattices
from upstander.kernel.documents.model import Cell, Paragraph, Row, Table

LEAST_MARGIN = 42.0  # points; less is set neither above nor below the text of a page
_DIGITS = re.compile(r"\d+")


class PageReader:
    """One page: its tables, and the lines outside them."""

    def __init__(self, page: Page) -> None:
        """Put the letters of a page into its tables, and the others into lines."""
        self.page = page
        self.tables = [found for found in lattices(page) if self._is_table(found)]
        self.held: dict[int, dict[tuple[int, int], list[Letter]]] = defaultdict(
            lambda: defaultdict(list)
        )
        loose: list[Letter] = []
        seen: set[tuple[str, int, int]] = set()
        for letter in upright(page.turned):
            self._place(letter, loose)
        for letter in page.letters:
            key = (letter.text, round(letter.left * 2), round(letter.foot * 2))
            if key not in seen:
                seen.add(key)
                self._place(letter, loose)
        self.lines = text_lines(loose, wide=True)
        self.gutter = None if self.tables else gutter_of(self.lines, page.width)
        if self.gutter:
            self.lines = _column_by_column(loose, self.gutter)
        self.written = {
            number: {place: text_lines(letters) for place, letters in held.items()}
            for number, held in self.held.items()
        }
        self.known: Collection[str] | None = None
        self.level_rules = sorted(_level_edges(page))

    def _is_table(self, lattice: Lattice) -> bool:
        """Leave out frames around a whole page or a single box."""
        return len(set(lattice.cells.values())) > 1

    def _place(self, letter: Letter, loose: list[Letter]) -> None:
        x, y = (letter.left + letter.right) / 2, letter.top + 0.6 * letter.size
        for number, lattice in enumerate(self.tables):
            cell = lattice.cell_at(x, y)
            if cell:
                self.held[number][cell].append(letter)
                return
        loose.append(letter)

    @property
    def all_lines(self) -> Iterator[TextLine]:
        """Go through the lines of the page, within its tables and outside them."""
        yield from self.lines
        for cells in self.written.values():
            for lines in cells.values():
                yield from lines

    def in_margin(self, line: TextLine) -> bool:
        """Tell whether a line stands where headers and footers do."""
        edge = max(0.07 * self.page.height, LEAST_MARGIN)
        return line.top < edge or line.top + line.height > self.page.height - edge

    def blocks(self, margins: set[str], sizes: list[float]) -> Iterator[Paragraph | Table]:
        """Give what stands on the page from top to bottom."""
        starts = [lattice.top for lattice in self.tables]
        rest = list(self.lines)
        for number, start in enumerate(starts):
            above = [line for line in rest if line.top < start]
            rest = rest[len(above) :]
            yield from self._between(above, margins, sizes)
            yield self._table(number)
        yield from self._between(rest, margins, sizes)

    def _between(
        self, lines: Sequence[TextLine], margins: set[str], sizes: list[float]
    ) -> Iterator[Paragraph | Table]:
        at = 0
        while at < len(lines):
            if self.in_margin(lines[at]) and plain(lines[at].text) in margins:
                yield self._paragraph([lines[at]], 0, margin=True)
                at += 1
                continue
            grid = begins_table(lines[at:], 0.6 * lines[at].height)
            if grid:
                grid.rules = self.level_rules
                taken = gather(grid, lines[at:])
                if len(grid.rows) > 1:
                    yield self._blank_table(grid)
                    at += taken
                    continue
            group = self._paragraph_lines(lines, at, margins)
            level = _level(group[0].height, sizes)
            yield self._paragraph(group, level)
            at += len(group)

    def _paragraph_lines(
        self, lines: Sequence[TextLine], at: int, margins: set[str]
    ) -> list[TextLine]:
        """Take the lines of one paragraph: those that go on where the one before broke off."""
        group = [lines[at]]
        right = max(
            line.end for line in self.lines if self._side_of(line) == self._side_of(group[0])
        )
        for line in lines[at + 1 :]:
            same_look = line.bold == group[-1].bold and abs(line.height - group[-1].height) < 0.6
            in_margin = self.in_margin(line) and plain(line.text) in margins
            if (
                not same_look
                or in_margin
                or min(line.end, group[-1].end) <= max(line.start, group[-1].start)
                or len(line.pieces) > 1
                or (line.bold and heads(line.text))
            ):
                break
            if len(reflow([group[-1], line], right, 0.3 * line.height)) > 1:
                break
            if not 0 <= line.top - group[-1].top <= 1.75 * line.height:
                break
            group.append(line)
        return group

    def _side_of(self, line: TextLine) -> bool:
        """Tell on which side of the page a line stands, where it is set in two columns."""
        return self.gutter is not None and line.start >= self.gutter.across

    def _paragraph(self, group: Sequence[TextLine], level: int, margin: bool = False) -> Paragraph:
        bold = all(held.bold for held in group)
        spoken = read_line(spoken_of(group, self.known), bold=bold)
        place = f"Page {self.page.number}"
        return Paragraph(spoken, place, level, page=self.page.number, margin=margin)

    def _blank_table(self, grid: Grid) -> Table:
        rows = []
        for number, row in enumerate(grid.rows):
            blank = 0.3 * next(iter(row.values()))[0].height
            place = f"Page {self.page.number}, row {number + 1}"
            rows.append(Row(place, grid.cells(number, blank, self.known), self.page.number))
        return Table(tuple(rows), len(grid.starts))

    def _table(self, number: int) -> Table:
        lattice = self.tables[number]
        spans = lattice.spans()
        rows: dict[int, list[Cell]] = {row: [] for row in range(len(lattice.down) - 1)}
        written = self.written.get(number, {})
        for (row, column), (height, width) in sorted(spans.items()):
            lines = written.get((row, column), [])
            right = lattice.across[column + width] - 3.0
            room = max((line.end for line in lines), default=right)
            size = lines[0].height if lines else 1.0
            rows[row].append(
                Cell(
                    column,
                    reflow(lines, max(room, right - size), 0.3 * size, self.known),
                    height,
                    width,
                    self._colour(lattice, row, column, (height, width)),
                )
            )
        place = f"Page {self.page.number}, table {number + 1}, row"
        return Table(
            tuple(
                Row(f"{place} {row + 1}", tuple(cells), self.page.number)
                for row, cells in sorted(rows.items())
                if cells
            ),
            len(lattice.across) - 1,
        )

    def _colour(self, lattice: Lattice, row: int, column: int, span: tuple[int, int]) -> str:
        """Find the last area that was painted over the middle of a cell."""
        x = (lattice.across[column] + lattice.across[column + span[1]]) / 2
        y = (lattice.down[row] + lattice.down[row + span[0]]) / 2
        found = ""
        for area in self.page.areas:
            if area.left <= x <= area.right and area.top <= y <= area.bottom:
                found = area.colour
        return found


def _column_by_column(letters: Sequence[Letter], gutter: Gutter) -> list[TextLine]:
    """Put what stands above two columns first, then the left one, then the right one."""
    parts: tuple[list[Letter], list[Letter]] = ([], [])
    for letter in letters:
        on_right = letter.top >= gutter.top and letter.left >= gutter.across
        parts[on_right].append(letter)
    return [line for part in parts for line in text_lines(part, wide=True)]


def _level_edges(page: Page) -> Iterator[float]:
    """Give where wide rules lie, and where bands of colour begin and end."""
    for rule in page.rules:
        if rule.right - rule.left > 0.2 * page.width:
            yield (rule.top + rule.bottom) / 2
    for area in page.areas:
        if area.right - area.left > 0.5 * page.width:
            yield from (area.top, area.bottom)


def _level(size: float, sizes: list[float]) -> int:
    larger = [place for place, known in enumerate(sizes, start=1) if abs(known - size) < 0.3]
    return min(larger[0], 9) if larger else 0


def plain(text: str) -> str:
    """Write a line without its numbers, so that the footers of two pages become one."""
    return _DIGITS.sub("#", text)
