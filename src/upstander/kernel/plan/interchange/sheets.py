"""The sheets of a document that was read, with the cells exactly as they were typed."""

from collections.abc import Callable, Iterator

from upstander.kernel.documents.model import Document, Row, Table
from upstander.kernel.exports.formulas import restore
from upstander.kernel.exports.sheet import Sheet
from upstander.kernel.plan.interchange.columns import match_headings
from upstander.kernel.plan.interchange.rows import PlanSheet


def sheets_of(document: Document) -> Iterator[PlanSheet]:
    """Take each table of a workbook or csv file as headings with rows below."""
    # only in csv can text be run as a formula, so only there it was made harmless on its way out
    mend = restore if document.kind == "csv" else str
    for table in document.tables:
        if any(map(_says_something, table.rows)):
            yield _sheet(table, mend)


def _says_something(row: Row) -> bool:
    return any(cell.as_typed.strip() for cell in row.cells)


def _sheet(table: Table, mend: Callable[[str], str]) -> PlanSheet:
    head, *rows = filter(_says_something, table.rows)
    headings = [heading.strip() for heading in _cells(head, table.columns, mend)]
    sheet = Sheet(
        title=table.sheet,
        columns=tuple(headings),
        rows=[_cells(row, table.columns, mend) for row in rows],
        numbers=tuple(row.number for row in rows),
    )
    return PlanSheet(table.sheet, sheet, match_headings(headings))


def _cells(row: Row, width: int, mend: Callable[[str], str]) -> list[str]:
    """Lay the filled cells of a row out by their columns."""
    found = [""] * width
    for cell in row.cells:
        if cell.column < width:
            found[cell.column] = mend(cell.as_typed)
    return found
