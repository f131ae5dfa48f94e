"""Walks through a sorted document and puts every piece of it under its theme and objective."""

import re
from collections.abc import Sequence
from dataclasses import replace

from upstander.kernel.documents.model import Cell, Line, Paragraph
from upstander.kernel.plan.interchange.text import one_line, sameness
from upstander.kernel.plan.recognition.columns import Columns
from upstander.kernel.plan.recognition.drafts import (
    ObjectiveDraft,
    PlanDraft,
    RowDraft,
    ThemeDraft,
    Words,
)
from upstander.kernel.plan.recognition.headings import (
    Heading,
    bare_number,
    is_number,
    read_heading,
    theme_parts,
)
from upstander.kernel.plan.recognition.labels import (
    FIELDS,
    labelled_line,
    read_footnote,
    take_labels,
)
from upstander.kernel.plan.recognition.outline import Outline
from upstander.kernel.plan.recognition.sorting import Entry, Sorted
from upstander.kernel.plan.recognition.views import View

_MARK = re.compile(r"\s*(\*{1,3}|[†‡¹²³])\s*$")
_LEGEND_INTRO = re.compile(
    r"\b(rag|rating|key|legend|status|colou?rs?)\b.{0,60}:?\s*$", re.IGNORECASE
)
_NO_PAGE = re.compile(r"(?:page )?\d{1,3}(?: (?:of|/) \d{1,3})?", re.IGNORECASE)


def gather(found: Sorted, outline: Outline) -> PlanDraft:
    """Put the pieces of a document in their places."""
    gatherer = _Gatherer(found, outline)
    for place, entry in enumerate(found.entries):
        gatherer.take(place, entry)
    return gatherer.plan


class _Gatherer:
    def __init__(self, found: Sorted, outline: Outline) -> None:
        self.entries = found.entries
        self.legend = found.legend
        self.outline = outline
        self.has_rows = found.has_rows
        self.plan = PlanDraft(title=one_line(outline.title))
        self.theme: ThemeDraft | None = None
        self.objective: ObjectiveDraft | None = None
        self.row: RowDraft | None = None
        self.themes: dict[str, ThemeDraft] = {}
        self.sheet = ""

    def take(self, place: int, entry: Entry) -> None:
        """Take one entry."""
        role = self.outline.role(place)
        if place == self.outline.title_entry:
            return
        if role == "objective" and isinstance(entry.item, View):
            self._new_sheet(entry.item)
        if entry.kind in ("header", "legend"):
            self.plan.consumed.append(entry.words)
        elif entry.kind == "margin":
            self._margin(entry)
        elif entry.kind == "foreign":
            self._foreign(entry)
        elif entry.kind == "data":
            self._data(entry)
        elif role == "theme":
            self._begin_theme(entry)
        elif role == "objective":
            self._begin_objective(entry)
        elif entry.kind == "across":
            self._across(place, entry)
        elif isinstance(entry.item, Paragraph):
            self._text(place, entry, entry.item)

    # ---- headings

    def _begin_theme(self, entry: Entry) -> None:
        heading = entry.heading or read_heading(entry.words)
        self._open_theme(heading, _place_of(entry))

    def _open_theme(self, heading: Heading, place: str) -> None:
        title, aim = theme_parts(_unmarked(heading.title)[0])
        key = sameness(f"{heading.number} {title}")
        known = self.themes.get(key) or self._same_number(heading.number, title)
        self.objective = self.row = None
        if known:
            self.theme = known
        else:
            self.theme = ThemeDraft(heading.number, title, place)
            self.plan.themes.append(self.theme)
            self.themes[key] = self.theme
        self.plan.said |= {"theme.number", "theme.title"}
        self._add_aim(aim)

    def _same_number(self, number: str, title: str) -> ThemeDraft | None:
        """Find a theme that goes on: the same number, and the same name or none."""
        for theme in self.plan.themes:
            if number and theme.number == number and (not title or not theme.title):
                theme.title = theme.title or title
                return theme
            if not number and title and sameness(theme.title) == sameness(title):
                return theme
        return None

    def _add_aim(self, aim: str) -> None:
        if aim and self.theme and aim not in self.theme.aims:
            self.theme.aims.append(aim)
            self.plan.said.add("theme.aim")

    def _begin_objective(self, entry: Entry) -> None:
        heading = entry.heading or read_heading(entry.words)
        marks = list(_marks_of(entry))
        self._open_objective(heading, _place_of(entry), marks)

    def _open_objective(self, heading: Heading, place: str, marks: list[str]) -> None:
        title, mark = _unmarked(heading.title)
        found = [
            held
            for held in (self.theme.objectives if self.theme else [])
            if _same(held, heading.number, title)
        ]
        self.row = None
        if found:
            self.objective = found[0]
            return
        if self.theme is None:
            self._open_theme(Heading(""), place)
        self.objective = ObjectiveDraft(
            heading.number, title, place, [*marks, *([mark] if mark else [])]
        )
        if self.theme:
            self.theme.objectives.append(self.objective)
        self.plan.said |= {"objective.number", "objective.title"}

    # ---- rows

    def _data(self, entry: Entry) -> None:
        view, columns = entry.item, entry.columns
        if not isinstance(view, View) or columns is None:
            return
        self._new_sheet(view)
        self._place_row(view, columns)
        row = self._row_of(view, columns)
        self._others(view, columns)
        if row is None:
            return
        if self.objective is None:
            self._nameless(entry)
        if self._continues(row, view, columns):
            self._join(row)
        elif row.lines:
            self._add(row)
        elif row.says_more or row.depends_on:
            self._loose(row, view, columns)

    def _new_sheet(self, view: View) -> None:
        if self.outline.by_sheet and view.sheet != self.sheet:
            self._open_theme(read_heading(view.sheet), view.place)
        self.sheet = view.sheet

    def _place_row(self, view: View, columns: Columns) -> None:
        """Open the theme and the objective that a row names in its own cells."""
        theme = self._named(view, columns, "theme")
        if theme and not (self.theme and self._is_theme(theme)):
            self._open_theme(theme, view.place)
        objective = self._named(view, columns, "objective")
        if objective and not (
            self.objective and _same(self.objective, objective.number, objective.title)
        ):
            cells = [view.cells[c] for c in columns.of("objective") if c in view.cells]
            marks = [mark for cell in cells for line in cell.lines for mark in line.marks]
            self._open_objective(objective, view.place, marks)

    def _named(self, view: View, columns: Columns, role: str) -> Heading | None:
        texts = [view.cells[c].text for c in columns.of(role) if c in view.cells]
        numbers = [
            bare_number(view.text(c)) for c in columns.of(f"{role}.number") if c in view.cells
        ]
        if not texts and not numbers:
            return None
        heading = read_heading(one_line(texts[0])) if texts else Heading("")
        number = next(filter(None, numbers), "") or heading.number
        if not heading.title and number == heading.title:
            return Heading("", number, heading.label)
        return Heading(heading.title, number, heading.label)

    def _is_theme(self, heading: Heading) -> bool:
        if self.theme is None:
            return False
        if heading.number and self.theme.number and heading.number != self.theme.number:
            return False
        title = theme_parts(_unmarked(heading.title)[0])[0]
        return not title or sameness(title) == sameness(self.theme.title)

    def _row_of(self, view: View, columns: Columns) -> RowDraft | None:
        """Read what a row says of its action."""
        row = RowDraft(view.place, view.page, view.table)
        for column in columns.of("action"):
            cell = view.cells.get(column)
            row.lines += cell.lines if cell else ()
        for column in [*columns.of("number"), *columns.of("objective.number")]:
            cell = view.cells.get(column)
            if cell and is_number(cell.text) and column not in columns.of("objective.number"):
                row.reference = cell.text.strip()
            elif cell and column in columns.of("number"):
                self._odd_number(cell, view, row)
        self._read_sides(row, view, columns)
        take_labels(row, self.plan)
        return row if row.lines or row.says_more or row.depends_on or row.reference else None

    def _odd_number(self, cell: Cell, view: View, row: RowDraft) -> None:
        """Keep words that stand in the column of numbers."""
        heading = read_heading(cell.text)
        if heading.number and not heading.title:
            row.reference = heading.number
        elif re.fullmatch(r"\S{1,12}", cell.text.strip()):
            row.reference = cell.text.strip()
        else:
            self.plan.others.setdefault("Numbers", []).append(Words(cell.text, view.place))

    def _read_sides(self, row: RowDraft, view: View, columns: Columns) -> None:
        for column in columns.of("leads"):
            text = view.text(column)
            if text:
                row.leads.append(Words(text, view.place))
        for column in columns.of("due"):
            if view.text(column):
                row.dues.append(Words(view.text(column), view.place))
        several = len(columns.of("progress")) > 1 or len(columns.of("status")) > 1
        for column in columns.of("status"):
            cell = view.cells.get(column) or view.above.get(column)
            colour = (cell.colour if cell else "") or view.colours.get(column, "")
            if (cell and cell.text) or colour:
                head = columns.headings.get(column, "") if several else ""
                row.statuses.append((cell.text if cell else "", colour, head))
        for column in columns.of("progress"):
            cell = view.cells.get(column)
            if cell:
                head = columns.headings.get(column, "") if several else ""
                row.progress.append((head, cell.text))
        for column in columns.of("depends_on"):
            if column in view.cells:
                row.depends_on.append(view.cells[column].text)
        self.plan.said |= _said_by(columns)
        self.plan.headings |= {columns.headings.get(c, "") for c in columns.of("action")}

    def _others(self, view: View, columns: Columns) -> None:
        """Keep the words of columns that no plan has, under their headings."""
        known = {
            "action",
            "leads",
            "due",
            "status",
            "progress",
            "depends_on",
            "number",
            "objective.number",
            "theme",
            "theme.number",
            "objective",
        }
        for column, cell in view.cells.items():
            if columns.roles.get(column) not in known:
                heading = columns.headings.get(column) or f"column {column + 1}"
                self.plan.others.setdefault(heading, []).append(Words(cell.text, view.place))

    def _continues(self, row: RowDraft, view: View, columns: Columns) -> bool:
        """Tell whether a row is the rest of the one before, cut off by a page or a table's end."""
        before = self.row
        if before is None or row.reference:
            return False
        named = any(c in view.cells for role in ("objective", "theme") for c in columns.of(role))
        apart = view.page != before.page or view.table != before.table
        if named:
            return False
        if not row.lines:
            return apart and bool(row.says_more) and len(view.filled) == 1
        action = next((c for c in columns.of("action") if c in view.above), None)
        if action is not None:
            return True
        first = row.lines[0].text.lstrip("‘“'\"(")
        unfinished = (
            not before.text.rstrip().endswith((".", "!", "?", ":", ";")) if before.text else False
        )
        lower = first[:1].islower() and not row.lines[0].bullet
        return lower and (unfinished or apart) and (apart or len(view.filled) == 1)

    def _join(self, row: RowDraft) -> None:
        """Put the rest of a row where its beginning stands."""
        before = self.row
        if before is None:
            return
        if row.lines and before.lines:
            last = before.lines[-1]
            before.lines[-1] = replace(last, text=f"{last.text} {row.lines[0].text}")
            before.lines += row.lines[1:]
        _append(before.leads, row.leads)
        _append(before.dues, row.dues)
        before.progress += row.progress
        before.statuses += row.statuses
        before.page, before.table = row.page, row.table

    def _add(self, row: RowDraft) -> None:
        if self.objective is None:
            return
        pooled = self.row is not None and not row.says_more and not row.reference
        row.goes_on = pooled and self.row in self.objective.rows
        self.objective.rows.append(row)
        self.row = row
        self.plan.said.add("action.text")

    def _loose(self, row: RowDraft, view: View, columns: Columns) -> None:
        """Place a row that has no action: it speaks of its objective, or fits nowhere."""
        stray = [cell for cell in view.filled if _NO_PAGE.fullmatch(cell.text.strip())]
        if len(stray) == len(view.filled):
            self.plan.warn(
                view.place,
                view.words,
                "It fits nowhere in a plan; it may be a page number. It was left out.",
            )
            return
        if self.objective is None or (
            self.objective.rows and not self._names_objective(view, columns)
        ):
            self.plan.warn(
                view.place,
                view.words,
                "The row has no action, so it was left out. Add it where it belongs.",
            )
            return
        own = self.objective.own
        own.place = row.place
        own.leads += row.leads
        own.dues += row.dues
        own.statuses += row.statuses
        own.progress += row.progress
        own.depends_on += row.depends_on

    def _names_objective(self, view: View, columns: Columns) -> bool:
        return any(c in view.cells for c in columns.of("objective"))

    def _nameless(self, entry: Entry) -> None:
        """Open an objective where a file names none: it takes the theme's own name."""
        theme = self.theme
        heading = Heading(theme.title if theme else "", theme.number if theme else "")
        self._open_objective(heading, _place_of(entry), [])
        if self.objective:
            self.objective.copied = True

    # ---- what stands alone

    def _across(self, at: int, entry: Entry) -> None:
        """Keep a line across that names nothing: a label, a footnote, or words without a place."""
        place = _place_of(entry)
        cell = entry.cell
        lines = cell.lines if cell else ()
        if self._footnote(entry.words, place) or self._introduces_legend(at, entry.words):
            return
        left = [line for line in lines if not self._labelled(line, place)]
        if left and len(left) == len(lines):
            self._unplaced(entry.words, place)
        else:
            for line in left:
                self._unplaced(line.words, place)

    def _text(self, place: int, entry: Entry, paragraph: Paragraph) -> None:
        text = paragraph.text
        if not text or self._footnote(text, paragraph.place):
            return
        if self._introduces_legend(place, text):
            return
        if self._labelled(paragraph.line, paragraph.place):
            return
        elif paragraph.line.bullet and not self.has_rows and (self.objective or self.theme):
            self._listed(paragraph)
        elif (
            self.theme
            and not self.theme.objectives
            and not self.theme.aims
            and not paragraph.level
            and not paragraph.line.bullet
        ):
            self._add_aim(one_line(text))
        elif not self.has_rows and self.row and _is_rest(self.row, paragraph):
            last = self.row.lines[-1]
            self.row.lines[-1] = replace(last, text=f"{last.text} {text}")
        else:
            self._unplaced(text, paragraph.place)

    def _introduces_legend(self, place: int, text: str) -> bool:
        following = self.entries[place + 1 : place + 3]
        found = bool(_LEGEND_INTRO.search(text)) and any(e.kind == "legend" for e in following)
        if found:
            self.plan.consumed.append(text)
        return found

    def _listed(self, paragraph: Paragraph) -> None:
        """Take an entry of a list as an action; one that lies deeper belongs to the one above."""
        if self.objective is None:
            self._nameless(Entry(paragraph, "text"))
        line = paragraph.line
        if self.row and self.row.lines and line.level > self.row.lines[0].level:
            self.row.lines.append(line)
            take_labels(self.row, self.plan)
            return
        heading = read_heading(line.text)
        reference = line.bullet if line.numbered else heading.number if not line.bullet else ""
        row = RowDraft(paragraph.place, paragraph.page, lines=[line], reference=reference)
        if line.numbered:
            row.lines = [replace(line, bullet="•")]
        take_labels(row, self.plan)
        if row.lines:
            self._add(row)
        elif self.row:
            self._join(row)

    def _labelled(self, line: Line, place: str) -> bool:
        """Take a line such as "Lead: Safer Merton" or "Aim: ..."."""
        name, words = labelled_line(line.text)
        if not name or not words:
            return False
        if name == "aim":
            if self.theme is None or self.objective is not None:
                return False
            self._add_aim(one_line(words))
            return True
        if self.objective is None and self.theme is None:
            return False
        target = self._target()
        if target is None:
            return False
        _put(target, name, words, place)
        self.plan.said |= {f"action.{name}" if target is self.row else f"objective.{name}"}
        return True

    def _target(self) -> RowDraft | None:
        if self.row is not None and not self.has_rows:
            return self.row
        return self.objective.own if self.objective else None

    def _footnote(self, text: str, place: str) -> bool:
        mark, words = read_footnote(text)
        if mark:
            self.plan.footnotes.append((mark, words, place))
        return bool(mark)

    def _margin(self, entry: Entry) -> None:
        if not _NO_PAGE.fullmatch(entry.words.strip()):
            self.plan.others.setdefault("Headers and footers", []).append(
                Words(entry.words, _place_of(entry))
            )

    def _foreign(self, entry: Entry) -> None:
        view = entry.item
        where = f"Table that begins at {view.place}" if isinstance(view, View) else "Table"
        if isinstance(view, View):
            key = f"\0{view.table}"
            held = self.plan.others.setdefault(key, [])
            held.append(Words(entry.words, held[0].place if held else where))

    def _unplaced(self, text: str, place: str) -> None:
        if _NO_PAGE.fullmatch(text.strip()) and not self.plan.themes:
            return
        if self.plan.themes:
            self.plan.warn(
                place,
                text,
                "It has no place in a plan as it stands. Add it where it belongs, or leave it in your file.",
            )
        else:
            self.plan.preamble.append(Words(text, place))


def _same(objective: ObjectiveDraft, number: str, title: str) -> bool:
    title = _unmarked(title)[0]
    if number and objective.number and sameness(number) != sameness(objective.number):
        return False
    if title and objective.title:
        return sameness(title) == sameness(objective.title)
    return bool(number) and number == objective.number


def _place_of(entry: Entry) -> str:
    return entry.item.place


def _marks_of(entry: Entry) -> Sequence[str]:
    if isinstance(entry.item, Paragraph):
        return entry.item.line.marks
    return [mark for line in (entry.cell.lines if entry.cell else ()) for mark in line.marks]


def _unmarked(title: str) -> tuple[str, str]:
    """Take the mark of a footnote off the end of a title."""
    title = one_line(title)
    found = _MARK.search(title)
    return (title[: found.start()], found[1]) if found else (title, "")


def _append(held: list[Words], more: list[Words]) -> None:
    """Go on with words that were cut in two."""
    if held and more:
        held[-1].text = f"{held[-1].text} {more[0].text}"
        held += more[1:]
    else:
        held += more


def _is_rest(row: RowDraft, paragraph: Paragraph) -> bool:
    text = paragraph.text
    return text[:1].islower() and not paragraph.level and not row.text.rstrip().endswith(".")


def _put(target: RowDraft, name: str, words: str, place: str) -> None:
    target.place = target.place or place
    if name == "leads":
        target.leads.append(Words(words, place))
    elif name == "due":
        target.dues.append(Words(words, place))
    elif name == "status":
        target.statuses.append((words, "", ""))
    elif name == "progress":
        target.progress.append(("", words))
    elif name == "depends_on":
        target.depends_on.append(words)


def _said_by(columns: Columns) -> set[str]:
    return {f"action.{name}" for name in FIELDS if columns.has(name)}
