"""Exports in which a column says what each row is: a theme, an objective, or an action."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from upstander.kernel.documents.model import Cell, Line, Row, Table
from upstander.kernel.documents.tidy import word_set
from upstander.kernel.plan.recognition.vocabulary import plain, role_of

_THEMES = word_set("theme priority strand pillar workstream epic aim area")
_OBJECTIVES = word_set("objective outcome goal feature")
_ACTIONS = word_set("action task activity subtask milestone deliverable story")
_KINDS = frozenset(
    ("type", "level", "kind", "tier", "item type", "issue type", "work item type", "row type")
)
_NAMES = frozenset(
    ("title", "name", "summary", "description", "item", "task name", "subject", "text", "details")
)
SEARCHED = 10  # rows from the top in which the headings are looked for


def by_level(table: Table) -> Table:
    """Write rows that a column calls themes or objectives as lines across, and leave the rest."""
    for at, head in enumerate(table.rows[:SEARCHED]):
        kind, name = _column(head, _KINDS), _column(head, _NAMES)
        if kind < 0 or name < 0 or any(role_of(cell.text) == "action" for cell in head.cells):
            continue
        levels = [_level(row, kind) for row in table.rows[at + 1 :]]
        if _tells(levels):
            rows = table.rows[at + 1 :]
            written = tuple(_written(rows, levels, name, table.columns))
            return replace(table, rows=(*table.rows[:at], _headed(head, name), *written))
    return table


def _column(head: Row, words: frozenset[str]) -> int:
    """Find the column of a heading; -1 where no cell is one of some words."""
    return next((cell.column for cell in head.cells if plain(cell.text) in words), -1)


def _level(row: Row, column: int) -> str:
    said = next((plain(cell.text) for cell in row.cells if cell.column == column), "")
    levels = (("Theme", _THEMES), ("Objective", _OBJECTIVES), ("action", _ACTIONS))
    return next((level for level, words in levels if said in words), "")


def _tells(levels: Sequence[str]) -> bool:
    """Tell whether the column names levels, and more than the actions'."""
    known = [level for level in levels if level]
    return len(known) > 0.7 * len(levels) and "action" in known and len(set(known)) > 1


def _headed(head: Row, name: int) -> Row:
    """Say in the headings that the column of names holds actions, which only their kind told."""
    cells = (
        replace(cell, lines=(Line(f"Action {cell.text.casefold()}"),))
        if cell.column == name
        else cell
        for cell in head.cells
    )
    return replace(head, cells=tuple(cells))


def _written(rows: Sequence[Row], levels: Sequence[str], name: int, columns: int) -> Iterator[Row]:
    for row, level in zip(rows, levels, strict=True):
        named = next((cell for cell in row.cells if cell.column == name and cell.text), None)
        if named is None or level not in ("Theme", "Objective"):
            yield row
        else:
            words = Line(f"{level}: {' '.join(named.text.split())}", bold=True)
            yield replace(row, cells=(Cell(0, (words,), column_span=columns),))
