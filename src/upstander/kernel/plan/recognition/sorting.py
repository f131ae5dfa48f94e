"""Tells what each paragraph and each row is: headings, legend, a line across, data, or neither."""

from collections.abc import Sequence

from upstander.kernel.documents.model import Cell, Paragraph
from upstander.kernel.plan.recognition.cards import card_pairs
from upstander.kernel.plan.recognition.columns import Columns, guess_columns
from upstander.kernel.plan.recognition.entries import FIXED, Entry, Sorted
from upstander.kernel.plan.recognition.families import settle_families
from upstander.kernel.plan.recognition.headers import Headers, find_headers
from upstander.kernel.plan.recognition.headings import Heading, read_heading
from upstander.kernel.plan.recognition.legends import (
    begins_with_key,
    is_coloured_state,
    legend_pairs,
    stands_by_colour,
)
from upstander.kernel.plan.recognition.listing import find_listed
from upstander.kernel.plan.recognition.lonely import (
    heading_of,
    is_remark,
    lonely,
    reads_as_title,
    stands_out,
)
from upstander.kernel.plan.recognition.nesting import nest
from upstander.kernel.plan.recognition.statuses import is_intro, read_legend
from upstander.kernel.plan.recognition.views import Item, View
from upstander.kernel.plan.recognition.vocabulary import COMMON_TITLES

SIDES = ("leads", "partners", "due", "status", "progress", "other", "depends_on")


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
        settle_families(self.found.entries)
        nest(self.found.entries)
        if not self.found.has_rows:
            find_listed(self.found.entries)
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
        whole = whole or (is_coloured_state(view) and self._follows_key())
        keyed = whole or (len(view.filled) == 2 and begins_with_key(view)) or stands_by_colour(view)
        if not pairs or not (columns is None or keyed or self._before_header(place)):
            return False
        for key, words in pairs:
            self.found.legend.add(key, words)
        return True

    def _follows_key(self) -> bool:
        """Tell whether what stands right above is a legend, or says that one follows."""
        above = self.found.entries[-1] if self.found.entries else None
        return above is not None and (above.kind == "legend" or is_intro(above.words))

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
        cell = lonely(view)
        ahead = self._before_header(place)
        if cell is None:
            return Entry(view, self._kind_of_full(view, place), columns)
        heading = heading_of(view, cell)
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
            wide = any(cell.column_span > 1 for cell in view.filled)
            if wide or place < min(self.headers.rows):
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
        if cell.column == 0 and len(view.filled) == 1 and is_remark(cell.text):
            return True
        role = entry.columns.roles.get(cell.column, "") if entry.columns else ""
        wide = cell.column_span >= max(2, (view.width + 1) // 2)
        if role in SIDES:
            return (wide and cell.column == 0) or (ahead and cell.column < 2)
        if wide or (ahead and (heading.number or cell.column == 0 or reads_as_title(cell))):
            return True
        return role not in ("theme", "objective") and stands_out(view, cell, role, heading)

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
