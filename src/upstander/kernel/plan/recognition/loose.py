"""What stands between the tables: labels, lists, notes, and words that no plan has a place for."""

import re
from dataclasses import replace
from functools import cached_property

from upstander.kernel.documents.model import Line, Paragraph
from upstander.kernel.plan.interchange.text import one_line
from upstander.kernel.plan.recognition.drafts import RowDraft, Words
from upstander.kernel.plan.recognition.entries import Entry, Sorted
from upstander.kernel.plan.recognition.labels import (
    labelled_line,
    labels_in,
    read_footnote,
    take_labels,
)
from upstander.kernel.plan.recognition.place import Place
from upstander.kernel.plan.recognition.sides import take_sides
from upstander.kernel.plan.recognition.views import View
from upstander.kernel.plan.recognition.vocabulary import is_heading

_LEGEND_INTRO = re.compile(
    r"\b(rag|rating|key|legend|status|colou?rs?)\b.{0,60}:?\s*$", re.IGNORECASE
)
_NO_PAGE = re.compile(r"(?:page )?\d{1,3}(?: (?:of|/) \d{1,3})?", re.IGNORECASE)

MOST_IN_HEADING = 6


def is_page_number(text: str) -> bool:
    """Tell whether words are nothing but the number of a page."""
    return bool(_NO_PAGE.fullmatch(text.strip()))


def _says_too_much(text: str) -> bool:
    """Tell words that no column is headed by, which a page may have set close to a heading."""
    return len(text.split()) > MOST_IN_HEADING and not is_heading(text)


class Loose:
    """Places what is no row of a table."""

    def __init__(self, place: Place, found: Sorted) -> None:
        """Work on the plan at a place in a document."""
        self.place = place
        self.entries = found.entries
        self.has_rows = found.has_rows

    def consume(self, _: int, entry: Entry) -> None:
        """Take headings and legends for read; words that are too many for a heading are shown."""
        cells = entry.item.filled if isinstance(entry.item, View) else []
        long = [cell for cell in cells if entry.kind == "header" and _says_too_much(cell.text)]
        for cell in long:
            self.keep(cell.text, entry.item.place)
        if not long:
            self.place.plan.consumed.append(entry.words)

    def margin(self, _: int, entry: Entry) -> None:
        """Keep headers and footers, but not the numbers of pages."""
        if is_page_number(entry.words):
            self.place.plan.consumed.append(entry.words)
        else:
            held = self.place.plan.others.setdefault("Headers and footers", [])
            held.append(Words(entry.words, entry.item.place))

    def foreign(self, _: int, entry: Entry) -> None:
        """Keep the rows of a table that is no part of the plan."""
        if isinstance(entry.item, View):
            held = self.place.plan.others.setdefault(f"\0{entry.item.table}", [])
            held.append(Words(entry.words, held[0].place if held else entry.item.place))

    def ahead(self, _: int, entry: Entry) -> None:
        """Keep a row above the first headings: titles, years, and whose file it is."""
        self.keep(entry.words, entry.item.place)

    def across(self, at: int, entry: Entry) -> None:
        """Keep a line across that names nothing: a label, a footnote, or words without a place."""
        place = entry.item.place
        lines = entry.cell.lines if entry.cell else ()
        if self._footnote(entry.words, place) or self._introduces_legend(at, entry.words):
            return
        left = [line for line in lines if not self._labelled(line, place, at)]
        if left:
            whole = len(left) == len(lines)
            words = entry.words if whole else "\n".join(line.words for line in left)
            self.keep(words, place)

    def text(self, at: int, paragraph: Paragraph) -> None:
        """Place a paragraph."""
        text, place = paragraph.text, paragraph.place
        if paragraph.line.bullet == "*" and self.has_rows:
            text = f"* {text}"
        if not text or self._footnote(text, place) or self._introduces_legend(at, text):
            return
        if self._only_heads(text):
            return
        if self._labelled(paragraph.line, place, at) or self._goes_on(paragraph):
            return
        if not paragraph.line.bullet and self.place.name_open(text):
            return
        if paragraph.line.bullet and self._is_lone_list(at):
            self.listed(at, self.entries[at])
            return
        if self._is_aim(paragraph):
            self.place.add_aim(one_line(text))
        else:
            self.keep(text, place)

    def _is_lone_list(self, at: int) -> bool:
        """Tell the list below an objective that no table has actions for, though others have."""
        objective = self.place.objective
        if objective is None or any(row.table for row in objective.rows):
            return False
        return at in self._before_no_rows

    @cached_property
    def _before_no_rows(self) -> frozenset[int]:
        """Give the places between which and the next heading no table follows."""
        found: set[int] = set()
        alone = True
        for at in range(len(self.entries) - 1, -1, -1):
            entry = self.entries[at]
            if alone:
                found.add(at)
            if entry.kind in ("data", "header"):
                alone = False
            elif entry.heading and (entry.heading.label or entry.heading.depth > 1):
                alone = True
        return frozenset(found)

    def _is_aim(self, paragraph: Paragraph) -> bool:
        """Tell whether prose says what a theme is to reach: it follows the theme's name."""
        theme = self.place.theme
        fresh = theme is not None and not theme.objectives and not theme.aims
        return fresh and not paragraph.level and not paragraph.line.bullet

    def _only_heads(self, text: str) -> bool:
        """Tell words that only say what follows, such as "Actions:"."""
        found = text.endswith(":") and is_heading(text.rstrip(": "))
        if found:
            self.place.plan.consumed.append(text)
        return found

    def _introduces_legend(self, at: int, text: str) -> bool:
        following = self.entries[at + 1 : at + 3]
        if labelled_line(text)[1]:
            return False
        found = bool(_LEGEND_INTRO.search(text)) and any(e.kind == "legend" for e in following)
        if found:
            self.place.plan.consumed.append(text)
        return found

    def _footnote(self, text: str, place: str) -> bool:
        mark, words = read_footnote(text)
        if mark:
            self.place.plan.footnotes.append((mark, words, place))
        return bool(mark)

    # ---- lists

    def listed(self, at: int, entry: Entry) -> None:
        """Take an entry of a list as an action; one that lies deeper belongs to the one above."""
        paragraph = entry.item
        if not isinstance(paragraph, Paragraph):
            return
        if self.place.theme is None and self.place.objective is None:
            self.text(at, paragraph)
            return
        if self.place.objective is None:
            self.place.open_nameless(paragraph.place)
        line, before = paragraph.line, self.place.row
        if before and before.lines and line.bullet and line.level > before.lines[0].level:
            before.lines.append(line)
            take_labels(before, self.place.plan)
            return
        heading = entry.heading if entry.heading and not line.bullet else None
        reference = heading.number if heading else line.bullet if line.numbered else ""
        words = heading.title if heading else line.text
        row = RowDraft(paragraph.place, paragraph.page, reference=reference)
        row.lines = [replace(line, text=words, bullet="•")]
        take_labels(row, self.place.plan)
        if not row.says_more:
            take_sides(row, self.place.plan)
        if row.lines:
            self.place.add(row)
        else:
            self.place.join(row)

    def _goes_on(self, paragraph: Paragraph) -> bool:
        """Tell whether a line is the rest of the list entry before it, and put it there."""
        row = self.place.row
        if self.has_rows or row is None or not row.lines or paragraph.level:
            return False
        goes_on = paragraph.text[:1].islower() and not row.text.rstrip().endswith(".")
        if goes_on:
            last = row.lines[-1]
            row.lines[-1] = replace(last, text=f"{last.text} {paragraph.text}")
        return goes_on

    # ---- labels

    def _labelled(self, line: Line, place: str, at: int) -> bool:
        """Take a line such as "Lead: Safer Merton" or "Aim: ..."."""
        name, words = labelled_line(line.text)
        theme, objective = self.place.theme, self.place.objective
        if not name or not words or (theme is None and objective is None):
            return False
        if name == "aim":
            if objective is None:
                self.place.add_aim(one_line(words))
            return objective is None
        target = objective.own if objective else None
        told_below = self._tells_row_above(name, at)
        listed = not self.has_rows or (self.place.row is not None and not self.place.row.table)
        if self.place.row is not None and (told_below or (listed and self._of_row(line, at))):
            target = self.place.row
        if target is None:
            return False
        level = "action" if target is self.place.row else "objective"
        for field, said in labels_in(line.text)[1]:
            target.put(field, said, place)
            self.place.plan.said.add(f"{level}.{field}")
        return True

    def _tells_row_above(self, name: str, at: int) -> bool:
        """Tell an update across a table that speaks of the row above it: each row has one."""
        row, item = self.place.row, self.entries[at].item
        if name != "progress" or row is None or not isinstance(item, View):
            return False
        objective = self.place.objective
        before = objective.rows[:-1] if objective else []
        after = self.entries[at + 1] if at + 1 < len(self.entries) else None
        goes_on = after is not None and after.kind == "data"
        known = bool(before) and all(held.progress for held in before)
        return item.table == row.table and not row.progress and (goes_on or known)

    def _of_row(self, line: Line, at: int) -> bool:
        """Tell whether a label below a list entry speaks of that entry or of the whole list."""
        row, objective = self.place.row, self.place.objective
        if row is None or objective is None or len(objective.rows) < 2 or line.level:
            return True
        following = (e for e in self.entries[at + 1 :] if not labelled_line(e.words)[0])
        after = next(following, None)
        listed = after is not None and after.kind == "listed"
        return listed or any(held.says_more for held in objective.rows[:-1])

    def keep(self, text: str, place: str) -> None:
        """Show words that fit nowhere: what stands before the plan is told in one piece."""
        plan = self.place.plan
        if not plan.themes:
            plan.preamble.append(Words(text, place))
            return
        plan.warn(
            place,
            text,
            "It has no place in a plan as it stands. Add it where it belongs, or leave it in your "
            "file.",
        )
