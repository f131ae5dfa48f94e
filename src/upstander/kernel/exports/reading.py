"""Reads the tables that people send: csv in the manners spreadsheets write it, and xlsx.

Whatever is wrong with a file is said in one sentence, and nothing is guessed in silence.
"""

import csv
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO
from itertools import islice
from typing import IO

from upstander.kernel.errors import Refused
from upstander.kernel.exports.formulas import restore
from upstander.kernel.exports.sheet import Sheet
from upstander.kernel.exports.workbook import workbook_rows

MEGABYTE = 1024 * 1024
LARGEST_FILE = 20 * MEGABYTE
MOST_ROWS = 20_000
MOST_COLUMNS = 200
LONGEST_CELL = 100_000

NumberedRow = tuple[int, list[str]]


def read_rows(file: IO[bytes], name: str, sheet_name: str | None = None) -> Sheet:
    """Read a csv file or one sheet of a workbook: first row headings, the rest rows of text.

    Raises Refused with a sentence that says what is wrong with the file.
    """
    content = file.read(LARGEST_FILE + 1)
    if len(content) > LARGEST_FILE:
        raise Refused(f"The file is larger than {LARGEST_FILE // MEGABYTE} MB. Split it first.")
    if not content.strip():
        raise Refused("The file is empty.")
    kind = name.rsplit(".", 1)[-1].lower() if "." in name else ""
    if kind in ("xlsx", "xlsm") or content[:4] == b"PK\x03\x04":
        rows = workbook_rows(content, sheet_name)
    elif kind in ("csv", "txt", "tsv"):
        rows = _csv_rows(content)
    else:
        raise Refused("Only csv and xlsx files can be read. Save the file as one of these first.")
    return _sheet(name, rows)


def _sheet(name: str, rows: Iterable[NumberedRow]) -> Sheet:
    filled = ((number, row) for number, row in rows if any(cell.strip() for cell in row))
    kept = list(islice(filled, MOST_ROWS + 2))
    if len(kept) > MOST_ROWS + 1:
        raise Refused(f"The file has more than {MOST_ROWS:,} rows. Split it first.")
    if not kept:
        raise Refused("The file is empty.")
    headings = [heading.strip() for heading in _trimmed(kept[0][1])]
    _check_headings(headings)
    return Sheet(
        title=name,
        columns=tuple(headings),
        rows=[_fitted(number, row, len(headings)) for number, row in kept[1:]],
        numbers=tuple(number for number, _ in kept[1:]),
    )


def _check_headings(headings: Sequence[str]) -> None:
    if len(headings) > MOST_COLUMNS:
        raise Refused(f"The file has more than {MOST_COLUMNS} columns. Remove what is not needed.")
    if "" in headings:
        place = headings.index("") + 1
        raise Refused(f"Column {place} has no heading. The first row must hold the headings.")
    seen = [heading.casefold() for heading in headings]
    for heading in headings:
        if seen.count(heading.casefold()) > 1:
            raise Refused(f"Two columns have the heading “{heading}”. Rename one of them.")


def _fitted(number: int, row: list[str], width: int) -> list[str]:
    cells = _trimmed(row)
    if len(cells) > width:
        raise Refused(f"Row {number} has more cells than there are headings.")
    if any(len(cell) > LONGEST_CELL for cell in cells):
        raise Refused(f"Row {number} holds a text of more than {LONGEST_CELL:,} characters.")
    return cells + [""] * (width - len(cells))


def _trimmed(row: Sequence[str]) -> list[str]:
    cells = list(row)
    while cells and not cells[-1].strip():
        cells.pop()
    return cells


def _csv_rows(content: bytes) -> Iterator[NumberedRow]:
    text = _decoded(content)
    delimiter, text = _delimiter(text)
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = 0
    try:
        # counted as a spreadsheet counts them: a row of several lines is one, a blank line another
        for number, row in enumerate(reader, start=1):
            yield number, [restore(cell) for cell in row]
            line = reader.line_num
    except csv.Error as error:
        raise Refused(
            f"The file cannot be read from line {line + 1} on: a quotation mark is missing, or "
            "the text is far too long."
        ) from error


def _decoded(content: bytes) -> str:
    sixteen = content[:2] in (b"\xff\xfe", b"\xfe\xff")
    for encoding in ["utf-16"] if sixteen else ["utf-8-sig", "cp1252"]:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" in text:
            break
        return text
    raise Refused("The file is not text. Save it again as csv (UTF-8) or as xlsx.")


def _delimiter(text: str) -> tuple[str, str]:
    first = text.split("\n", 1)[0].strip("\r")
    if first.lower().startswith("sep=") and len(first) == len("sep=x"):
        return first[-1], text.split("\n", 1)[1] if "\n" in text else ""
    outside = "".join(first.split('"')[::2])
    return max(",;\t", key=outside.count), text
