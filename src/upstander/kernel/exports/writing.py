"""A sheet as csv, xlsx or json, none of which can run anything where it is opened."""

import csv
import json
from collections.abc import Callable, Iterable
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO, StringIO
from typing import Any

from django.http import HttpResponse
from django.utils.text import slugify

from upstander.kernel.errors import Refused
from upstander.kernel.exports.formulas import neutralise
from upstander.kernel.exports.sheet import Sheet, as_text

_LONGEST_CELL = 32_767  # the format's own limit; the library drops longer text without a word


def to_csv(sheet: Sheet) -> bytes:
    """Write csv that spreadsheets open as UTF-8 and run nothing of."""
    out = StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow([neutralise(title) for title in sheet.columns])
    writer.writerows([_csv_cell(value) for value in row] for row in sheet.rows)
    return out.getvalue().encode("utf-8-sig")


def to_xlsx(*sheets: Sheet) -> bytes:
    """Write a workbook whose every cell is text."""
    # a list page must not pay for loading this library
    from xlsxwriter import Workbook  # noqa: PLC0415

    out = BytesIO()
    with Workbook(out, {"constant_memory": True, "strings_to_formulas": False}) as book:
        text = book.add_format({"quote_prefix": True, "valign": "top"})
        head = book.add_format({"quote_prefix": True, "bold": True, "bottom": 1})
        for sheet in sheets:
            page = book.add_worksheet(_sheet_name(sheet.title))
            page.freeze_panes(1, 0)
            page.set_column(0, max(len(sheet.columns) - 1, 0), 24)
            _write_row(page, 0, sheet.columns, head)
            for number, row in enumerate(sheet.rows, start=1):
                _write_row(page, number, row, text)
    return out.getvalue()


def to_json(sheet: Sheet) -> bytes:
    """Write a list of objects, one for each row, under the headings."""
    rows = [dict(zip(sheet.columns, map(_json_value, row), strict=True)) for row in sheet.rows]
    return json.dumps(rows, ensure_ascii=False, indent=1).encode("utf-8")


FORMATS: dict[str, tuple[str, Callable[[Sheet], bytes]]] = {
    "csv": ("text/csv; charset=utf-8", to_csv),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", to_xlsx),
    "json": ("application/json", to_json),
}


def response(sheet: Sheet, form: str) -> HttpResponse:
    """Answer with the sheet as a file to keep; raises KeyError for a format that is not one."""
    content_type, write = FORMATS[form]
    name = slugify(sheet.title) or "export"
    return HttpResponse(
        write(sheet),
        content_type=content_type,
        headers={"Content-Disposition": f'attachment; filename="{name}.{form}"'},
    )


def _csv_cell(value: Any) -> Any:
    # a number cannot be a formula, and -5 should stay one
    is_number = isinstance(value, int | float | Decimal) and not isinstance(value, bool)
    return value if is_number else neutralise(as_text(value))


def _write_row(page: Any, number: int, row: Iterable[Any], style: Any) -> None:
    for column, value in enumerate(row):
        text = as_text(value)
        if len(text) > _LONGEST_CELL:
            raise Refused(
                f"A spreadsheet cell holds at most {_LONGEST_CELL:,} characters and one of these "
                "texts is longer. Download the list as csv or json instead."
            )
        if text:
            page.write_string(number, column, text, style)


def _sheet_name(title: str) -> str:
    return "".join(" " if sign in r"[]:*?/\'" else sign for sign in title).strip()[:31] or "Sheet"


def _json_value(value: Any) -> Any:
    if value is None or isinstance(value, bool | int | float | str):
        return value
    return value.isoformat() if isinstance(value, date | datetime) else str(value)
