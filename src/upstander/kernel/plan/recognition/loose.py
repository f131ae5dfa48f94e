"""What stands between the tables: labels, lists, notes, and words that no plan has a place for."""

import re
from dataclasses import replace

from upstander.kernel.documents.model import Line, Paragraph
from upstander.kernel.plan.interchange.text import one_line
from upstander.kernel.plan.recognition.drafts import RowDraft, Words
from upstander.kernel.plan.recognition.headings import read_heading
from upstander.kernel.plan.recognition.labels import labelled_line, read_footnote, take_labels
from upstander.kernel.plan.recognition.place import Place
from upstander.kernel.plan.recognition.sorting import Entry, Sorted
from upstander.kernel.plan.recognition.views import View

_LEGEND_INTRO = re.compile(
    r"\b(rag|rating|key|legend|status|colou?rs?)\b.{0,60}:?\s*$", re.IGNORECASE
)
_NO_PAGE = re.compile(r"(?:page )?\d{1,3}(?: (?:of|/) \d{1,3})?", re.IGNORECASE)


def is_page_number(text: str) -> bool:
    """Tell whether words are nothing but the number of a page."""
    return bool(_NO_PAGE.fullmatch(text.strip()))


class Loose:
    """Places what is no row of a table."""

    def __init__(self, place: Place, found: Sorted) -> None:
        """Work on the plan at a place in a document."""
        self.place = place
        self.entries = found.entries
        self.has_rows = found.has_rows

    def consume(self, _: int, entry: Entry) -> None:
        """Take headings and legends for read."""
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

    def across(self, at: int, entry: Entry) -> None:
        """Keep a line across that names nothing: a label, a footnote, or words without a place."""
        place = entry.item.place
        lines = entry.cell.lines if entry.cell else ()
        if self._footnote(entry.words, place) or self._introduces_legend(at, entry.words):
            return
        left = [line for line in lines if not self._labelled(line, place)]
        if left:
            whole = len(left) == len(lines)
            words = entry.words if whole else "\n".join(line.words for line in left)
            self._unplaced(words, place)

    def text(self, at: int, paragraph: Paragraph) -> None:
        """Place a paragraph."""
        text, place = paragraph.text, paragraph.place
        if paragraph.line.bullet == "*" and self.has_rows:
            text = f"* {text}"
        if not text or self._footnote(text, place) or self._introduces_legend(at, text):
            return
        if self._labelled(paragraph.line, place) or self._in_list(paragraph):
            return
        if self._is_aim(paragraph):
            self.place.add_aim(one_line(text))
        else:
            self._unplaced(text, place)

    def _is_aim(self, paragraph: Paragraph) -> bool:
        """Tell whether prose says what a theme is to reach: it follows the theme's name."""
        theme = self.place.theme
        fresh = theme is not None and not theme.objectives and not theme.aims
        return fresh and not paragraph.level and not paragraph.line.bullet

    def _introduces_legend(self, at: int, text: str) -> bool:
        following = self.entries[at + 1 : at + 3]
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

    def _in_list(self, paragraph: Paragraph) -> bool:
        """Take an entry of a list as an action, where a plan has no tables."""
        row = self.place.row
        if self.has_rows or (self.place.theme is None and self.place.objective is None):
            return False
        if paragraph.line.bullet:
            self._listed(paragraph)
            return True
        goes_on = paragraph.text[:1].islower() and not paragraph.level
        if row and row.lines and goes_on and not row.text.rstrip().endswith("."):
            last = row.lines[-1]
            row.lines[-1] = replace(last, text=f"{last.text} {paragraph.text}")
            return True
        return False

    def _listed(self, paragraph: Paragraph) -> None:
        """Take a list entry; one that lies deeper belongs to the one above."""
        if self.place.objective is None:
            self.place.open_nameless(paragraph.place)
        line, before = paragraph.line, self.place.row
        if before and before.lines and line.level > before.lines[0].level:
            before.lines.append(line)
            take_labels(before, self.place.plan)
            return
        heading = read_heading(line.text)
        reference = line.bullet if line.numbered else ""
        if heading.depth > 1:
            reference, line = heading.number, replace(line, text=heading.title)
        row = RowDraft(paragraph.place, paragraph.page, reference=reference)
        row.lines = [replace(line, bullet="•")]
        take_labels(row, self.place.plan)
        if row.lines:
            self.place.add(row)
        else:
            self.place.join(row)

    # ---- labels

    def _labelled(self, line: Line, place: str) -> bool:
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
        if self.place.row is not None and not self.has_rows:
            target = self.place.row
        if target is None:
            return False
        target.put(name, words, place)
        level = "action" if target is self.place.row else "objective"
        self.place.plan.said.add(f"{level}.{name}")
        return True

    def _unplaced(self, text: str, place: str) -> None:
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
