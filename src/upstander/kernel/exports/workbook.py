"""Reads one sheet of an xlsx workbook, after a look at what the archive would unpack to."""

from collections.abc import Iterator
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

_OLD_OR_LOCKED = b"\xd0\xcf\x11\xe0"


def workbook_rows(
    content: bytes, sheet_name: str | None, most_columns: int
) -> Iterator[tuple[int, list[str]]]:
    """Give the rows of a sheet, each with its number; raises Refused where it cannot be read."""
    check_archive(content)
    # a list page must not pay for loading this library
    from openpyxl import load_workbook  # noqa: PLC0415

    try:
        book = load_workbook(BytesIO(content), read_only=True, data_only=True)
        sheet = _chosen(book, sheet_name)
        sheet.reset_dimensions()
        lines = sheet.iter_rows(max_col=most_columns + 1, values_only=True)
        for number, cells in enumerate(lines, start=1):
            if number > MOST_LINES:
                raise Refused("The sheet claims more rows than a workbook can hold.")
            yield number, [_text(cell) for cell in cells]
    except Refused:
        raise
    except Exception as error:
        raise Refused("The workbook is damaged. Open it, save it again and try again.") from error


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
    if not book.worksheets:
        raise Refused("The workbook has no sheet with rows.")
    if sheet_name is None:
        return book.worksheets[0]
    for sheet in book.worksheets:
        if sheet.title.strip().casefold() == sheet_name.strip().casefold():
            return sheet
    raise Refused(f"The workbook has no sheet named “{sheet_name}”.")


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, datetime):
        whole_day = value.time() == time()
        return value.date().isoformat() if whole_day else value.isoformat(" ", "seconds")
    return value.isoformat() if isinstance(value, date | time) else str(value)
