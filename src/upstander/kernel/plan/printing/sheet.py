"""A workbook of our own layout as marked parts: the hidden last column says what each row is."""

from collections.abc import Iterator, Sequence

from upstander.kernel.documents.model import Document, Marked, Table
from upstander.kernel.documents.report.excel.page import MARK

SHEET = "Document"
_TITLE = f"{MARK}title"
_FIRST_ROWS = 20
_ROWS = frozenset({"", "row", "objective as a whole"})

NumberedRow = tuple[int, list[str]]


def marked_rows(document: Document) -> tuple[Marked, ...]:
    """Give the rows of a workbook of our own layout; nothing of any other file."""
    for table in document.tables:
        if table.sheet == SHEET:
            rows = list(_rows(table))
            column = _column_of_marks(rows)
            return tuple(_parts(rows, column)) if column else ()
    return ()


def _rows(table: Table) -> Iterator[NumberedRow]:
    """Lay out the filled rows of a sheet by their columns."""
    for row in table.rows:
        cells = [""] * table.columns
        for cell in row.cells:
            if cell.column < table.columns:
                cells[cell.column] = cell.as_typed
        if any(cells):
            yield row.number, cells


def _column_of_marks(rows: Sequence[NumberedRow]) -> int:
    for _, cells in rows[:_FIRST_ROWS]:
        if _TITLE in cells:
            return cells.index(_TITLE)
    return 0


def _parts(rows: Sequence[NumberedRow], column: int) -> Iterator[Marked]:
    for number, cells in rows:
        mark = cells[column].removeprefix(MARK) if column < len(cells) else ""
        words = [held for place, held in enumerate(cells) if place != column]
        where = f"Sheet “{SHEET}”, row {number}"
        if mark.startswith("head") and not mark.startswith("heading"):
            yield Marked(mark, "head", tuple(words), where)
        elif mark in _ROWS:
            yield Marked(mark, "row", tuple(words), where)
        elif mark != "legend":
            yield Marked(mark, "line", (_line(mark, words),), where)


def _line(mark: str, words: Sequence[str]) -> str:
    """Put what stands across a row into one: a label, then the words that it belongs to."""
    label, *rest = words
    said = next((held for held in rest if held), "")
    return f"{label}\t{said}" if mark.startswith("heading") or mark == "year" else label or said
