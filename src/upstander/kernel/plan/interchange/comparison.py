"""A document held against the plan: what is new, what is different, what is not in the file."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from upstander.kernel.plan.interchange.differences import (
    Changes,
    FieldChange,
    ItemChange,
    NewAction,
    NewObjective,
    Said,
)
from upstander.kernel.plan.interchange.directory import Directory
from upstander.kernel.plan.interchange.document import (
    ActionDocument,
    DocumentWarning,
    ObjectiveDocument,
    PlanDocument,
    ThemeDocument,
    stand_in_title,
)
from upstander.kernel.plan.interchange.gathering import document_from
from upstander.kernel.plan.interchange.matching import pair_actions, same_action
from upstander.kernel.plan.interchange.text import clean, sameness
from upstander.kernel.plan.models import Plan
from upstander.kernel.plan.reading import read_plan
from upstander.kernel.plan.standing import PlanRead

FIELDS = {
    "theme": ("title", "aim"),
    "objective": ("title", "leads", "status", "due", "progress", "depends_on"),
    "action": ("text", "leads", "status", "due", "progress"),
}
ADDED_TO = ("status", "progress")  # said by an update: a blank cell cannot unsay it
Item = ThemeDocument | ObjectiveDocument | ActionDocument


def compare(
    document: PlanDocument, plan: Plan | None, directory: Directory | None = None
) -> Changes:
    """Say what bringing a document in would change in a plan; with no plan, all of it is new.

    Whoever has loaded the `directory` already may hand it over.
    """
    directory = directory or Directory.load()
    after = directory.named(document)
    if plan is None:
        comparison = _Comparison(PlanDocument("", ""), after, {})
    else:
        read = read_plan(plan)
        comparison = _Comparison(document_from(read), after, _taken_out(read))
    unknown = directory.unknown(after)
    comparison.warnings += directory.doubts(unknown)
    return comparison.changes(unknown)


class _Comparison:
    def __init__(
        self,
        before: PlanDocument,
        after: PlanDocument,
        taken_out: Mapping[int, Sequence[ActionDocument]],
    ) -> None:
        self.before, self.after, self.taken_out = before, after, taken_out
        self.themes: list[ThemeDocument] = []
        self.objectives: list[NewObjective] = []
        self.actions: list[NewAction] = []
        self.items: list[ItemChange] = []
        self.warnings: list[DocumentWarning] = []
        self.unchanged = 0
        self.found: set[tuple[str, int | None]] = set()
        self.known_themes = {sameness(theme.number): theme for theme in before.themes}
        self.homes = _homes(before)
        self.placed = {
            (sameness(theme.number), sameness(objective.number))
            for theme in after.themes
            for objective in theme.objectives
        }

    def changes(self, organisations: tuple[str, ...]) -> Changes:
        self._title()
        for theme in self.after.themes:
            self._theme(theme)
        return Changes(
            themes=tuple(self.themes),
            objectives=tuple(self.objectives),
            actions=tuple(self.actions),
            dependencies=self._new_dependencies(),
            organisations=organisations,
            items=tuple(self.items),
            missing=tuple(self._missing()),
            warnings=tuple(self.warnings),
            unchanged=self.unchanged,
        )

    def _title(self) -> None:
        if not self.before.title or not self.after.says("plan.title"):
            return
        if sameness(self.before.title) != sameness(self.after.title):
            self._warn("Plan", self.after.title, f"The plan stays “{self.before.title}”.")

    def _theme(self, theme: ThemeDocument) -> None:
        known = self._known_theme(theme)
        if known:
            self._item("theme", known, theme, f"Theme {known.number}")
        fresh = []
        for objective in theme.objectives:
            home = self._home(known, objective)
            if home is None:
                fresh.append(objective)
            else:
                self._objective(*home, objective, theme)
        if known:
            self.objectives += [NewObjective(known.key or 0, known.number, new) for new in fresh]
        elif fresh or not theme.objectives:
            number = self._free_number(theme.number)
            self.themes.append(replace(theme, number=number, objectives=tuple(fresh)))

    def _known_theme(self, theme: ThemeDocument) -> ThemeDocument | None:
        """Find the plan's theme by its number, or by its title where the file has no numbers."""
        by_number = self.known_themes.get(sameness(theme.number))
        if self.after.says("theme.number") or not self.after.says("theme.title"):
            return by_number
        title = sameness(theme.title)
        return next((t for t in self.before.themes if sameness(t.title) == title), None)

    def _free_number(self, number: str) -> str:
        taken = {*self.known_themes, *(sameness(theme.number) for theme in self.themes)}
        if sameness(number) not in taken:
            return number
        return str(max(int(known) for known in {*taken, "0"} if known.isdecimal()) + 1)

    def _home(
        self, theme: ThemeDocument | None, objective: ObjectiveDocument
    ) -> tuple[ThemeDocument, ObjectiveDocument] | None:
        """Find the plan's objective of that number: in its theme, else wherever it stands."""
        number = sameness(objective.number)
        if theme:
            for known in theme.objectives:
                if sameness(known.number) == number:
                    return theme, known
        home = self.homes.get(number)
        if home is None or (sameness(home[0].number), number) in self.placed:
            return None
        return home if ("objective", home[1].key) not in self.found else None

    def _objective(
        self,
        home: ThemeDocument,
        known: ObjectiveDocument,
        objective: ObjectiveDocument,
        theme: ThemeDocument,
    ) -> None:
        where = f"Objective {known.number}"
        if sameness(home.number) != sameness(theme.number) and self.after.says("theme.number"):
            self._warn(where, f"theme {theme.number}", f"It stays in theme {home.number}.")
        self._item("objective", known, objective, where)
        pairs = pair_actions(known.actions, objective.actions)
        for own, action in zip(pairs, objective.actions, strict=True):
            if own is not None:
                self._item("action", own, action, f"Action {own.reference}")
            elif not self._was_taken_out(known, action):
                self.actions.append(NewAction(known.key or 0, known.number, action))

    def _was_taken_out(self, objective: ObjectiveDocument, action: ActionDocument) -> bool:
        """Keep an older file from bringing back what was taken out since."""
        if not any(
            same_action(gone, action) for gone in self.taken_out.get(objective.key or 0, ())
        ):
            return False
        where = f"Objective {objective.number}"
        self._warn(where, action.text, "This action was taken out of the plan. It stays out.")
        return True

    def _item(self, level: str, before: Item, after: Item, where: str) -> None:
        """Note what a file says differently of something that the plan has."""
        self.found.add((level, before.key))
        fields = [
            FieldChange(name, getattr(before, name), getattr(after, name))
            for name in FIELDS[level]
            if (self.after.says(f"{level}.{name}") or name in after.said)
            and not _alike(name, getattr(before, name), getattr(after, name))
        ]
        told = tuple(change for change in fields if self._counts(change, where, after))
        if told:
            title = _title_of(before)
            self.items.append(ItemChange(level, before.key or 0, where, title, told, after.key))
        elif level == "action":
            self.unchanged += 1

    def _counts(self, change: FieldChange, where: str, after: Item) -> bool:
        if change.field in ADDED_TO and not change.after:
            self._warn(
                where,
                f"no {change.field}",
                f"“{change.before_words}” stands: a file cannot take it back.",
            )
            return False
        if change.field == "title" and not isinstance(after, ActionDocument):
            level = "theme" if isinstance(after, ThemeDocument) else "objective"
            return change.after != stand_in_title(level, after.number)
        return True

    def _new_dependencies(self) -> tuple[str, ...]:
        everywhere = self.after.says("objective.depends_on")
        speaking = [o for o in self.after.objectives if everywhere or "depends_on" in o.said]
        open_now = {sameness(title) for o in self.before.objectives for title in o.depends_on}
        wanted = {sameness(title): title for o in speaking for title in o.depends_on}
        return tuple(title for key, title in wanted.items() if key not in open_now)

    def _missing(self) -> list[str]:
        """Name what the plan has and the file has not, the largest whole at once."""
        lines = []
        for theme in self.before.themes:
            if not theme.objectives and ("theme", theme.key) not in self.found:
                lines.append(f"Theme {theme.number}: {theme.title}")
            for objective in theme.objectives:
                if ("objective", objective.key) not in self.found:
                    count = len(objective.actions)
                    holds = f" with {count} action{'s' if count != 1 else ''}" if count else ""
                    lines.append(f"Objective {objective.number}{holds}: {objective.title}")
                    continue
                lines += [
                    f"Action {action.reference}: {action.text}"
                    for action in objective.actions
                    if ("action", action.key) not in self.found
                ]
        return lines

    def _warn(self, where: str, what: str, suggestion: str) -> None:
        self.warnings.append(DocumentWarning(where, what, suggestion))


def _homes(plan: PlanDocument) -> dict[str, tuple[ThemeDocument, ObjectiveDocument]]:
    """Find objectives by number alone, leaving out a number that two themes use."""
    uses = Counter(sameness(objective.number) for objective in plan.objectives)
    return {
        sameness(objective.number): (theme, objective)
        for theme in plan.themes
        for objective in theme.objectives
        if uses[sameness(objective.number)] == 1
    }


def _alike(name: str, before: Said, after: Said) -> bool:
    if not isinstance(before, tuple) or not isinstance(after, tuple):
        return before == after
    old, new = ([sameness(entry) for entry in entries] for entries in (before, after))
    # who comes first leads; what an objective waits for has no order
    return sorted(old) == sorted(new) if name == "depends_on" else old == new


def _title_of(item: Item) -> str:
    return item.text if isinstance(item, ActionDocument) else item.title


def _taken_out(read: PlanRead) -> dict[int, list[ActionDocument]]:
    """List the actions that were taken out of a plan, by their objective."""
    return {
        objective.pk: [
            ActionDocument(clean(action.text), reference=action.reference, key=action.pk)
            for action in objective.actions
            if action.dropped
        ]
        for objective in read.objectives
    }
