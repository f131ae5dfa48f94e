"""Which headings name themes and which name objectives: told by labels, else by how they nest."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from upstander.kernel.documents.model import Paragraph
from upstander.kernel.plan.interchange.text import sameness
from upstander.kernel.plan.recognition.entries import Entry, Sorted
from upstander.kernel.plan.recognition.headings import Heading, read_heading
from upstander.kernel.plan.recognition.labels import is_footnote, labelled_line
from upstander.kernel.plan.recognition.lonely import reads_as_title
from upstander.kernel.plan.recognition.titles import says_when, title_in, title_place
from upstander.kernel.plan.recognition.views import View
from upstander.kernel.plan.recognition.vocabulary import (
    COMMON_TITLES,
    EITHER_WORDS,
    OBJECTIVE_WORDS,
    THEME_WORDS,
)

Signature = tuple[str, float, bool, int]
_PLAIN_SHEET = re.compile(r"(?:sheet|tab|table|page|tabelle)?\s*\d*", re.IGNORECASE)
_CHAPTER = re.compile(
    r"^(?:appendix|annex|section|part)?\s*(?:\d{1,2}|[A-Z]|[ivx]{1,4})\s*[.:)–—-]\s*",
    re.IGNORECASE,
)
_COUNTED = re.compile(r"[^\W\d][^:]{1,40}:\s*[£$]?\d[\d.,]*\s*%?")  # "Total actions: 3"
LONGEST_HEADING = 350
LONG_NAME = 4
MOST_IN_LINE = 10


@dataclass
class Outline:
    """The role of each heading: "theme", "objective", "title" or "section"."""

    roles: dict[int, str]
    title: str = ""
    title_entry: int | None = None
    by_sheet: bool = False

    def role(self, place: int) -> str:
        """Give the role of an entry; '' where it names nothing."""
        return self.roles.get(place, "")


def outline_of(found: Sorted) -> Outline:
    """Find out what the headings of a document name."""
    return _Outliner(found).outline()


class _Outliner:
    def __init__(self, found: Sorted) -> None:
        self.entries = found.entries
        self.has_rows = found.has_rows
        self.signatures: dict[int, Signature] = {}
        self.order: dict[Signature, int] = {}
        self.votes: dict[Signature, Counter[str]] = {}

    def outline(self) -> Outline:
        title_at = title_place(self.entries)
        for place, entry in enumerate(self.entries):
            if self._may_name(place, title_at) and self._could_name(place, entry):
                signature = self._signature(entry)
                self.signatures[place] = signature
        self._part_alike()
        for signature in self.signatures.values():
            self.order.setdefault(signature, len(self.order))
        self._vote()
        roles = {place: self._role(place) for place in self.signatures}
        self._drop_prose(roles)
        self._drop_lone_sections(roles)
        by_sheet = self._by_sheet(roles)
        self._raise_lone_level(roles, by_sheet)
        self._drop_prose(roles)
        by_sheet = by_sheet and self._by_sheet(roles)
        title = title_in(self.entries[title_at]) if title_at is not None else ""
        return Outline(roles, title, title_at, by_sheet)

    def _part_alike(self) -> None:
        """Part headings that look alike: one right before another of its kind lies above it."""
        places = sorted(self.signatures)
        above = [
            place
            for place, after in pairwise(places)
            if after == place + 1 and self.signatures[place] == self.signatures[after]
        ]
        for place in above:
            kind, depth, bold, shade = self.signatures[place]
            if kind[0] in "234" and not _is_fixed(self.entries[place].heading):
                self.signatures[place] = (kind, max(depth - 0.5, 0.1), bold, shade)

    def _may_name(self, place: int, title_at: int | None) -> bool:
        """Tell whether an entry stands behind the title, before which only labels name things."""
        if title_at is None:
            return True
        before = place < title_at and self.entries[title_at].kind != "margin"
        said_again = sameness(self.entries[place].words) == sameness(self.entries[title_at].words)
        return not said_again and (not before or _is_fixed(self.entries[place].heading))

    def _by_sheet(self, roles: dict[int, str]) -> bool:
        """Tell whether the tabs of a workbook name the themes: nothing else does."""
        data = [e for e in self.entries if e.kind == "data" and isinstance(e.item, View)]
        sheets = {e.item.sheet for e in data if isinstance(e.item, View)}
        named = "theme" in roles.values() or any(
            e.columns and e.columns.has("theme", "theme.number") for e in data
        )
        telling = [sheet for sheet in sheets if _could_be_named_for(sheet)]
        return len(telling) > 1 and not named

    # ---- which entries could name something

    def _could_name(self, place: int, entry: Entry) -> bool:
        if entry.kind == "across":
            return _names_across(entry) and not self._says_its_sheet(entry)
        item = entry.item
        if entry.kind != "text" or not isinstance(item, Paragraph):
            return False
        heading = entry.heading or Heading(item.text)
        if len(item.text) > LONGEST_HEADING or _is_listed(item):
            return False
        if _is_fixed(heading) or item.level:
            return bool(heading.title or heading.number)
        return self._could_name_unmarked(place, item, heading)

    def _says_its_sheet(self, entry: Entry) -> bool:
        """Tell a line that only says again what the tab is called, where tabs name the themes."""
        sheet = entry.item.sheet if isinstance(entry.item, View) else ""
        words = entry.cell.text if entry.cell else ""
        said = bool(sheet) and words.casefold().startswith(sheet.casefold())
        rest = words[len(sheet) :].strip(" :–—-()") if said else words
        return said and self._by_sheet({}) and (not rest or bool(COMMON_TITLES.fullmatch(rest)))

    def _could_name_unmarked(self, place: int, item: Paragraph, heading: Heading) -> bool:
        """Tell whether a paragraph without a heading's style can name something."""
        if COMMON_TITLES.fullmatch(item.text) or (heading.label == "aim" and not heading.number):
            return False
        if heading.label:
            return True
        if _is_sentence(item.text):
            return False
        if heading.number and heading.depth <= 2 and self._leads_to_data(place):
            return True
        if place in self._heads_tables:
            return True
        return item.line.bold and len(item.text) < 200

    @cached_property
    def _heads_tables(self) -> frozenset[int]:
        """Give the short lines that stand right before tables, where several tables have one."""
        found = {
            place: entry.words
            for place, (entry, below) in enumerate(pairwise(self.entries))
            if below.kind == "header" and _is_short_line(entry) and not self._names_number(place)
        }
        headers = sum(entry.kind == "header" for entry in self.entries)
        enough = len(found) > 1 and len(set(found.values())) == len(found) >= 0.8 * headers
        return frozenset(found) if enough else frozenset()

    def _names_number(self, place: int) -> bool:
        """Tell whether a line is the name of what the line above it only numbers."""
        above = self.entries[place - 1].heading if place else None
        return above is not None and bool(above.label or above.number) and not above.title

    def _leads_to_data(self, place: int) -> bool:
        """Tell whether data comes soon after, so that a numbered line heads it."""
        for entry in self.entries[place + 1 : place + 5]:
            if entry.kind in ("data", "header", "listed"):
                return True
        return False

    def _signature(self, entry: Entry) -> Signature:
        depth = entry.heading.depth if entry.heading else 0
        item = entry.item
        label = entry.heading.label if entry.heading else ""
        if label in EITHER_WORDS:
            return (f"0 {label}", 0, False, 0)
        if isinstance(item, Paragraph):
            if item.level:
                return (f"1 {item.level}", 0, False, 0)
            return ("2 bold" if item.line.bold else "3 plain", depth, False, 0)
        cell = entry.cell
        return ("4 across", depth, bool(cell and cell.bold), _shade(cell.colour if cell else ""))

    # ---- how they nest

    def _rank(self, signature: Signature) -> tuple[object, ...]:
        kind = signature[0]
        if kind.startswith("0"):
            return (kind[0], self.order[signature])
        if kind.startswith("4"):
            return (kind[0], signature[1] or 9, self.order[signature])
        return (kind[0], kind, signature[1])

    def _vote(self) -> None:
        """Walk through the document; each run of data says what the headings above it are."""
        chain: list[int] = []
        for place, entry in enumerate(self.entries):
            if place in self.signatures:
                self._push(chain, place)
            elif self._is_data(entry):
                self._vote_for(chain, entry)

    def _push(self, chain: list[int], place: int) -> None:
        """Put a heading under those above it that it does not end."""
        fixed = _fixed_role(self.entries[place].heading)
        while chain and not self._stays(chain[-1], place, fixed):
            chain.pop()
        chain.append(place)

    def _stays(self, above: int, place: int, fixed: str) -> bool:
        """Tell whether the heading above still holds when another one comes."""
        held = _fixed_role(self.entries[above].heading)
        if fixed == "theme":
            return False
        if fixed == "objective":
            return held == "theme" or (not held and self._may_hold(above))
        if held == "objective":
            return _lies_within(self.entries[above], self.entries[place])
        return bool(held) or self._rank(self.signatures[above]) < self._rank(self.signatures[place])

    def _may_hold(self, place: int) -> bool:
        """Tell whether an unnamed heading can be a theme above named objectives."""
        held = self.votes.get(self.signatures[place], Counter())
        return held["objective"] == 0

    def _is_data(self, entry: Entry) -> bool:
        return entry.kind in ("data", "listed")

    def _vote_for(self, chain: Sequence[int], entry: Entry) -> None:
        columns = entry.columns
        needs_objective = columns is None or not columns.has("objective")
        needs_theme = columns is None or not columns.has("theme", "theme.number")
        wanted = (["objective"] if needs_objective else []) + (["theme"] if needs_theme else [])
        for place in reversed(chain):
            fixed = _fixed_role(self.entries[place].heading)
            if fixed:
                wanted = [role for role in wanted if role == "theme" and fixed == "objective"]
                continue
            role = wanted.pop(0) if wanted else "section"
            self.votes.setdefault(self.signatures[place], Counter())[role] += 1

    def _role(self, place: int) -> str:
        fixed = _fixed_role(self.entries[place].heading)
        if fixed:
            return fixed
        held = self.votes.get(self.signatures[place])
        if not held:
            return "section"
        return held.most_common(1)[0][0]

    def _drop_lone_sections(self, roles: dict[int, str]) -> None:
        """Take a heading such as "Action plan" that stands above everything for what it is."""
        for place, role in roles.items():
            words = self.entries[place].words
            if role in ("theme", "objective") and _is_common(words):
                roles[place] = "section"

    def _drop_prose(self, roles: dict[int, str]) -> None:
        """Take chapters without any part of the plan for prose, where others hold all of it."""
        named = [place for place, role in roles.items() if role == "theme"]
        held = {place for place in named if self._holds_plan(place, roles)}
        for place in named:
            if held and place not in held and not _is_fixed(self.entries[place].heading):
                roles[place] = "section"

    def _holds_plan(self, place: int, roles: dict[int, str]) -> bool:
        """Tell whether any part of the plan comes before the next heading of its kind."""
        own = self._rank(self.signatures[place])
        for at in range(place + 1, len(self.entries)):
            if at in self.signatures and self._rank(self.signatures[at]) <= own:
                return False
            if self._is_plan(at, roles):
                return True
        return False

    def _is_plan(self, place: int, roles: dict[int, str]) -> bool:
        entry = self.entries[place]
        return entry.kind == "header" or self._is_data(entry) or roles.get(place) == "objective"

    def _raise_lone_level(self, roles: dict[int, str], by_sheet: bool) -> None:
        """Take the only level of headings for themes, unless words or numbers say otherwise."""
        named = [place for place, role in roles.items() if role == "objective"]
        has_theme = "theme" in roles.values() or any(
            e.columns and e.columns.has("theme", "theme.number", "objective")
            for e in self.entries
            if e.kind == "data"
        )
        headings = [self.entries[place].heading or Heading("") for place in named]
        labelled = all(heading.label for heading in headings) or not by_sheet
        if not has_theme and labelled and all(map(_could_be_theme, headings)):
            roles |= dict.fromkeys(named, "theme")


def _is_common(words: str) -> bool:
    """Tell "Action plan" and "Appendix 2: Action plan" from the name of a theme."""
    return bool(COMMON_TITLES.fullmatch(_CHAPTER.sub("", words)))


def _could_be_named_for(sheet: str) -> bool:
    """Tell whether a tab can be named for a theme."""
    plain = _PLAIN_SHEET.fullmatch(sheet.strip())
    return not plain and read_heading(sheet).label not in OBJECTIVE_WORDS


def _could_be_theme(heading: Heading) -> bool:
    """Tell whether a name without a level beside it is a theme’s; long ones are objectives’."""
    if heading.label:
        return heading.label not in OBJECTIVE_WORDS
    return not heading.number or len(heading.title.split()) < LONG_NAME


def _shade(colour: str) -> int:
    """Tell none, light and dark apart: a plan may give each theme a colour of its own."""
    if len(colour) != 6:
        return 0
    red, green, blue = (int(colour[at : at + 2], 16) for at in (0, 2, 4))
    return 1 if 0.3 * red + 0.59 * green + 0.11 * blue > 140 else 2


def _names_across(entry: Entry) -> bool:
    """Tell whether words across a row can be a name: prose, notes and labels cannot."""
    heading, cell = entry.heading, entry.cell
    if (
        heading is None
        or cell is None
        or cell.text.rstrip().endswith(":")
        or is_footnote(cell.text)
        or says_when(cell.text)
        or _COUNTED.fullmatch(cell.text)
    ):
        return False
    if heading.number or heading.label:
        return True
    if cell.text[:1].islower() or labelled_line(cell.text)[0] or _is_sentence(cell.text):
        return False
    return reads_as_title(cell) or cell.bold or bool(cell.colour) or entry.before_header


def _fixed_role(heading: Heading | None) -> str:
    if heading is None:
        return ""
    if heading.label in THEME_WORDS:
        return "theme"
    return "objective" if heading.label in OBJECTIVE_WORDS else ""


def _is_fixed(heading: Heading | None) -> bool:
    return bool(_fixed_role(heading))


def _is_listed(paragraph: Paragraph) -> bool:
    """Tell an entry of a list from a heading with a number."""
    line = paragraph.line
    return bool(line.bullet) and not line.numbered and not paragraph.level


def _is_sentence(text: str) -> bool:
    return text.rstrip().endswith((".", ";", ",")) and len(text.split()) > 5


def _is_short_line(entry: Entry) -> bool:
    """Tell a line that could be a heading, though nothing but its place says so."""
    item = entry.item
    if entry.kind != "text" or not isinstance(item, Paragraph) or item.level or item.line.bold:
        return False
    if entry.heading is not None and entry.heading.label:
        return False
    said = entry.words.rstrip()
    return len(said.split()) <= MOST_IN_LINE and said[:1].isupper() and said[-1:].isalnum()


def _lies_within(above: Entry, entry: Entry) -> bool:
    """Tell whether a line across lies in a table below a named objective's heading."""
    return isinstance(entry.item, View) and isinstance(above.item, Paragraph)
