"""Walks through a sorted document and puts every piece of it under its theme and objective."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from upstander.kernel.documents.model import Paragraph
from upstander.kernel.plan.interchange.text import one_line
from upstander.kernel.plan.recognition.alongside import alongside
from upstander.kernel.plan.recognition.cards import place_card
from upstander.kernel.plan.recognition.columns import Columns
from upstander.kernel.plan.recognition.drafts import PlanDraft, RowDraft
from upstander.kernel.plan.recognition.entries import FIXED, Entry, Sorted
from upstander.kernel.plan.recognition.headings import Heading, read_heading
from upstander.kernel.plan.recognition.labels import labels_in, take_labels
from upstander.kernel.plan.recognition.loose import Loose, is_page_number
from upstander.kernel.plan.recognition.outline import Outline
from upstander.kernel.plan.recognition.place import Place
from upstander.kernel.plan.recognition.rows import (
    keep_others,
    mark_behind,
    name_in,
    read_objective,
    read_row,
)
from upstander.kernel.plan.recognition.sides import take_sides
from upstander.kernel.plan.recognition.statuses import is_status
from upstander.kernel.plan.recognition.views import View
from upstander.kernel.plan.recognition.vocabulary import OWN_SIDES, THEME_WORDS

_TOTAL = re.compile(r"(?:grand |sub-?)?totals?\b|number of (?:actions|objectives)\b|count\b", re.I)
_COUNTED = re.compile(r"([^:\d]{2,40}):\s*[\d.,]+\s*%?")  # "Total actions: 3"
_COUNT = re.compile(r"[£$]?[\d.,]+\s*%?")
_ENDS = (".", "!", "?", ":", ";")


def gather(found: Sorted, outline: Outline) -> PlanDraft:
    """Put the pieces of a document in their places."""
    gatherer = _Gatherer(found, outline)
    for at, entry in enumerate(found.entries):
        if at == outline.title_entry:
            gatherer.title(entry)
        else:
            gatherer.take(at, entry)
    return gatherer.place.plan


class _Gatherer:
    def __init__(self, found: Sorted, outline: Outline) -> None:
        self.outline = outline
        self.place = Place(outline.title)
        self.loose = Loose(self.place, found)
        self.sheet = ""
        self.by_kind: dict[str, Callable[[int, Entry], None]] = {
            "header": self.loose.consume,
            "legend": self.loose.consume,
            "margin": self.loose.margin,
            "foreign": self.loose.foreign,
            "ahead": self.loose.ahead,
            "card": self._card,
            "data": self._data,
            "listed": self.loose.listed,
        }

    def title(self, entry: Entry) -> None:
        """Take the title for read, with its label; keep what stands beside it in its row."""
        self.place.plan.consumed.append(entry.words)
        cells = entry.item.filled if isinstance(entry.item, View) else []
        for cell in cells:
            if one_line(self.outline.title) not in one_line(cell.text):
                self.loose.keep(cell.text, entry.item.place)

    def take(self, at: int, entry: Entry) -> None:
        """Take one entry."""
        role = self.outline.role(at)
        if entry.kind in self.by_kind:
            self.by_kind[entry.kind](at, entry)
        elif role == "theme":
            self.place.open_theme(entry.heading or read_heading(entry.words), entry.item.place)
        elif role == "objective":
            self._objective(entry)
        elif entry.kind == "across":
            self.loose.across(at, entry)
        elif isinstance(entry.item, Paragraph):
            self.loose.text(at, entry.item)

    def _objective(self, entry: Entry) -> None:
        if isinstance(entry.item, View):
            self._turn_sheet(entry.item)
        heading = entry.heading or read_heading(entry.words)
        self._open_objective(heading, entry.item.place, _marks_of(entry))

    def _open_objective(self, heading: Heading, place: str, marks: Sequence[str]) -> None:
        """Open an objective; what its name says of lead or day is its own: "(Lead: Police)"."""
        title, sides = labels_in(heading.title, first=True)
        if title and sides:
            self.place.plan.consumed.append(heading.title)
            heading = replace(heading, title=title)
        self.place.open_objective(heading, place, marks)
        opened = self.place.objective
        if opened and title:
            for field, said in sides:
                opened.own.put(field, said, place)
                self.place.plan.said.add(f"objective.{field}")

    def _card(self, _: int, entry: Entry) -> None:
        if isinstance(entry.item, View):
            self._turn_sheet(entry.item)
            for label, said in place_card(entry.item, self.place):
                self.loose.keep(f"{label}: {said}", entry.item.place)

    def _turn_sheet(self, view: View) -> None:
        """Begin the theme that a tab of a workbook names."""
        if self.outline.by_sheet and view.sheet != self.sheet:
            self.place.open_theme(read_heading(view.sheet), view.place)
        self.sheet = view.sheet

    def _data(self, _: int, entry: Entry) -> None:
        view, columns = entry.item, entry.columns
        if not isinstance(view, View) or columns is None:
            return
        self._turn_sheet(view)
        if _is_total(view):
            self.loose.keep(view.words, view.place)
            return
        names_other = self._names_other(view, columns)
        self._mend_cut_name(view, columns)
        self._open_within(view, columns)
        self._open_named(view, columns)
        if self.place.objective and columns.has(*(f"objective.{name}" for name in OWN_SIDES)):
            self.place.objective.own.add_sides(read_objective(view, columns))
        row = read_row(view, columns, self.place.plan)
        keep_others(view, columns, self.place.plan)
        if row is None:
            return
        if not names_other and self._goes_on(row, view, columns):
            self.place.join(row)
        elif row.lines:
            self._add(row)
        elif row.says_more or row.depends_on:
            self._without_action(row, view, columns)

    def _add(self, row: RowDraft) -> None:
        """Add a row, or each line of one whose lines speak for themselves."""
        for piece in row.pieces() if row.apart else alongside(row, self.place.plan):
            if row.apart:
                take_labels(piece, self.place.plan)
                if not piece.says_more:
                    take_sides(piece, self.place.plan)
            self.place.add(piece)

    def _mend_cut_name(self, view: View, columns: Columns) -> None:
        """Put the rest of an objective's name behind it, where a page has cut its cell."""
        before, objective = self.place.row, self.place.objective
        if before is None or objective is None or not 0 < before.page < view.page:
            return
        for column in columns.of("objective"):
            rest = one_line(view.cells[column].text) if column in view.cells else ""
            if rest[:1].islower():
                objective.title = f"{objective.title} {rest}"
                del view.cells[column]

    def _open_within(self, view: View, columns: Columns) -> None:
        """Open what a cell of actions names in its first lines: "Theme: Support"."""
        for column in columns.of("action"):
            cell = view.cells.get(column)
            while cell and len(cell.lines) > 1:
                heading = read_heading(cell.lines[0].words)
                if heading.label not in FIXED or not heading.title:
                    break
                is_theme = heading.label in THEME_WORDS
                opens = self.place.open_theme if is_theme else self.place.open_objective
                opens(heading, view.place)
                cell = view.cells[column] = replace(cell, lines=cell.lines[1:])

    def _open_named(self, view: View, columns: Columns) -> None:
        """Open the theme and the objective that a row names in its own cells."""
        theme = name_in(view, columns, "theme")
        if theme and not self.place.within(theme):
            self.place.open_theme(theme, view.place)
        for column in columns.of("theme.aim"):
            if column in view.cells:
                self.place.add_aim(one_line(view.cells[column].text))
        objective = name_in(view, columns, "objective")
        if objective and not self.place.under(objective):
            cells = [view.cells[c] for c in columns.of("objective") if c in view.cells]
            marks = [mark for cell in cells for line in cell.lines for mark in line.marks]
            marks += mark_behind(view, columns)
            self.place.open_objective(objective, view.place, marks)

    def _goes_on(self, row: RowDraft, view: View, columns: Columns) -> bool:
        """Tell whether a row is the rest of the one before, cut off by a page or a table's end."""
        before = self.place.row
        if before is None or row.reference:
            return False
        apart = view.page != before.page or view.table != before.table
        if not row.lines:
            return apart and row.says_more and len(view.filled) == 1
        if any(column in view.above for column in columns.of("action")):
            return True
        if apart and 0 < before.page < view.page and _breaks_off(before, row, columns):
            return True
        first = row.lines[0]
        lower = first.text.lstrip("‘“'\"(")[:1].islower() and not first.bullet
        unfinished = bool(before.text) and not before.text.rstrip().endswith(_ENDS)
        return lower and (apart or (unfinished and len(view.filled) == 1))

    def _names_other(self, view: View, columns: Columns) -> bool:
        """Tell whether a row names a theme or objective that is not open already.

        Where a page has cut a row, the name beside it may be said again: "1. Listen (cont.)".
        """
        if not _names(view, columns):
            return False
        theme = name_in(view, columns, "theme")
        objective = name_in(view, columns, "objective")
        before = self.place.row
        apart = before is not None and (view.page, view.table) != (before.page, before.table)
        same = (not theme or self.place.within(theme)) and (
            not objective or self.place.under(objective)
        )
        return not (apart and same)

    def _without_action(self, row: RowDraft, view: View, columns: Columns) -> None:
        """Place a row that has no action: it speaks of its objective, or fits nowhere."""
        plan, objective = self.place.plan, self.place.objective
        if all(is_page_number(cell.text) for cell in view.filled):
            plan.warn(
                view.place,
                view.words,
                "It fits nowhere in a plan; it may be a page number. It was left out.",
            )
        elif objective is None or (objective.rows and not _names(view, columns)):
            plan.warn(
                view.place,
                view.words,
                "The row has no action, so it was left out. Add it where it belongs.",
            )
        else:
            objective.own.take_sides(row)


def _breaks_off(before: RowDraft, row: RowDraft, columns: Columns) -> bool:
    """Tell whether a row before a new page goes on: the next one says nothing beside its words."""
    sides = columns.has("leads", "due", "status")
    ended = before.text.rstrip().endswith(_ENDS) and not before.open_field
    return sides and before.says_more and not row.says_more and not ended


def _is_total(view: View) -> bool:
    """Tell a row that only counts the others."""
    texts = [cell.text for cell in view.filled]
    counted = _COUNTED.fullmatch(texts[0]) if len(texts) == 1 else None
    if counted:
        return bool(_TOTAL.match(counted[1])) or is_status(counted[1])
    counts = all(_COUNT.fullmatch(text) for text in texts[1:])
    return len(texts) > 1 and counts and bool(_TOTAL.match(texts[0]))


def _names(view: View, columns: Columns) -> bool:
    """Tell whether a row names a theme or an objective in a cell of its own."""
    return any(
        column in view.cells for role in ("objective", "theme") for column in columns.of(role)
    )


def _marks_of(entry: Entry) -> Sequence[str]:
    if isinstance(entry.item, Paragraph):
        return entry.item.line.marks
    return [mark for line in (entry.cell.lines if entry.cell else ()) for mark in line.marks]
