"""Which tabs of a workbook hold the plan: of several years or quarters only the last."""

import re
from dataclasses import replace

from upstander.kernel.documents.model import Document, Note, Table
from upstander.kernel.plan.interchange.document import NotAPlan
from upstander.kernel.plan.recognition.headers import find_headers
from upstander.kernel.plan.recognition.views import View, items_of

MOST_ROWS = 4_000
MOST_SIGNS = 1_000_000
TOO_MUCH = (
    "The file holds far more than a plan, which has at most 2,000 actions. Copy only the plan to a "
    "new file and bring that in."
)
_YEAR = re.compile(r"(?<!\d)(20\d\d|\d\d)(?:\s*[-/–]\s*(?:20)?(\d\d))?(?!\d)")
_QUARTER = re.compile(r"\b(?:q|quarter\s*)([1-4])\b", re.IGNORECASE)


def within_reach(document: Document) -> Document:
    """Leave out tables that are far longer than a plan; raises NotAPlan where nothing is left."""
    long = [table for table in document.tables if len(table.rows) > MOST_ROWS]
    kept = tuple(table for table in document.tables if table not in long)
    rows = len(document.paragraphs) + sum(len(table.rows) for table in kept)
    signs = sum(len(cell.text) for table in kept for row in table.rows for cell in row.cells)
    if rows > MOST_ROWS or signs > MOST_SIGNS:
        raise NotAPlan(TOO_MUCH)
    if not long:
        return document
    if not kept:
        raise NotAPlan(TOO_MUCH)
    notes = [
        Note(_called(table), "", f"It has more than {MOST_ROWS:,} rows and was left out.")
        for table in long
    ]
    order = iter(document.tables)
    left = "".join(s for s in document.order if s == "p" or len(next(order).rows) <= MOST_ROWS)
    return replace(document, tables=kept, order=left, notes=(*document.notes, *notes))


def _called(table: Table) -> str:
    return f"Sheet “{table.sheet}”" if table.sheet else table.rows[0].place


def chosen_sheets(document: Document) -> Document:
    """Keep one of several tabs that hold the same plan at different times."""
    plans = [table for table in document.tables if table.sheet and _holds_plan(document, table)]
    times = {table.sheet: _time_of(table.sheet) for table in plans}
    dated = [table for table in plans if times[table.sheet]]
    if len({times[table.sheet] for table in dated}) < 2 or len(dated) < len(plans):
        return document
    last = max(times.values())
    older = [table for table in dated if times[table.sheet] != last]
    notes = [_note(table, max(dated, key=lambda held: times[held.sheet]).sheet) for table in older]
    kept = tuple(table for table in document.tables if table not in older)
    return replace(document, tables=kept, order="t" * len(kept), notes=(*document.notes, *notes))


def _holds_plan(document: Document, table: Table) -> bool:
    alone = replace(document, paragraphs=(), tables=(table,), order="t")
    views = [item for item in items_of(alone) if isinstance(item, View)]
    return any(columns.of_a_plan for columns in find_headers(views).rows.values())


def _time_of(title: str) -> tuple[int, int]:
    quarter = _QUARTER.search(title)
    year = _YEAR.search(title)
    if not quarter and not (year and (len(year[1]) == 4 or year[2])):
        return ()  # type: ignore[return-value]
    number = int(year[1]) % 100 if year else 0
    return (number, int(quarter[1]) if quarter else 0)


def _note(table: Table, kept: str) -> Note:
    words = "; ".join(cell.text for row in table.rows for cell in row.cells if cell.text)
    return Note(
        f"Sheet “{table.sheet}”",
        words[:2_000],
        f"It holds the plan at another time. Sheet “{kept}” is read instead.",
    )
