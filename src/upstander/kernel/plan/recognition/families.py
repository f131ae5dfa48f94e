"""What only all rows below the same headings show together: names, or actions without more."""

from collections import Counter
from collections.abc import Sequence

from upstander.kernel.documents.model import Cell
from upstander.kernel.plan.recognition.entries import Entry
from upstander.kernel.plan.recognition.headings import (
    bare_number,
    depth_of,
    is_number,
    read_heading,
)
from upstander.kernel.plan.recognition.lonely import in_capitals, reads_as_title
from upstander.kernel.plan.recognition.views import Item, View


def settle_families(entries: Sequence[Entry]) -> None:
    """Look at rows below the same headings together: a number may name an action or more."""
    families: dict[tuple[tuple[int, str], ...], list[Entry]] = {}
    for entry in entries:
        if isinstance(entry.item, View) and entry.columns and entry.kind in ("data", "across"):
            key = tuple(sorted(entry.columns.roles.items()))
            families.setdefault(key, []).append(entry)
    for family in families.values():
        _settle_family(family)


def _settle_family(entries: list[Entry]) -> None:
    data = [entry for entry in entries if entry.kind == "data" and isinstance(entry.item, View)]
    full = [e for e in data if isinstance(e.item, View) and len(_unnumbered(e.item)) > 1]
    numbered = sum(_has_number(entry.item) for entry in full)
    carry_numbers = bool(full) and numbered >= 0.6 * len(full)
    shallowest = min((_depth(entry) for entry in full if _depth(entry)), default=0)
    looks = Counter(_look(entry) for entry in full)
    usual = looks.most_common(1)[0][0] if looks else (False, False, False)
    for entry in entries:
        if (
            entry.kind != "across"
            or entry.before_header
            or entry.ahead
            or not isinstance(entry.item, View)
        ):
            continue
        cell = entry.cell
        wide = cell is not None and cell.column_span >= max(2, (entry.item.width + 1) // 2)
        plain_look = _look(entry) == usual or not full
        labelled = bool(entry.heading and entry.heading.label)
        above = carry_numbers and 0 < _depth(entry) < shallowest
        if not plain_look or wide or labelled or above:
            continue
        shown = (
            cell is not None
            and entry.columns is not None
            and (entry.columns.roles.get(cell.column) == "action" and not _has_number(entry.item))
        )
        if shown or (carry_numbers and _has_number(entry.item)):
            entry.kind = "data"
    if not carry_numbers and full:
        _raise_numbered_lines(entries, full)


def _look(entry: Entry) -> tuple[bool, bool, bool]:
    """Tell how a row looks: bold, coloured, and in capitals, in its longest cell."""
    view = entry.item
    if not isinstance(view, View) or not view.filled:
        return (False, False, False)
    cell = max(view.filled, key=lambda held: len(held.text))
    return (cell.bold, bool(cell.colour), in_capitals(cell.text))


def _unnumbered(view: View) -> list[Cell]:
    return [cell for cell in view.filled if not is_number(cell.text)]


def _has_number(view: Item) -> bool:
    return isinstance(view, View) and any(is_number(cell.text) for cell in view.filled[:2])


def _raise_numbered_lines(entries: Sequence[Entry], full: Sequence[Entry]) -> None:
    """Take lines with a number and nothing beside them for names, where no action has a number."""
    first = [e.item.filled[0] for e in full if isinstance(e.item, View)]
    if any(read_heading(cell.text).number for cell in first):
        return
    for entry in entries:
        cell, heading = entry.cell, entry.heading
        if entry.kind != "data" or cell is None or heading is None or not heading.number:
            continue
        if cell.column == 0 and reads_as_title(cell):
            entry.kind = "across"


def _depth(entry: Entry) -> int:
    """Tell how deep the number lies that a row carries; 0 without one."""
    cells = entry.item.filled[:2] if isinstance(entry.item, View) else []
    return next((depth_of(bare_number(c.text)) for c in cells if is_number(c.text)), 0)
