"""What one row of a table says, read by the roles of its columns."""

import re
from collections.abc import Sequence
from dataclasses import replace

from upstander.kernel.documents.model import Cell, Line
from upstander.kernel.plan.interchange.text import one_line
from upstander.kernel.plan.recognition.columns import Columns
from upstander.kernel.plan.recognition.drafts import PlanDraft, RowDraft, Words
from upstander.kernel.plan.recognition.headings import (
    Heading,
    bare_number,
    is_number,
    read_heading,
)
from upstander.kernel.plan.recognition.labels import FIELDS, speak_for_themselves, take_labels
from upstander.kernel.plan.recognition.statuses import is_mark
from upstander.kernel.plan.recognition.views import View
from upstander.kernel.plan.recognition.vocabulary import OWN_SIDES

_TYPED_MARK = re.compile(r"o\s+(?=[a-z])")
_MARK = re.compile(r"\*+$")
_SHARE = re.compile(r"0|1|[01]\.\d{1,4}")
_SHORT = re.compile(r"\S{1,12}")
# what a mark in a column says: the heading names a state, or somebody who leads
_BY_MARK = {"tick": "status", "leads.mark": "leads"}
_HELD = frozenset(
    (
        *FIELDS,
        *(f"objective.{name}" for name in OWN_SIDES),
        *("theme", "theme.number", "theme.aim", "objective", "objective.number"),
        *("action", "number", "schedule", *_BY_MARK),
    )
)


def read_row(view: View, columns: Columns, plan: PlanDraft) -> RowDraft | None:
    """Read a row; None where it says nothing of an action."""
    row = RowDraft(view.place, view.page, view.table)
    for cell in _cells(view, columns, "action"):
        row.lines += _with_typed_marks(cell.lines)
    for cell in _cells(view, columns, "number"):
        _take_number(cell, view, row, plan)
    for role, held in (("leads", row.leads), ("due", row.dues)):
        for column in columns.of(role):
            if view.text(column):
                held.append(Words(view.text(column), view.place))
    _read_marks(row, view, columns, plan)
    _read_schedule(row, view, columns)
    _read_statuses(row, view, columns)
    _read_progress(row, view, columns)
    row.depends_on += [cell.text for cell in _cells(view, columns, "depends_on")]
    plan.said |= {f"action.{name}" for name in FIELDS if columns.has(name)}
    plan.said |= {f"action.{name}" for role, name in _BY_MARK.items() if columns.has(role)}
    plan.headings |= {columns.headings.get(column, "") for column in columns.of("action")}
    row.apart = speak_for_themselves(row.lines)
    if not row.apart:
        take_labels(row, plan)
    return row if row.lines or row.says_more or row.depends_on or row.reference else None


def _with_typed_marks(lines: Sequence[Line]) -> Sequence[Line]:
    """Read the letter "o" before several lines as the bullet that it stands for."""
    marked = [line for line in lines if _TYPED_MARK.match(line.text)]
    if len(marked) < 2:
        return lines
    return [
        replace(line, text=line.text[2:].strip(), bullet="•") if line in marked else line
        for line in lines
    ]


def read_objective(view: View, columns: Columns) -> RowDraft:
    """Read what columns such as "Objective lead" say of the objective itself."""
    row = RowDraft(view.place)
    for name in OWN_SIDES:
        for cell in _cells(view, columns, f"objective.{name}"):
            row.put(name, cell.text, view.place)
    return row


def name_in(view: View, columns: Columns, role: str) -> Heading | None:
    """Read the theme or objective that a row names in cells of its own."""
    texts = [cell.text for cell in _cells(view, columns, role)]
    numbers = [bare_number(cell.text) for cell in _cells(view, columns, f"{role}.number")]
    if not texts and not numbers:
        return None
    heading = read_heading(one_line(texts[0])) if texts else Heading("")
    return Heading(heading.title, next(filter(None, numbers), heading.number), heading.label)


def mark_behind(view: View, columns: Columns) -> list[str]:
    """Give the mark of a footnote that stands behind the number of an objective: "1d*"."""
    found = [_MARK.search(cell.text) for cell in _cells(view, columns, "objective.number")]
    return [mark[0] for mark in found if mark]


def keep_others(view: View, columns: Columns, plan: PlanDraft) -> None:
    """Keep the words of columns that no plan has, under their headings."""
    twice = {c for role in ("theme", "objective") for c in _beyond_first(view, columns, role)}
    for column, cell in view.cells.items():
        if columns.roles.get(column) not in _HELD or column in twice:
            heading = columns.headings.get(column) or f"column {column + 1}"
            plan.others.setdefault(heading, []).append(Words(cell.text, view.place))


def _beyond_first(view: View, columns: Columns, role: str) -> list[int]:
    """List the columns that name the same level once more than a row can say it."""
    return [column for column in columns.of(role) if column in view.cells][1:]


def _cells(view: View, columns: Columns, role: str) -> list[Cell]:
    return [view.cells[column] for column in columns.of(role) if column in view.cells]


def _take_number(cell: Cell, view: View, row: RowDraft, plan: PlanDraft) -> None:
    """Read the cell of a number; other words that stand there are kept."""
    text = cell.text.strip()
    heading = read_heading(text)
    if is_number(text) or _SHORT.fullmatch(text):
        row.reference = text
    elif heading.number and not heading.title:
        row.reference = heading.number
    else:
        plan.others.setdefault("Numbers", []).append(Words(cell.text, view.place))


def _read_schedule(row: RowDraft, view: View, columns: Columns) -> None:
    """Read marks below months or quarters: the last of them says by when."""
    marked = [c for c in columns.of("schedule") if view.text(c) or view.colours.get(c)]
    if marked and not row.dues:
        names = [columns.headings.get(column, "") for column in (marked[0], marked[-1])]
        row.dues.append(Words(" – ".join(dict.fromkeys(names)), view.place))


def _read_statuses(row: RowDraft, view: View, columns: Columns) -> None:
    for column in columns.of("status"):
        cell = view.cells.get(column) or view.above.get(column)
        words = _as_share(cell.text if cell else "", columns.headings.get(column, ""))
        colour = (cell.colour if cell else "") or view.colours.get(column, "")
        if words or colour:
            row.statuses.append((words, colour, _shown_heading(columns, column)))
    ticked = [column for column in columns.of("tick") if column in view.cells]
    row.statuses += [(columns.headings[column], "", "") for column in ticked[-1:]]
    shade = view.colours.get(columns.shaded, "")
    if shade:
        row.statuses.append(("", shade, ""))


def _read_marks(row: RowDraft, view: View, columns: Columns, plan: PlanDraft) -> None:
    """Read marks below the names of those who lead; other words that stand there are kept."""
    for column in columns.of("leads.mark"):
        words, heading = view.text(column), columns.headings[column]
        if is_mark(words):
            row.leads.append(Words(heading, view.place))
        elif words:
            plan.others.setdefault(heading, []).append(Words(words, view.place))


def _as_share(words: str, heading: str) -> str:
    """Write "0.5" below "% complete" as 50%, which is what a sheet shows of it."""
    of_all = "%" in heading or "percent" in heading.casefold()
    return f"{round(float(words) * 100)}%" if of_all and _SHARE.fullmatch(words) else words


def _read_progress(row: RowDraft, view: View, columns: Columns) -> None:
    for column in columns.of("progress"):
        if column in view.cells:
            row.progress.append((_shown_heading(columns, column), view.cells[column].text))


def _shown_heading(columns: Columns, column: int) -> str:
    """Name a column where several of its kind stand side by side."""
    several = len(columns.of("progress")) > 1 or len(columns.of("status")) > 1
    return columns.headings.get(column, "") if several else ""
