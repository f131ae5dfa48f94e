"""A document as one run of paragraphs and rows, with merged cells reaching into the rows below."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import takewhile

from upstander.kernel.documents.model import Cell, Document, Line, Paragraph, Row, Table
from upstander.kernel.plan.recognition.labels import FIELDS, labelled_line
from upstander.kernel.plan.recognition.levelled import by_level
from upstander.kernel.plan.recognition.vocabulary import is_heading, role_of


@dataclass(eq=False)
class View:
    """A row as recognition sees it: its own filled cells, and those that reach in from above."""

    place: str
    page: int
    table: int
    width: int
    sheet: str = ""
    within: int = 0  # the table in one of whose cells this one stands
    cells: dict[int, Cell] = field(default_factory=dict)
    above: dict[int, Cell] = field(default_factory=dict)
    colours: dict[int, str] = field(default_factory=dict)

    @property
    def filled(self) -> list[Cell]:
        """List the row's own cells that say something, from left to right."""
        return [self.cells[column] for column in sorted(self.cells)]

    def text(self, column: int) -> str:
        """Give what stands in a column, were it only by a merged cell."""
        cell = self.cells.get(column) or self.above.get(column)
        return cell.text if cell else ""

    @property
    def words(self) -> str:
        """Give all of the row's own words."""
        return " | ".join(cell.text.replace("\n", " ") for cell in self.filled)


Item = Paragraph | View


def items_of(document: Document) -> list[Item]:
    """Lay a document out as one run of paragraphs and rows."""
    return list(_Layer().items(document.blocks))


class _Layer:
    def __init__(self) -> None:
        self.tables = 0

    def items(self, blocks: Iterable[Paragraph | Table], within: int = 0) -> Iterator[Item]:
        for block in blocks:
            if isinstance(block, Paragraph):
                yield block
            elif _only_labels(block):
                yield from _as_lines(block)
            elif _is_frame(block):
                yield from self.unframed(block)
            else:
                yield from self.rows(_upright(_turned(by_level(block))), within)

    def unframed(self, table: Table) -> Iterator[Item]:
        """Take what stands in a box as if it stood on the page."""
        for row in table.rows:
            for cell in row.cells:
                for line in cell.lines:
                    level = 3 if line.bold and not line.bullet else 0
                    yield Paragraph(line, row.place, level, page=row.page)
                yield from self.items(cell.tables)

    def rows(self, table: Table, within: int) -> Iterator[Item]:
        self.tables += 1
        number = self.tables
        reaching: dict[int, tuple[Cell, int]] = {}
        for row in table.rows:
            view = View(row.place, row.page, number, table.columns, table.sheet, within)
            for column, (cell, left) in list(reaching.items()):
                view.above[column] = cell
                view.colours[column] = cell.colour
                reaching[column] = (cell, left - 1)
            for cell in row.cells:
                self._take(view, cell, reaching)
            reaching = {column: held for column, held in reaching.items() if held[1] > 0}
            yield view
            for cell in row.cells:
                yield from self.items(cell.tables, number)

    def _take(self, view: View, cell: Cell, reaching: dict[int, tuple[Cell, int]]) -> None:
        if cell.text:
            view.cells[cell.column] = cell
            view.above.pop(cell.column, None)
        if cell.colour:
            view.colours[cell.column] = cell.colour
        if cell.row_span > 1 and (cell.text or cell.colour):
            reaching[cell.column] = (cell, cell.row_span - 1)


def _is_frame(table: Table) -> bool:
    """Tell a box that is only drawn around text from a table."""
    cells = [cell for row in table.rows for cell in row.cells]
    if table.columns == 1 and not table.sheet:
        return len(cells) <= 3 or any(cell.tables for cell in cells)
    return len(cells) == 1 and bool(cells[0].tables)


def _only_labels(table: Table) -> bool:
    """Tell a small table such as "Lead | Police" and "Due | Q3", which speaks of what is above."""
    pairs = [_pair(row) for row in table.rows if any(cell.text for cell in row.cells)]
    known = [labelled_line(f"{pair[0].text}: {pair[1].text}")[0] for pair in pairs if pair]
    return not table.sheet and len(known) == len(pairs) > 1 and set(known) <= set(FIELDS)


def _as_lines(table: Table) -> Iterator[Paragraph]:
    for row in table.rows:
        pair = _pair(row)
        if pair and pair[1].text:
            words = Line(f"{pair[0].text.rstrip(': ')}: {' '.join(pair[1].text.split())}")
            yield Paragraph(words, row.place, page=row.page)


def _turned(table: Table) -> Table:
    """Turn a table whose headings stand in its first column, with an objective in each other."""
    above = tuple(takewhile(_is_title, table.rows))
    below = replace(table, rows=table.rows[len(above) :])
    if not below.rows or not _is_turned(below):
        return table
    first = below.rows[0]
    held: dict[int, list[Cell]] = {}
    for at, row in enumerate(below.rows):
        for cell in row.cells:
            held.setdefault(cell.column, []).append(replace(cell, column=at))
    rows = tuple(
        Row(f"{first.place}, column {column + 1}", tuple(held[column]), first.page)
        for column in sorted(held)
    )
    return Table((*above, *rows), max(table.columns, len(below.rows)), table.sheet)


def _is_title(row: Row) -> bool:
    """Tell a row above a table that says one thing only."""
    return sum(bool(cell.text) for cell in row.cells) < 2


def _is_turned(table: Table) -> bool:
    cells = [cell for row in table.rows for cell in row.cells if cell.text]
    plain = all(cell.row_span == cell.column_span == 1 for cell in cells)
    heads = [cell.text for cell in cells if cell.column == 0 and is_heading(cell.text)]
    roles = {role_of(text) for text in heads}
    on_top = [cell for row in table.rows[:1] for cell in row.cells if is_heading(cell.text)]
    known = len(roles) > 2 and {"action", "objective"} <= roles
    return (
        known and plain and table.columns > 2 and len(heads) == len(table.rows) and len(on_top) < 2
    )


def _upright(table: Table) -> Table:
    """Turn a card, whose labels stand one below the other, into rows below headings."""
    pairs = [_pair(row) for row in table.rows]
    known = [pair for pair in pairs if pair]
    if table.sheet or len(known) < 3 or len(known) < 0.7 * len(pairs):
        return table
    labels = [label.text for label, _ in known]
    if not any(role_of(label) in ("action", "objective") for label in labels):
        return table
    order = list(dict.fromkeys(labels))
    return Table(tuple(_card_rows(table, pairs, order)), len(order), table.sheet)


def _card_rows(
    table: Table, pairs: list[tuple[Cell, Cell] | None], order: list[str]
) -> Iterator[Row]:
    """Give one row below headings for each card; what is no label stays where it was."""
    headed = False
    held: dict[str, Cell] = {}
    last = table.rows[0]
    for pair, row in [*zip(pairs, table.rows, strict=True), (None, None)]:
        if held and (pair is None or pair[0].text in held):
            if not headed:
                yield _row_of([Cell(0, (Line(label),)) for label in order], table.rows[0])
            headed = True
            yield _row_of([held.get(label, Cell(0)) for label in order], last)
            held = {}
        if pair is not None and row is not None:
            held[pair[0].text] = pair[1]
            last = row
        elif row is not None:
            yield row


def _pair(row: Row) -> tuple[Cell, Cell] | None:
    """Read a row of a card: a label and what it labels."""
    cells = [cell for cell in row.cells if cell.text or cell.column]
    if len(cells) != 2 or not cells[0].text or cells[0].column:
        return None
    return (cells[0], cells[1]) if is_heading(cells[0].text) else None


def _row_of(cells: list[Cell], row: Row) -> Row:
    placed = (replace(cell, column=at, row_span=1, column_span=1) for at, cell in enumerate(cells))
    return Row(row.place, tuple(placed), row.page)
