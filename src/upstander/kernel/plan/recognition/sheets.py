"""Which tabs of a workbook hold the plan: of several years or quarters only the last."""

import re
from dataclasses import replace

from upstander.kernel.documents.model import Document, Note, Table
from upstander.kernel.plan.recognition.headers import find_headers
from upstander.kernel.plan.recognition.views import View, items_of

_YEAR = re.compile(r"(?<!\d)(20\d\d|\d\d)(?:\s*[-/–]\s*(?:20)?(\d\d))?(?!\d)")
_QUARTER = re.compile(r"\b(?:q|quarter\s*)([1-4])\b", re.IGNORECASE)


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
