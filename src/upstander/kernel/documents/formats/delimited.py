"""Reads csv with whatever sign stands between its cells."""

import csv
from collections import Counter
from io import StringIO
from itertools import islice

from upstander.kernel.documents.formats.decoding import decoded
from upstander.kernel.documents.formats.lists import read_lines, typed_cell
from upstander.kernel.documents.limits import (
    LONGEST_TEXT,
    Budget,
    NotRead,
    within_columns,
    within_rows,
)
from upstander.kernel.documents.model import Document, Row, Table, document

DELIMITERS = ",;\t|^~:"
FORM = "csv (UTF-8) or xlsx"


def read_delimited(content: bytes, name: str) -> Document:
    """Read a csv file as one table."""
    text, notes = decoded(content, FORM)
    delimiter, text = _delimiter(text)
    csv.field_size_limit(LONGEST_TEXT)
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter)
    rows: list[Row] = []
    budget = Budget()
    line = 0
    try:
        # counted as a spreadsheet counts them: a row of several lines is one
        for number, cells in enumerate(reader, start=1):
            rows += _row(cells, number, budget)
            within_rows(len(rows))
            line = reader.line_num
    except csv.Error as error:
        raise NotRead(
            f"Line {line + 1} holds a text of more than {LONGEST_TEXT:,} characters: a quotation "
            "mark may be missing there. Mend it and bring the file in again."
        ) from error
    columns = max((cell.column + 1 for row in rows for cell in row.cells), default=0)
    return document("csv", name, [Table(tuple(rows), columns)], notes=tuple(notes))


def _row(cells: list[str], number: int, budget: Budget) -> list[Row]:
    while cells and not cells[-1].strip():
        cells.pop()
    within_columns(len(cells))
    budget.spend(cells=len(cells), signs=sum(map(len, cells)))
    filled = tuple(
        typed_cell(column, words, read_lines(words))
        for column, words in enumerate(cells)
        if words.strip()
    )
    return [Row(f"Row {number}", filled, number=number)] if filled else []


def _delimiter(text: str) -> tuple[str, str]:
    """Find the sign between cells: the one that cuts most rows into the same number of cells."""
    first, _, rest = text.partition("\n")
    named = first.strip("\r\ufeff ")
    if named.lower().startswith("sep=") and len(named) == len("sep=x"):
        return named[-1], rest
    return max(DELIMITERS, key=lambda sign: _agreement(text[:60_000], sign)), text


def _agreement(text: str, sign: str) -> float:
    rows = csv.reader(StringIO(text, newline=""), delimiter=sign)
    try:
        widths = [len(row) for row in islice(rows, 200) if any(cell.strip() for cell in row)]
    except csv.Error:
        return 0
    counted = Counter(width for width in widths if width > 1)
    if not counted:
        return 0
    width, agreeing = counted.most_common(1)[0]
    return agreeing / len(widths) + min(width, 12) / 24 - DELIMITERS.index(sign) / 1_000
