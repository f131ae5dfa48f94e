"""A plan as a document: plain values in the shape that every file format shares.

`key`, `reference`, `place` and `said` help to bring a document home; they are no part of the
document itself, so they are neither compared nor written to JSON. `key` is the row's own in the
database, or while a document waits for a person, the row's number in it; `place` is where the file
says it; `said` names what a person has put right by hand, in order.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from typing import Any

from upstander.kernel.errors import Refused
from upstander.kernel.plan.interchange.text import clean, distinct, one_line
from upstander.kernel.plan.status import Status

MOST_COMPLAINTS = 20  # nobody reads more, and a file of nonsense could make millions
BESIDE = frozenset({"key", "reference", "place", "said"})
JSON_IS = "one JSON object with a title, a year and a list of themes"


class NotAPlan(Refused):
    """A file that can be read, but does not hold a plan."""


@dataclass(frozen=True)
class DocumentWarning:
    """Something that could not be read as it stands: where, the original words, what to do."""

    where: str
    what: str
    suggestion: str


@dataclass(frozen=True)
class ActionDocument:
    """An action; without leads of its own it is led by its objective's."""

    text: str
    leads: tuple[str, ...] = ()
    status: str | None = None
    due: date | None = None
    progress: str = ""
    reference: str = field(default="", compare=False)
    key: int | None = field(default=None, compare=False)
    place: str = field(default="", compare=False)
    said: tuple[str, ...] = field(default=(), compare=False)


@dataclass(frozen=True)
class ObjectiveDocument:
    """An objective under the plan's own number."""

    number: str
    title: str
    leads: tuple[str, ...] = ()
    progress: str = ""
    status: str | None = None
    due: date | None = None
    depends_on: tuple[str, ...] = ()
    actions: tuple[ActionDocument, ...] = ()
    key: int | None = field(default=None, compare=False)
    place: str = field(default="", compare=False)
    said: tuple[str, ...] = field(default=(), compare=False)


@dataclass(frozen=True)
class ThemeDocument:
    """A theme with its aim."""

    number: str
    title: str
    aim: str = ""
    objectives: tuple[ObjectiveDocument, ...] = ()
    key: int | None = field(default=None, compare=False)
    place: str = field(default="", compare=False)
    said: tuple[str, ...] = field(default=(), compare=False)


@dataclass(frozen=True)
class PlanDocument:
    """A whole plan. `said` names what its file speaks of ("action.due"); None is everything.

    What a file has no column for is left alone when it comes in; an empty cell is not.
    """

    title: str
    year: str
    themes: tuple[ThemeDocument, ...] = ()
    warnings: tuple[DocumentWarning, ...] = ()
    said: frozenset[str] | None = field(default=None, compare=False)

    @property
    def objectives(self) -> list[ObjectiveDocument]:
        """List every objective in order."""
        return [objective for theme in self.themes for objective in theme.objectives]

    @property
    def actions(self) -> list[ActionDocument]:
        """List every action in order."""
        return [action for objective in self.objectives for action in objective.actions]

    def says(self, name: str) -> bool:
        """Tell whether the file speaks of a field at all."""
        return self.said is None or name in self.said


def stand_in_title(level: str, number: str) -> str:
    """Name a theme or objective whose file gives it a number only."""
    return f"{level.capitalize()} {number}"


def to_json(document: PlanDocument) -> dict[str, Any]:
    """Write a document in the shape that `plan_import --json` prints."""
    return {
        "title": document.title,
        "year": document.year,
        "themes": [_theme_json(theme) for theme in document.themes],
        "warnings": [
            {"where": known.where, "what": known.what, "suggestion": known.suggestion}
            for known in document.warnings
        ],
    }


def from_json(data: Any) -> PlanDocument:
    """Read a document from that shape; raises NotAPlan, naming everything that does not fit it."""
    if not isinstance(data, Mapping) or not isinstance(data.get("themes"), list):
        raise NotAPlan(f"The file is not a plan: it should be {JSON_IS}.")
    source = _Source()
    themes = tuple(source.theme(item, where) for item, where in source.members(data, "themes", ""))
    document = PlanDocument(
        title=source.line(data, "title", "The plan", required=True),
        year=source.line(data, "year", "The plan"),
        themes=themes,
        warnings=source.read_warnings(data),
        said=frozenset(source.said),
    )
    source.refuse_what_is_wrong()
    return document


def _theme_json(theme: ThemeDocument) -> dict[str, Any]:
    return {
        "number": theme.number,
        "title": theme.title,
        "aim": theme.aim,
        "objectives": [_objective_json(objective) for objective in theme.objectives],
    }


def _objective_json(objective: ObjectiveDocument) -> dict[str, Any]:
    return {
        "number": objective.number,
        "title": objective.title,
        "leads": list(objective.leads),
        "progress": objective.progress,
        "status": objective.status,
        "due": _day_json(objective.due),
        "depends_on": list(objective.depends_on),
        "actions": [_action_json(action) for action in objective.actions],
    }


def _action_json(action: ActionDocument) -> dict[str, Any]:
    return {
        "text": action.text,
        "leads": list(action.leads),
        "status": action.status,
        "due": _day_json(action.due),
        "progress": action.progress,
    }


def _day_json(day: date | None) -> str | None:
    return day.isoformat() if day else None


class _Source:
    """Takes values out of JSON and notes whatever does not fit the shape."""

    def __init__(self) -> None:
        self.said: set[str] = set()
        self.wrong: list[str] = []
        self.unknown: list[DocumentWarning] = []

    def theme(self, item: Mapping[str, Any], where: str) -> ThemeDocument:
        self.notice(item, "theme", ThemeDocument, where)
        return ThemeDocument(
            number=self.line(item, "number", where, required=True),
            title=self.line(item, "title", where, required=True),
            aim=self.words(item, "aim", where),
            objectives=tuple(
                self.objective(member, place)
                for member, place in self.members(item, "objectives", where)
            ),
        )

    def objective(self, item: Mapping[str, Any], where: str) -> ObjectiveDocument:
        self.notice(item, "objective", ObjectiveDocument, where)
        return ObjectiveDocument(
            number=self.line(item, "number", where, required=True),
            title=self.words(item, "title", where, required=True),
            leads=self.names(item, "leads", where),
            progress=self.words(item, "progress", where),
            status=self.status(item, where),
            due=self.due(item, where),
            depends_on=self.names(item, "depends_on", where),
            actions=tuple(
                self.action(member, place) for member, place in self.members(item, "actions", where)
            ),
        )

    def action(self, item: Mapping[str, Any], where: str) -> ActionDocument:
        self.notice(item, "action", ActionDocument, where)
        return ActionDocument(
            text=self.words(item, "text", where, required=True),
            leads=self.names(item, "leads", where),
            status=self.status(item, where),
            due=self.due(item, where),
            progress=self.words(item, "progress", where),
        )

    def notice(self, item: Mapping[str, Any], level: str, kind: Any, where: str) -> None:
        """Note which fields the file speaks of, and keep the words of those that no plan has."""
        known = {part.name for part in fields(kind)} - BESIDE
        self.said |= {f"{level}.{name}" for name in known & item.keys()}
        for name in sorted(item.keys() - known):
            what = f"{name}: {item[name]}"[:500]
            self.unknown.append(DocumentWarning(where, what, "A plan has no such field."))

    def words(self, item: Mapping[str, Any], name: str, where: str, required: bool = False) -> str:
        value = item.get(name) or ""
        if not isinstance(value, str):
            self.complain(f"{where}: “{name}” should be text.")
            return ""
        if required and not clean(value):
            self.complain(f"{where}: “{name}” is missing.")
        return clean(value)

    def line(self, item: Mapping[str, Any], name: str, where: str, required: bool = False) -> str:
        return one_line(self.words(item, name, where, required))

    def names(self, item: Mapping[str, Any], name: str, where: str) -> tuple[str, ...]:
        value = item.get(name) or []
        if not isinstance(value, list) or not all(isinstance(entry, str) for entry in value):
            self.complain(f"{where}: “{name}” should be a list of names.")
            return ()
        return distinct(value)

    def status(self, item: Mapping[str, Any], where: str) -> str | None:
        value = item.get("status") or None
        if value is not None and value not in Status.values:
            known = ", ".join(Status.values)
            self.complain(f"{where}: “status” should be one of {known}, or null.")
            return None
        return value

    def due(self, item: Mapping[str, Any], where: str) -> date | None:
        value = item.get("due") or None
        try:
            return date.fromisoformat(value) if value else None
        except (TypeError, ValueError):
            self.complain(f"{where}: “due” should be a day such as 2025-03-31, or null.")
            return None

    def members(
        self, item: Mapping[str, Any], name: str, where: str
    ) -> list[tuple[Mapping[str, Any], str]]:
        """List what an item holds, each with the words for where it stands."""
        value = item.get(name) or []
        word = name.removesuffix("s")
        start = f"{where}, {word}" if where else word.capitalize()
        if isinstance(value, list) and all(isinstance(member, Mapping) for member in value):
            return [(member, f"{start} {place}") for place, member in enumerate(value, start=1)]
        self.complain(f"{where or 'The plan'}: “{name}” should be a list of objects.")
        return []

    def read_warnings(self, data: Mapping[str, Any]) -> tuple[DocumentWarning, ...]:
        known = tuple(
            DocumentWarning(
                *(self.words(item, name, where) for name in ("where", "what", "suggestion"))
            )
            for item, where in self.members(data, "warnings", "")
        )
        return known + tuple(self.unknown)

    def complain(self, sentence: str) -> None:
        self.wrong.append(sentence)
        if len(self.wrong) > MOST_COMPLAINTS:
            raise NotAPlan(
                f"The file is not a plan document: more than {MOST_COMPLAINTS} things do not fit.",
                self.wrong[:MOST_COMPLAINTS],
            )

    def refuse_what_is_wrong(self) -> None:
        if self.wrong:
            count = "one thing does" if len(self.wrong) == 1 else f"{len(self.wrong)} things do"
            raise NotAPlan(f"The file is not a plan document: {count} not fit.", self.wrong)
