"""Exports in which a column says what each row is: a theme, an objective, or an action.

It says so by a word, or by a number such as 1.2.1, below which nothing lies that is an action.
"""

import re
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
_NUMBERS = frozenset(("wbs", "wbs code", "outline number", "outline no", "number", "no", "ref"))
_DEEP = re.compile(r"\d{1,3}(?:\.\d{1,3})*")
SEARCHED = 10  # rows from the top in which the headings are looked for


def by_level(table: Table) -> Table:
    """Write rows that are themes or objectives as lines across, and leave the rest."""
    for at, head in enumerate(table.rows[:SEARCHED]):
        below = table.rows[at + 1 :]
        found = _by_word(head, below) or _by_number(head, below)
        if found:
            levels, name = found
            written = tuple(_written(head, below, levels, name, table.columns))
            return replace(table, rows=(*table.rows[:at], _headed(head, name), *written))
    return table


def _by_word(head: Row, rows: Sequence[Row]) -> tuple[list[str], int] | None:
    """Read a column such as "Type"; gives the level of each row, and the column of names."""
    kind, name = _column(head, _KINDS), _column(head, _NAMES)
    if kind < 0 or name < 0 or any(role_of(cell.text) == "action" for cell in head.cells):
        return None
    levels = [_level(row, kind) for row in rows]
    return (levels, name) if _tells(levels) else None


def _by_number(head: Row, rows: Sequence[Row]) -> tuple[list[str], int] | None:
    """Read numbers that lie within one another, where only the innermost rows have a lead."""
    number, name = _column(head, _NUMBERS), _column(head, _NAMES)
    roles = {cell.column: role_of(cell.text) for cell in head.cells}
    leads = [column for column, role in roles.items() if role == "leads"]
    if number < 0 or name < 0 or not leads:
        return None
    numbers = [_text(row, number).rstrip(".") for row in rows]
    if not all(_DEEP.fullmatch(said) for said in numbers if said):
        return None
    parents = {said.rpartition(".")[0] for said in numbers if "." in said}
    outer = {said.rpartition(".")[0] for said in parents if "." in said}
    led = [said for said, row in zip(numbers, rows, strict=True) if _text(row, leads[0])]
    if len(parents) < 2 or not led or parents.intersection(led):
        return None
    levels = [
        (f"Theme {said}" if said in outer else f"Objective {said}") if said in parents else "action"
        for said in numbers
    ]
    return levels, name


def _text(row: Row, column: int) -> str:
    return next((cell.text.strip() for cell in row.cells if cell.column == column), "")


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


def _written(
    head: Row, rows: Sequence[Row], levels: Sequence[str], name: int, columns: int
) -> Iterator[Row]:
    headings = {cell.column: cell.text for cell in head.cells}
    for row, level in zip(rows, levels, strict=True):
        named = next((cell for cell in row.cells if cell.column == name and cell.text), None)
        if named is None or level in ("", "action"):
            yield row
            continue
        words = Line(f"{level}: {' '.join(named.text.split())}", bold=True)
        yield replace(row, cells=(Cell(0, (words,), column_span=columns),))
        beside = tuple(_beside(row, headings, {" ".join(named.text.split()), *level.split()}))
        if beside:
            yield replace(row, cells=(Cell(0, beside, column_span=columns),))


def _beside(row: Row, headings: dict[int, str], said: set[str]) -> Iterator[Line]:
    """Write what else a row of a theme or objective says, each under its heading."""
    for cell in row.cells:
        words = " ".join(cell.text.split())
        heading = headings.get(cell.column, "")
        told = plain(heading) in _KINDS or role_of(heading) == "number"
        if words and words not in said and not told:
            yield Line(f"{heading}: {words}" if heading else words, bullet="•")
