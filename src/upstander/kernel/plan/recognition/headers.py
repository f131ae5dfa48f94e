"""Finds the rows of headings, and what the columns below them hold."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from upstander.kernel.plan.interchange.cells import status_of
from upstander.kernel.plan.recognition.cards import card_pairs
from upstander.kernel.plan.recognition.columns import Columns, like_day
from upstander.kernel.plan.recognition.headings import is_number, read_heading
from upstander.kernel.plan.recognition.settling import settle_roles
from upstander.kernel.plan.recognition.statuses import is_mark, is_status
from upstander.kernel.plan.recognition.views import View
from upstander.kernel.plan.recognition.vocabulary import (
    TELLING,
    is_heading,
    is_period,
    plain,
    role_of,
)


@dataclass
class Headers:
    """The rows of headings in a document, and the columns that each of them begins."""

    rows: dict[int, Columns] = field(default_factory=dict)
    more: set[int] = field(default_factory=set)


def find_headers(views: Sequence[View]) -> Headers:
    """Find every row of headings; a second row that only divides the first belongs to it."""
    found = Headers()
    for at, view in enumerate(views):
        if at in found.more or not (_is_header(view) or _is_matrix(views, at)):
            continue
        columns = _columns_of(view)
        below = views[at + 1] if at + 1 < len(views) and views[at + 1].table == view.table else None
        if below and _divides(view, below):
            _add_division(columns, view, below)
            found.more.add(at + 1)
        found.rows[at] = columns
    _settle(views, found)
    return found


def _is_header(view: View) -> bool:
    filled = [cell for cell in view.filled if not is_number(cell.text) or len(cell.text) < 2]
    periods = [cell for cell in filled if is_period(cell.text)]
    if len(periods) > 2:
        filled = [cell for cell in filled if cell not in periods]
    else:
        states = [cell for cell in filled if is_status(cell.text)]
        said = any(_says_what_a_row_says(cell.text) for cell in filled)
        if said and (len(states) < 2 or any(_is_dated(cell.text) for cell in filled)):
            return False
    if len(filled) < 2 or card_pairs(view):
        return False
    heads = [cell for cell in filled if is_heading(cell.text)]
    roles = {role_of(cell.text) for cell in heads} & TELLING
    if len(roles) < 2 or not roles & {"action", "objective", "leads", "status", "progress", "due"}:
        return False
    others = [cell for cell in filled if cell not in heads]
    if len(others) == 1 and len(roles) >= 2 and _names_objective(others[0].text):
        return True
    return len(heads) >= 0.6 * len(filled) and all(len(cell.text) <= 90 for cell in others)


def _is_matrix(views: Sequence[View], at: int) -> bool:
    """Tell headings that name who leads, below which marks say of what."""
    view = views[at]
    heads = [cell for cell in view.filled if is_heading(cell.text)]
    named = [cell for cell in view.filled if cell not in heads]
    if len(named) < 2 or not {role_of(cell.text) for cell in heads} >= {"action"}:
        return False
    below = [held for held in views[at + 1 : at + 20] if held.table == view.table]
    texts = [held.text(cell.column) for held in below for cell in named]
    return any(texts) and all(is_mark(text) for text in texts if text)


def _says_what_a_row_says(text: str) -> bool:
    """Tell a state or a dated day, which no heading is."""
    return bool(status_of(text)) or _is_dated(text)


def _is_dated(text: str) -> bool:
    return text[-2:].isdecimal() and like_day(text) and len(text) > 2


def _names_objective(text: str) -> bool:
    heading = read_heading(text)
    return bool(heading.label or heading.number) and len(heading.title.split()) > 1


def _columns_of(view: View) -> Columns:
    roles: dict[int, str] = {}
    headings: dict[int, str] = {}
    for cell in view.filled:
        text = " ".join(cell.text.split())
        role = role_of(text)
        if not is_heading(text) and _names_objective(text):
            role, text = "action", ""
        for column in range(cell.column, cell.column + cell.column_span):
            roles[column] = role
            headings[column] = text
    return Columns(roles, headings, view.width, view.place)


def _divides(view: View, below: View) -> bool:
    """Tell whether a row only divides a heading above it, as "Q1" to "Q4" below "Progress" do."""
    if _periods_only(below) and min(below.cells) in view.cells:
        return True
    wide = [cell for cell in view.filled if cell.column_span > 1]
    if not wide or not below.filled:
        return False
    under = {c for cell in wide for c in range(cell.column, cell.column + cell.column_span)}
    return all(cell.column in under and len(cell.text) <= 30 for cell in below.filled)


def _periods_only(view: View) -> bool:
    """Tell a row that says nothing but quarters or months, side by side."""
    return len(view.filled) > 1 and all(is_period(cell.text) for cell in view.filled)


def _add_division(columns: Columns, view: View, below: View) -> None:
    periods = _periods_only(below)
    for cell in below.filled:
        left = cell.column - 1
        if periods and not columns.headings.get(cell.column) and left in below.cells:
            # a heading that is not merged stands above the first of what it heads
            columns.headings[cell.column] = _heading_of(left, columns, below)
            columns.roles[cell.column] = columns.roles.get(left, "")
        above = columns.headings.get(cell.column, "")
        own = role_of(cell.text)
        columns.headings[cell.column] = f"{above} {cell.text}".strip()
        if own in ("status", "progress", "due", "leads", "action"):
            columns.roles[cell.column] = own


def _heading_of(column: int, columns: Columns, below: View) -> str:
    """Give what stands above a column, without the period that was added to it."""
    return columns.headings.get(column, "").removesuffix(below.cells[column].text).strip()


def _settle(views: Sequence[View], headers: Headers) -> None:
    """Correct roles by what the columns hold; tables with the same headings are seen together."""
    families: dict[tuple[str, ...], list[tuple[Columns, list[View]]]] = {}
    current: tuple[Columns, list[View]] | None = None
    for at, view in enumerate(views):
        if at in headers.rows:
            columns = headers.rows[at]
            current = (columns, [])
            key = tuple(plain(columns.headings.get(c, "")) for c in range(columns.width))
            families.setdefault(key, []).append(current)
        elif current and at not in headers.more:
            current[1].append(view)
    for family in families.values():
        rows = [view for _, held in family for view in held]
        settled = settle_roles(family[0][0], rows)
        for columns, _ in family:
            columns.roles = dict(settled)
