"""A workbook of our own layout as marked parts: the hidden last column says what each row is."""

import zlib
from collections.abc import Iterator, Sequence
from io import BytesIO
from itertools import islice
from zipfile import BadZipFile, ZipFile

from upstander.kernel.documents.model import Marked
from upstander.kernel.documents.report.excel.page import MARK
from upstander.kernel.errors import Refused
from upstander.kernel.exports.reading import MOST_ROWS
from upstander.kernel.exports.workbook import check_archive, workbook_rows

SHEET = "Document"
_TITLE = f"{MARK}title"
_FIRST_ROWS = 20
_LONGEST_NAMES = 100_000
_ROWS = frozenset({"", "row", "objective as a whole"})

NumberedRow = tuple[int, list[str]]


def marked_rows(content: bytes) -> tuple[Marked, ...]:
    """Give the rows of a workbook of our own layout; nothing of any other file."""
    if not _may_be_ours(content):
        return ()
    try:
        rows = list(islice(workbook_rows(content, SHEET), MOST_ROWS))
    except Refused:
        return ()
    column = _column_of_marks(rows)
    return tuple(_parts(rows, column)) if column else ()


def _may_be_ours(content: bytes) -> bool:
    """Look at the names of the sheets only, so that other workbooks are not read twice."""
    try:
        check_archive(content)
        with ZipFile(BytesIO(content)) as archive, archive.open("xl/workbook.xml") as part:
            return f'"{SHEET}"'.encode() in part.read(_LONGEST_NAMES)
    except (Refused, BadZipFile, KeyError, ValueError, OSError, zlib.error):
        return False


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
