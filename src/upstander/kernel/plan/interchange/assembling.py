"""Rows made into a plan: one row an action, what stands above it said once or in every row."""

from dataclasses import dataclass, field
from datetime import date

from upstander.kernel.clock import today
from upstander.kernel.errors import Refused
from upstander.kernel.plan.interchange.cells import (
    like_a_status,
    numbered,
    split_names,
    status_of,
)
from upstander.kernel.plan.interchange.columns import LOOSE
from upstander.kernel.plan.interchange.days import financial_year, last_day_meant, span_of
from upstander.kernel.plan.interchange.document import (
    ActionDocument,
    DocumentWarning,
    ObjectiveDocument,
    PlanDocument,
    ThemeDocument,
    stand_in_title,
)
from upstander.kernel.plan.interchange.rows import PlanRow, PlanSheet
from upstander.kernel.plan.interchange.text import lines, one_line, sameness
from upstander.kernel.reference.quarters import year_of

SHARED = ("title", "leads", "status", "due", "progress", "depends_on")
NO_OBJECTIVE = "Actions without an objective"


def assemble(source: PlanSheet, file_title: str, known_leads: tuple[str, ...]) -> PlanDocument:
    """Make a document of the rows of a sheet; what cannot be read becomes a warning."""
    return _Assembler(source, file_title, known_leads).document()


@dataclass
class _Objective:
    """An objective while its rows are being gathered: each shared cell as first said, and where."""

    number: str
    said: dict[str, tuple[str, PlanRow]] = field(default_factory=dict)
    rows: list[PlanRow] = field(default_factory=list)


@dataclass
class _Theme:
    """A theme while its rows are being gathered."""

    number: str
    said: dict[str, tuple[str, PlanRow]] = field(default_factory=dict)
    objectives: dict[str, _Objective] = field(default_factory=dict)


class _Assembler:
    def __init__(self, source: PlanSheet, file_title: str, known: tuple[str, ...]) -> None:
        self.source = source
        self.known = known
        self.warnings: list[DocumentWarning] = []
        self.said = set(source.headings.places) | {"objective.title"}
        self.title = self._title(file_title)
        self.year, self.starts_on = self._year(file_title)
        self.themes: dict[str, _Theme] = {}
        self.theme: _Theme | None = None
        self.objective: _Objective | None = None
        self.highest = {level: self._highest(level) for level in ("theme", "objective")}

    def document(self) -> PlanDocument:
        for row in self.source.rows:
            self._take(row)
        themes = tuple(self._theme_document(theme) for theme in self.themes.values())
        self.warnings += self.source.left_over()
        return PlanDocument(
            self.title, self.year, themes, tuple(self.warnings), said=frozenset(self.said)
        )

    # ---- the plan itself

    def _title(self, file_title: str) -> str:
        title = one_line(self.source.first("plan.title"))
        if not title:
            self._warn("The file", "", f"It does not say the plan's title: “{file_title}” is used.")
        return title or one_line(file_title)

    def _year(self, file_title: str) -> tuple[str, date]:
        said = one_line(self.source.first("plan.year"))
        named = (self.title, file_title, self.source.title)
        year = said or next(filter(None, map(financial_year, named)), "")
        if not year:
            advice = "It does not say the plan's year. Write it in a column “Year”: 2024-25."
            self._warn("The file", "", advice)
        try:
            return year, span_of(year or year_of(today()))[0]
        except Refused as refusal:
            self._warn("Column Year", year, refusal.message)
            return year, span_of(year_of(today()))[0]

    # ---- where a row belongs

    def _take(self, row: PlanRow) -> None:
        if not row.cells.keys() - {"plan.title", "plan.year"}:
            return
        self.theme = self._theme_of(row)
        self.objective = self._objective_of(row, self.theme)
        if self.objective is None:
            return
        if row["action.text"]:
            self.objective.rows.append(row)
        else:
            self._take_loose(row, self.objective)

    def _theme_of(self, row: PlanRow) -> _Theme:
        number, title = self._names(row, "theme")
        if not number and not title:
            theme = self.theme or self._first_theme(row)
        else:
            number = number or self._number_for(row, "theme", title, self.themes)
            theme = self.themes.setdefault(sameness(number), _Theme(number))
        self._share(theme.said, "title", row, "theme.title", title)
        self._share(theme.said, "aim", row, "theme.aim", row["theme.aim"])
        return theme

    def _objective_of(self, row: PlanRow, theme: _Theme) -> _Objective | None:
        number, title = self._names(row, "objective")
        if number or title:
            number = number or self._number_for(row, "objective", title, theme.objectives)
            found = theme.objectives.setdefault(sameness(number), _Objective(number))
        elif not any(name.startswith(("objective", "action")) for name in row.cells):
            return None
        elif self.objective and self.objective in theme.objectives.values():
            found = self.objective
        else:
            found = self._nameless_objective(row, theme)
        self._share(found.said, "title", row, "objective.title", title)
        for name in SHARED[1:]:
            self._share(found.said, name, row, f"objective.{name}", row[f"objective.{name}"])
        return found

    def _names(self, row: PlanRow, level: str) -> tuple[str, str]:
        """Give number and title of a row's theme or objective, from two cells or out of one."""
        number, title = row[f"{level}.number"], row[f"{level}.title"]
        if not (self.source.has(f"{level}.number") and self.source.has(f"{level}.title")):
            number, title = numbered(number or title)
        return one_line(number), one_line(title) if level == "theme" else title

    def _first_theme(self, row: PlanRow) -> _Theme:
        if self.source.has("theme.number") or self.source.has("theme.title"):
            self._warn(row.where("theme.number"), "", "It names no theme: theme 1 is used.")
        else:
            self._warn("The file", "", "It has no column for themes: all stands under theme 1.")
        self.highest["theme"] = max(self.highest["theme"], 1)
        return self.themes.setdefault("1", _Theme("1"))

    def _nameless_objective(self, row: PlanRow, theme: _Theme) -> _Objective:
        number = self._number_for(row, "objective", row["action.text"], {})
        found = theme.objectives.setdefault(sameness(number), _Objective(number))
        found.said["title"] = (NO_OBJECTIVE, row)
        return found

    def _number_for(
        self,
        row: PlanRow,
        level: str,
        title: str,
        known: "dict[str, _Theme] | dict[str, _Objective]",
    ) -> str:
        """Find the number of what has only a title; a new one gets the next free number."""
        wanted = sameness(title)
        for draft in known.values():
            if "title" in draft.said and sameness(draft.said["title"][0]) == wanted:
                return draft.number
        self.highest[level] += 1
        number = str(self.highest[level])
        self._warn(row.where(f"{level}.number"), title, f"It has no number: {number} is used.")
        return number

    def _highest(self, level: str) -> int:
        numbers = [self._names(row, level)[0] for row in self.source.rows]
        return max(
            (int(number) for number in numbers if number.isdecimal() and len(number) < 9), default=0
        )

    # ---- what cells say

    def _share(
        self, said: dict[str, tuple[str, PlanRow]], name: str, row: PlanRow, cell: str, words: str
    ) -> None:
        """Keep what is said of something in several rows; a row that says otherwise is named."""
        if not words:
            return
        kept, first = said.setdefault(name, (words, row))
        if sameness(kept) != sameness(words):
            self._warn(row.where(cell), words, f"Row {first.number} says otherwise and is used.")

    def _take_loose(self, row: PlanRow, objective: _Objective) -> None:
        """Read a row without an action: a plain "Status" there speaks of the objective."""
        for cell in LOOSE:
            if row[cell] and self.source.loose(cell):
                name = cell.removeprefix("action.")
                self.said.add(f"objective.{name}")
                self._share(objective.said, name, row, cell, row[cell])
            elif row[cell]:
                self._warn(row.where(cell), row[cell], "The row has no action: this is left out.")

    def _theme_document(self, theme: _Theme) -> ThemeDocument:
        return ThemeDocument(
            number=theme.number,
            title=theme.said["title"][0]
            if "title" in theme.said
            else self._no_title("theme", theme),
            aim=theme.said["aim"][0] if "aim" in theme.said else "",
            objectives=tuple(map(self._objective_document, theme.objectives.values())),
            place=_place(theme.said),
        )

    def _objective_document(self, draft: _Objective) -> ObjectiveDocument:
        said = draft.said
        own_leads, actions = self._leads_and_actions(draft)
        title = said["title"][0] if "title" in said else self._no_title("objective", draft)
        return ObjectiveDocument(
            number=draft.number,
            title=title,
            leads=own_leads,
            progress=said["progress"][0] if "progress" in said else "",
            status=self._status(*said["status"], "objective.status") if "status" in said else None,
            due=self._due(*said["due"], "objective.due") if "due" in said else None,
            depends_on=lines(said["depends_on"][0]) if "depends_on" in said else (),
            actions=actions,
            place=_place(said),
        )

    def _no_title(self, level: str, draft: "_Theme | _Objective") -> str:
        title = stand_in_title(level, draft.number)
        if self.source.has(f"{level}.number"):
            where = f"{level.capitalize()} {draft.number}"
            self._warn(where, "", f"It has no title: “{title}” is used.")
        return title

    def _leads_and_actions(
        self, draft: _Objective
    ) -> tuple[tuple[str, ...], tuple[ActionDocument, ...]]:
        """Read who leads; what a plain "Lead" column says in all rows alike is the objective's."""
        own = self._leads(*draft.said["leads"], "objective.leads") if "leads" in draft.said else ()
        leads = [self._leads(row["action.leads"], row, "action.leads") for row in draft.rows]
        filled = [names for names in leads if names]
        only_first = len(filled) == 1 and bool(leads[0])
        alike = bool(filled) and (only_first or all(names == leads[0] for names in leads))
        if alike and not own and self.source.loose("action.leads"):
            self.said.add("objective.leads")
            own, leads = leads[0], [()] * len(leads)
        actions = map(self._action, draft.rows, leads)
        return own, tuple(actions)

    def _action(self, row: PlanRow, leads: tuple[str, ...]) -> ActionDocument:
        return ActionDocument(
            text=row["action.text"],
            leads=leads,
            status=self._status(row["action.status"], row, "action.status"),
            due=self._due(row["action.due"], row, "action.due"),
            progress=row["action.progress"],
            reference=one_line(row["action.reference"]),
            place=row.place,
        )

    def _leads(self, words: str, row: PlanRow, cell: str) -> tuple[str, ...]:
        one_a_line = cell == "objective.leads" and self.source.has(cell)
        if one_a_line or not self.source.loose("action.leads"):
            return lines(words)
        names = split_names(words, self.known)
        if len(names) > len(lines(words)):
            self._warn(row.where(cell), words, f"It is read as {len(names)} leads.")
        return names

    def _status(self, words: str, row: PlanRow, cell: str) -> str | None:
        status = status_of(words)
        if words and status is None:
            self._warn(row.where(cell), words, like_a_status(words))
        return status

    def _due(self, words: str, row: PlanRow, cell: str) -> date | None:
        due = last_day_meant(words, self.starts_on)
        if words and due is None:
            self._warn(
                row.where(cell), words, "No day is meant by it, so none is kept. Write 2025-03-31."
            )
        return due

    def _warn(self, where: str, what: str, suggestion: str) -> None:
        self.warnings.append(DocumentWarning(where, what, suggestion))


def _place(said: dict[str, tuple[str, PlanRow]]) -> str:
    """Find the row that first speaks of a theme or objective."""
    return next((row.place for _, row in said.values()), "")
