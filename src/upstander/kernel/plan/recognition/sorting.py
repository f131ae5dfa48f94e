"""Tells what each paragraph and each row is: headings, legend, a line across, data, or neither."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from upstander.kernel.documents.model import Cell, Paragraph
from upstander.kernel.plan.recognition.cards import card_pairs
from upstander.kernel.plan.recognition.columns import Columns, guess_columns
from upstander.kernel.plan.recognition.headers import Headers, find_headers
from upstander.kernel.plan.recognition.headings import (
    Heading,
    bare_number,
    depth_of,
    is_number,
    read_action,
    read_heading,
)
from upstander.kernel.plan.recognition.legends import begins_with_key, legend_pairs
from upstander.kernel.plan.recognition.sentences import sentences
from upstander.kernel.plan.recognition.statuses import (
    Legend,
    read_legend,
)
from upstander.kernel.plan.recognition.views import Item, View
from upstander.kernel.plan.recognition.vocabulary import (
    COMMON_TITLES,
    OBJECTIVE_WORDS,
    THEME_WORDS,
)

NAMING = ("number", "objective.number", "theme.number", "")
SIDES = ("leads", "partners", "due", "status", "progress", "other", "depends_on")
FIXED = (*THEME_WORDS, *OBJECTIVE_WORDS)


@dataclass(eq=False)
class Entry:
    """One item and what it is.

    Kinds: "header", "legend", "across" (a name that stands alone), "data", "listed" (an entry of a
    list that is an action), "text" (any other paragraph), "margin", "foreign" (a table of something
    else), "card" (labels and what they label, above the headings), "ahead" (any other row above the
    first headings). `ahead` is before any row of headings, `before_header` right before one.
    """

    item: Item
    kind: str
    columns: Columns | None = None
    cell: Cell | None = None
    heading: Heading | None = None
    before_header: bool = False
    ahead: bool = False

    @property
    def words(self) -> str:
        """Give all the words of the item."""
        return self.item.words if isinstance(self.item, View) else self.item.text


@dataclass
class Sorted:
    """A document sorted, with the legend that it gives."""

    entries: list[Entry] = field(default_factory=list)
    legend: Legend = field(default_factory=Legend)

    @property
    def has_rows(self) -> bool:
        """Tell whether any table holds actions."""
        return any(entry.kind == "data" for entry in self.entries)


def sort_items(items: Sequence[Item]) -> Sorted:
    """Sort a document."""
    return _Sorter(items).sort()


class _Sorter:
    def __init__(self, items: Sequence[Item]) -> None:
        self.items = items
        self.views = [item for item in items if isinstance(item, View)]
        self.headers: Headers = find_headers(self.views)
        self.at = {id(view): place for place, view in enumerate(self.views)}
        self.tables: dict[int, list[View]] = {}
        for view in self.views:
            self.tables.setdefault(view.table, []).append(view)
        self.found = Sorted()
        self.current: Columns | None = None
        self.plans: dict[int, Columns | None] = {}

    def sort(self) -> Sorted:
        for table in self.tables:
            self.plans[table] = self._columns_for(table)
        for item in self.items:
            if isinstance(item, Paragraph):
                self.found.entries.append(self._paragraph(item))
            elif item.filled or any(item.colours.values()):
                self.found.entries.append(self._row(item))
        self._second_thoughts()
        if not self.found.has_rows:
            _find_listed(self.found.entries)
        return self.found

    # ---- which columns a table has

    def _columns_for(self, table: int) -> Columns | None:
        """Find the columns with which a table begins: its own, those before, or a guess."""
        rows = self.tables[table]
        own = [
            self.headers.rows[self.at[id(v)]] for v in rows if self.at[id(v)] in self.headers.rows
        ]
        plans = [columns for columns in own if columns.of_a_plan]
        if rows[0].within and self.plans.get(rows[0].within):
            # a table within a row of the plan holds further actions only where it says so
            return next((columns for columns in plans if columns.has("leads", "status")), None)
        if plans:
            self.current = plans[-1]
            return plans[0]
        if own or self._is_legend(rows):
            return None
        if self.current and self.current.width == rows[0].width:
            return self.current
        if self.current and rows[0].width == len(self.current.roles):
            return self.current
        headed = any(columns.of_a_plan for columns in self.headers.rows.values())
        guessed = None if headed else guess_columns(rows)
        if guessed:
            self.current = guessed
        return guessed

    def _is_legend(self, rows: Sequence[View]) -> bool:
        return all(legend_pairs(view) for view in rows if view.filled)

    # ---- rows

    def _row(self, view: View) -> Entry:
        place = self.at[id(view)]
        if place in self.headers.more:
            return Entry(view, "header")
        own = self.headers.rows.get(place)
        left_out = view.within and self.plans[view.table] is None
        if own is not None and own.of_a_plan and not left_out:
            self.plans[view.table] = own
            return self._header(view, own)
        columns = self.plans[view.table]
        if self._is_legend_row(view, columns, place):
            return Entry(view, "legend")
        if columns is None:
            return Entry(view, "foreign")
        return self._plan_row(view, columns, place)

    def _is_legend_row(self, view: View, columns: Columns | None, place: int) -> bool:
        """Tell whether a row belongs to a legend, and keep what it says."""
        pairs = legend_pairs(view)
        whole = len(view.filled) == 1 and len(pairs) > 1
        keyed = whole or (len(view.filled) == 2 and begins_with_key(view))
        if not pairs or not (columns is None or keyed or self._before_header(place)):
            return False
        for key, words in pairs:
            self.found.legend.add(key, words)
        return True

    def _header(self, view: View, columns: Columns) -> Entry:
        """Keep a heading that names an objective instead of saying "Action"."""
        for cell in view.filled:
            if columns.roles.get(cell.column) == "action" and not columns.headings[cell.column]:
                return Entry(view, "across", columns, cell, read_heading(cell.text), True)
        return Entry(view, "header", columns)

    def _before_header(self, place: int) -> bool:
        table = self.views[place].table
        later = [at for at in self.headers.rows if self.views[at].table == table]
        return bool(later) and place < min(later)

    def _next_is_header(self, place: int) -> bool:
        after = place + 1
        while after < len(self.views) and not self.views[after].filled:
            after += 1
        same = after < len(self.views) and self.views[after].table == self.views[place].table
        return same and after in self.headers.rows

    def _plan_row(self, view: View, columns: Columns, place: int) -> Entry:
        cell = _lonely(view)
        ahead = self._before_header(place)
        if cell is None:
            return Entry(view, self._kind_of_full(view, place), columns)
        heading = _heading_of(view, cell)
        entry = Entry(view, "across", columns, cell, heading, self._next_is_header(place))
        entry.ahead = ahead
        if not self._stands_across(entry, view, cell):
            entry.kind = "data"
        return entry

    def _kind_of_full(self, view: View, place: int) -> str:
        if self._repeats_legend(view):
            return "legend"
        if self._before_header(place):
            if card_pairs(view):
                return "card"
            if place < min(self.headers.rows):
                return "ahead"
        return "data"

    def _repeats_legend(self, view: View) -> bool:
        said = {word.casefold() for word in self.found.legend.words}
        texts = [cell.text.casefold() for cell in view.filled]
        return len(texts) > 2 and all(text in said for text in texts)

    def _stands_across(self, entry: Entry, view: View, cell: Cell) -> bool:
        """Tell whether words stand alone across a row."""
        heading = entry.heading or Heading("")
        ahead = entry.ahead or entry.before_header
        if COMMON_TITLES.fullmatch(cell.text) or heading.label in FIXED:
            return True
        if heading.label and heading.number and heading.title and cell.column == 0:
            return True
        if cell.column == 0 and len(view.filled) == 1 and _is_remark(cell.text):
            return True
        role = entry.columns.roles.get(cell.column, "") if entry.columns else ""
        wide = cell.column_span >= max(2, (view.width + 1) // 2)
        if role in SIDES:
            return (wide and cell.column == 0) or (ahead and cell.column < 2)
        if wide or (ahead and (heading.number or cell.column == 0 or reads_as_title(cell))):
            return True
        return role not in ("theme", "objective") and _stands_out(view, cell, role, heading)

    # ---- paragraphs

    def _paragraph(self, paragraph: Paragraph) -> Entry:
        if paragraph.margin:
            return Entry(paragraph, "margin")
        pairs = read_legend(paragraph.text)
        for key, words in pairs:
            self.found.legend.add(key, words)
        if pairs:
            return Entry(paragraph, "legend")
        return Entry(paragraph, "text", heading=read_heading(paragraph.text))

    # ---- what only the whole shows

    def _second_thoughts(self) -> None:
        """Numbers that every row of a table has name actions; elsewhere they name objectives."""
        families: dict[int, list[Entry]] = {}
        for entry in self.found.entries:
            if isinstance(entry.item, View) and entry.columns and entry.kind in ("data", "across"):
                families.setdefault(id(entry.columns.roles), []).append(entry)
        merged: dict[tuple[tuple[int, str], ...], list[Entry]] = {}
        for entries in families.values():
            columns = entries[0].columns
            key = tuple(sorted(columns.roles.items())) if columns else ()
            merged.setdefault(key, []).extend(entries)
        for entries in merged.values():
            _settle_family(entries)


def _find_listed(entries: Sequence[Entry]) -> None:
    """Tell the entries of lists that are actions: labelled ones, bullets, else the deepest numbers."""
    texts = [entry for entry in entries if entry.kind == "text" and entry.heading]
    depths = [_list_depth(e) for e in texts if e.heading and not e.heading.label and _typed(e)]
    named = any(entry.heading and entry.heading.label for entry in texts)
    deepest = max(depths, default=0)
    by_number = deepest > 1 or (named and deepest > 0)
    if by_number and _head_lists(texts, deepest):
        by_number = False
    for entry in texts:
        item, heading = entry.item, entry.heading
        if not isinstance(item, Paragraph) or heading is None or heading.label:
            continue
        action = read_action(item.text)
        numbered = by_number and _typed(entry) and _list_depth(entry) == deepest
        bulleted = item.line.bullet and (not item.line.numbered or _list_depth(entry) >= deepest)
        if action or (not item.level and (bulleted or numbered)):
            entry.kind = "listed"
            entry.heading = action or heading


def _head_lists(texts: Sequence[Entry], deepest: int) -> bool:
    """Tell whether lines with the deepest numbers only head lists, which then hold the actions."""
    followed = [
        isinstance(after.item, Paragraph) and _begins_entry(after.item)
        for entry, after in pairwise(texts)
        if entry.heading and _list_depth(entry) == deepest and _typed(entry)
    ]
    return bool(followed) and sum(followed) >= 0.5 * len(followed)


def _begins_entry(paragraph: Paragraph) -> bool:
    bulleted = bool(paragraph.line.bullet) and not paragraph.level
    return bulleted or read_action(paragraph.text) is not None


def _list_depth(entry: Entry) -> int:
    """Tell how deep an entry lies, by its number and by its list."""
    depth = entry.heading.depth if entry.heading else 0
    numbered = isinstance(entry.item, Paragraph) and entry.item.line.numbered
    return max(depth, entry.item.line.level + 1) if numbered else depth  # type: ignore[union-attr]


def _typed(entry: Entry) -> bool:
    """Tell whether a number stands before plain words, which no style makes a heading."""
    item = entry.item
    return isinstance(item, Paragraph) and not item.level and not item.line.bold


def _settle_family(entries: list[Entry]) -> None:
    data = [entry for entry in entries if entry.kind == "data" and isinstance(entry.item, View)]
    full = [e for e in data if isinstance(e.item, View) and len(_unnumbered(e.item)) > 1]
    numbered = sum(_has_number(entry.item) for entry in full)
    carry_numbers = bool(full) and numbered >= 0.6 * len(full)
    shallowest = min((_depth(entry) for entry in full if _depth(entry)), default=0)
    looks = Counter(_look(entry) for entry in full)
    usual = looks.most_common(1)[0][0] if looks else (False, False)
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


def _look(entry: Entry) -> tuple[bool, bool]:
    """Tell how a row looks: bold, and coloured, in its longest cell."""
    view = entry.item
    if not isinstance(view, View) or not view.filled:
        return (False, False)
    cell = max(view.filled, key=lambda held: len(held.text))
    return (cell.bold, bool(cell.colour))


def _unnumbered(view: View) -> list[Cell]:
    return [cell for cell in view.filled if not is_number(cell.text)]


def _has_number(view: "Item") -> bool:
    return isinstance(view, View) and any(is_number(cell.text) for cell in view.filled[:2])


def _raise_numbered_lines(entries: Sequence[Entry], full: Sequence[Entry]) -> None:
    """Take lines with a number and nothing beside them for names, where no action has a number."""
    first = [e.item.filled[0] for e in full if isinstance(e.item, View)]
    if any(read_heading(cell.text).number for cell in first):
        return
    for entry in entries:
        if entry.kind == "data" and entry.cell and entry.heading and entry.heading.number:
            if entry.cell.column == 0 and reads_as_title(entry.cell):
                entry.kind = "across"


def _depth(entry: Entry) -> int:
    """Tell how deep the number lies that a row carries; 0 without one."""
    cells = entry.item.filled[:2] if isinstance(entry.item, View) else []
    return next((depth_of(bare_number(c.text)) for c in cells if is_number(c.text)), 0)


def _lonely(view: View) -> Cell | None:
    """Find the only words of a row, beside a number before them."""
    filled = view.filled
    if len(filled) == 1:
        return filled[0]
    if len(filled) == 2 and not is_number(filled[1].text):
        first = read_heading(filled[0].text)
        if is_number(filled[0].text) or (first.label and first.number and not first.title):
            return filled[1]
    return None


def _stands_out(view: View, cell: Cell, role: str, heading: Heading) -> bool:
    """Tell words that stand out by their place, their look or their number."""
    if role in NAMING:
        return not is_number(cell.text)
    shown = role == "action" and (cell.bold or bool(cell.colour)) and len(cell.lines) == 1
    return shown or (bool(heading.number) and bool(_number_cell(view, cell)))


def _is_remark(text: str) -> bool:
    """Tell words that say something, or say what follows, from a name."""
    said = text.rstrip()
    return said.endswith(":") or (said.endswith(".") and len(said.split()) > 5)


def reads_as_title(cell: Cell) -> bool:
    """Tell a title from actions: one line without a bullet, and no full sentence."""
    if len(cell.lines) != 1 or cell.lines[0].bullet:
        return False
    text = read_heading(cell.lines[0].text).title or cell.lines[0].text
    return not text.endswith((".", ";", ",")) and len(sentences(text)) == 1


def _number_cell(view: View, cell: Cell) -> Cell | None:
    return next((held for held in view.filled if held is not cell), None)


def _heading_of(view: View, cell: Cell) -> Heading:
    before = _number_cell(view, cell)
    own = read_heading(cell.text)
    if before is None or own.number:
        return own
    named = read_heading(before.text)
    if named.label and named.number:
        return Heading(own.title, named.number, named.label)
    number = before.text.strip().rstrip(".:)").strip("(* ")
    return Heading(own.title, number, own.label)
