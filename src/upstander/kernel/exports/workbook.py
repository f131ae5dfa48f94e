"""Reads one sheet of an xlsx workbook, after a look at what the archive would unpack to."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time
from io import BytesIO
from typing import Any
from zipfile import BadZipFile, ZipFile

from upstander.kernel.errors import Refused

MOST_ENTRIES = 2_000
LARGEST_TOTAL = 60 * 1024 * 1024
HIGHEST_RATIO = 100
SMALL_ENTRY = 1024 * 1024  # below this a high ratio does no harm
MOST_LINES = 1_048_576  # the format's own limit; a file may claim more
MOST_CELLS = 20_000_000

# how the format writes signs that XML cannot hold. The library has already taken the mark off words
# that only look like that (_x0041_), so nothing but such signs may be read back
_ESCAPED = re.compile(r"_x(00(?:0[1-9a-fA-F]|1[0-9a-fA-F])|[fF]{3}[eEfF])_")
_OLD_OR_LOCKED = b"\xd0\xcf\x11\xe0"


def workbook_rows(content: bytes, sheet_name: str | None) -> Iterator[tuple[int, list[str]]]:
    """Give the filled rows of a sheet, each with its number; raises Refused where it cannot."""
    check_archive(content)
    # a list page must not pay for loading this library
    from openpyxl import load_workbook  # noqa: PLC0415

    try:
        book = load_workbook(BytesIO(content), read_only=True, data_only=True)
        sheet = _chosen(book, sheet_name)
        sheet.reset_dimensions()  # what the file says of its own size may be a lie
        for number, cells in _within_bounds(sheet.iter_rows(values_only=True)):
            yield number, [_text(cell) for cell in cells]
    except Refused:
        raise
    except Exception as error:
        raise Refused("The workbook is damaged. Open it, save it again and try again.") from error


def _within_bounds(lines: Iterable[Sequence[Any]]) -> Iterator[tuple[int, Sequence[Any]]]:
    # a cell in the last column makes a whole row of empty ones, so empty cells are counted too
    seen = 0
    for number, cells in enumerate(lines, start=1):
        seen += len(cells)
        if number > MOST_LINES or seen > MOST_CELLS:
            raise Refused("The sheet is far larger than its list. Copy the rows to a new one.")
        if cells.count(None) < len(cells):
            yield number, cells


def check_archive(content: bytes) -> None:
    """Refuse an archive that is none, or that would unpack to far more than it seems."""
    if content[:4] == _OLD_OR_LOCKED:
        raise Refused(
            "The workbook has a password or is in the old xls format. "
            "Save it as xlsx without a password."
        )
    try:
        entries = ZipFile(BytesIO(content)).infolist()
    except (BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise Refused("The file is not a workbook. Save it again as xlsx or csv.") from error
    if any(entry.flag_bits & 1 for entry in entries):
        raise Refused("The workbook has a password. Save it without one.")
    if not any(entry.filename == "xl/workbook.xml" for entry in entries):
        raise Refused("The file is not a workbook. Save it again as xlsx or csv.")
    too_dense = any(
        entry.file_size > SMALL_ENTRY
        and entry.file_size > HIGHEST_RATIO * max(entry.compress_size, 1)
        for entry in entries
    )
    total = sum(entry.file_size for entry in entries)
    if len(entries) > MOST_ENTRIES or total > LARGEST_TOTAL or too_dense:
        raise Refused("The workbook unpacks to far more than a list. Copy the rows to a new one.")


def _chosen(book: Any, sheet_name: str | None) -> Any:
    if sheet_name is None:
        return book.worksheets[0]
    for sheet in book.worksheets:
        if sheet.title.strip().casefold() == sheet_name.strip().casefold():
            return sheet
    raise Refused(f"The workbook has no sheet named “{sheet_name}”.")


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), value)
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, datetime):
        whole_day = value.time() == time()
        return value.date().isoformat() if whole_day else value.isoformat(" ", "seconds")
    return value.isoformat() if isinstance(value, date | time) else str(value)
