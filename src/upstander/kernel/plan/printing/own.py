"""A document of our own make read back: as it was written, or as people have edited it since.

Themes and objectives are known by their headings, columns by theirs, the rest by the marks that
`layout.py` gave. What stands anywhere else in the document is told in a warning, word for word.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from upstander.kernel.clock import today
from upstander.kernel.documents.model import Marked
from upstander.kernel.errors import Refused
from upstander.kernel.plan.interchange.cells import numbered
from upstander.kernel.plan.interchange.days import span_of
from upstander.kernel.plan.interchange.document import (
    DocumentWarning,
    ObjectiveDocument,
    PlanDocument,
    ThemeDocument,
)
from upstander.kernel.plan.interchange.text import clean, distinct, one_line
from upstander.kernel.plan.printing.layout import (
    AIM,
    INTRODUCTION,
    LEGEND,
    NONE,
    THE_WHOLE,
    THEME_LABEL,
    WAITS,
    WAITS_FOR,
    WHOLE,
    YEAR,
)
from upstander.kernel.plan.printing.rows import Columns, RowReader
from upstander.kernel.reference.quarters import year_of

OUTSIDE = (
    "It stands outside the plan’s headings and tables, so it was not read. Put it where it belongs."
)
NO_OBJECTIVE = "The row stands below no objective, so it was not read."
_IGNORED = frozenset({INTRODUCTION, NONE, "kicker", "closing", "fact"})


@dataclass
class _Objective:
    number: str
    title: str
    waits: list[str] = field(default_factory=list)
    rows: list[Marked] = field(default_factory=list)
    columns: list[Columns] = field(default_factory=list)
    place: str = ""


@dataclass
class _Theme:
    number: str
    title: str
    aims: list[str] = field(default_factory=list)
    objectives: list[_Objective] = field(default_factory=list)
    place: str = ""


def read_own(parts: Sequence[Marked], known_leads: tuple[str, ...] = ()) -> PlanDocument | None:
    """Read a plan out of marked parts; None where there is none, or where another one was put in.

    `known_leads` are names of organisations, by which several in one line are told apart.
    """
    reader = _Reader(known_leads)
    for part in parts:
        reader.take(part)
    if not reader.themes or reader.foreign:
        return None
    return reader.document()


class _Reader:
    def __init__(self, known_leads: tuple[str, ...]) -> None:
        self.known = known_leads
        self.title = ""
        self.year = ""
        self.themes: list[_Theme] = []
        self.objective: _Objective | None = None
        self.columns: Columns | None = None
        self.table = ""
        self.foreign = False
        self.warnings: list[DocumentWarning] = []
        self.fields: list[set[str]] = []

    # ---- parts

    def take(self, part: Marked) -> None:
        """Take one part in."""
        if part.kind == "line":
            self.line(part)
        elif part.kind == "head":
            self.head(part)
        else:
            self.row(part)

    def line(self, part: Marked) -> None:
        words = part.words[0]
        if part.role == "title" and not self.title:
            self.title = one_line(words)
        elif part.role == YEAR:
            self.year = one_line(_after_label(words))
        elif part.role == "heading 1" and words.strip():
            self.open_theme(words, part.place)
        elif part.role == "heading 2" and words.strip():
            self.open_objective(words, part.place)
        elif part.role == AIM and self.themes:
            self.themes[-1].aims.append(words)
        elif part.role == WAITS and self.objective:
            self.objective.waits.append(words.strip().removeprefix(WAITS_FOR).strip())
        elif part.role not in _IGNORED and one_line(words) not in ("", LEGEND):
            self.warn(part.place, words, OUTSIDE)

    def head(self, part: Marked) -> None:
        """Read the headings of a table."""
        self.table = _table_of(part)
        self.columns = Columns.read(part.words)

    def row(self, part: Marked) -> None:
        """Take a row of the plan; of a table that is none of ours, its words."""
        if _table_of(part) != self.table:
            self.table = _table_of(part)
            self.columns = None
            # a table of another make, whose headings are no marked ones
            self.foreign = self.foreign or Columns.read(part.words) is not None
        if part.table == "legend" or not any(word.strip() for word in part.words):
            return
        if self.columns is None:
            self.foreign = self.foreign or Columns.read(part.words) is not None
            self.warn(part.place, " | ".join(filter(None, map(one_line, part.words))), OUTSIDE)
        elif self.objective is None:
            self.warn(part.place, " | ".join(filter(None, map(one_line, part.words))), NO_OBJECTIVE)
        else:
            self.objective.rows.append(part)
            self.objective.columns.append(self.columns)
            self.fields.append(self.columns.said)

    # ---- headings

    def open_theme(self, words: str, place: str) -> None:
        before, after = THEME_LABEL
        label, tab, title = words.partition("\t")
        number = label.strip().removeprefix(before).removesuffix(after)
        if not tab:
            number, title = numbered(one_line(words))
        if not number.strip():
            number = self.next_number([theme.number for theme in self.themes])
            self.warn(place, words, f"It has no number: {number} is used.")
        self.objective = None
        self.themes.append(_Theme(one_line(number), one_line(title), place=place))

    def open_objective(self, words: str, place: str) -> None:
        if not self.themes:
            self.warn(place, words, "No theme stands above it: theme 1 is used.")
            self.themes.append(_Theme("1", "Theme 1"))
        label, tab, title = words.partition("\t")
        number = one_line(label)
        if not tab:
            number, title = numbered(clean(words))
        if not number:
            held = [o.number for theme in self.themes for o in theme.objectives]
            number = self.next_number(held)
            self.warn(place, words, f"It has no number: {number} is used.")
        self.objective = _Objective(number, clean(title), place=place)
        self.themes[-1].objectives.append(self.objective)

    def next_number(self, taken: Iterable[str]) -> str:
        return str(1 + max((int(held) for held in taken if held.isdecimal()), default=0))

    def warn(self, where: str, what: str, suggestion: str) -> None:
        self.warnings.append(DocumentWarning(where, clean(what)[:2_000], suggestion))

    # ---- the plan

    def document(self) -> PlanDocument:
        rows = RowReader(self.starts_on(), self.known, self.warn)
        themes = tuple(self.theme(theme, rows) for theme in self.themes)
        said = {"plan.title", "theme.number", "theme.title", "theme.aim", "action.text"}
        said |= {"objective.number", "objective.title", "objective.depends_on"}
        said |= self.said_by_all()
        if not self.title:
            self.title = "Work plan"
            self.warn("The file", "", f"It does not say the plan’s title: “{self.title}” is used.")
        return PlanDocument(
            self.title, self.year, themes, tuple(self.warnings), said=frozenset(said)
        )

    def said_by_all(self) -> set[str]:
        """Name what every table speaks of; what one of them has no column for is left alone."""
        everywhere = set.intersection(*self.fields) if self.fields else set()
        left = sorted(set().union(*self.fields) - everywhere)
        if left:
            names = ", ".join(name.replace(".", ": ") for name in left)
            self.warn("Tables", names, "Not every table has a column for it: it is left as it is.")
        return everywhere

    def starts_on(self) -> date:
        try:
            return span_of(self.year or year_of(today()))[0]
        except Refused:
            return span_of(year_of(today()))[0]

    def theme(self, theme: _Theme, rows: RowReader) -> ThemeDocument:
        return ThemeDocument(
            theme.number,
            theme.title,
            clean("\n".join(theme.aims)),
            tuple(self.objective_of(objective, rows) for objective in theme.objectives),
            place=theme.place,
        )

    def objective_of(self, objective: _Objective, rows: RowReader) -> ObjectiveDocument:
        held = list(zip(objective.rows, objective.columns, strict=True))
        whole = [pair for pair in held if _is_whole(*pair)]
        own = rows.sides(*whole[0]) if whole else rows.nothing
        actions = [rows.action(*pair) for pair in held if pair not in whole]
        return ObjectiveDocument(
            objective.number,
            objective.title,
            leads=own.leads,
            progress=own.progress,
            status=own.status,
            due=own.due,
            depends_on=distinct(objective.waits),
            actions=tuple(action for action in actions if action),
            place=objective.place,
        )


def _is_whole(part: Marked, columns: Columns) -> bool:
    """Tell the row of the objective itself; an action typed over it is an action."""
    return part.role == WHOLE and one_line(columns.text(part, "action.text")) in ("", THE_WHOLE)


def _after_label(words: str) -> str:
    _, tab, said = words.partition("\t")
    return said if tab else words.partition(":")[2] or words


def _table_of(part: Marked) -> str:
    return part.place.rpartition(",")[0]
