"""A file as it is understood, laid out for its preview: row by row, each doubt beside its row."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from upstander.kernel.people.models import Organisation
from upstander.kernel.plan.interchange.differences import Changes
from upstander.kernel.plan.interchange.directory import Directory
from upstander.kernel.plan.interchange.document import ObjectiveDocument, PlanDocument
from upstander.kernel.plan.interchange.doubts import Doubt
from upstander.kernel.plan.interchange.drafting import Draft
from upstander.kernel.plan.interchange.text import sameness
from upstander.kernel.plan.interchange.tree import Item, rows_of

MOST_ON_PAGE = 200  # actions; a plan of more is shown in several pages
MOST_NAMES = 60
COLUMNS = (("leads", "Leads"), ("due", "Due"), ("status", "Status"), ("progress", "Progress"))


@dataclass(frozen=True)
class Row:
    """One row of the preview: what it says, what is doubted of it, what would become of it."""

    item: Item
    number: str
    doubts: Sequence[Doubt] = ()
    becomes: str = ""
    leads: Sequence[tuple[str, bool]] = ()

    @property
    def anchor(self) -> str:
        """Name its place on the page."""
        return f"row-{self.item.key}"

    @property
    def by_hand(self) -> bool:
        """Tell whether a person has put it right."""
        return bool(self.item.said)


@dataclass
class ObjectiveRows:
    """An objective with its actions."""

    row: Row
    actions: list[Row]


@dataclass
class ThemeRows:
    """A theme with those of its objectives that stand on this page."""

    row: Row
    objectives: list[ObjectiveRows] = field(default_factory=list)


@dataclass(frozen=True)
class Name:
    """A lead that nobody knows yet: where it stands, and whom it may mean."""

    name: str
    places: Sequence[str]
    near: Sequence[Organisation]


@dataclass(frozen=True)
class Pages:
    """How a long plan is cut into pages: the objectives of each, and the page of each row."""

    objectives: Sequence[Sequence[ObjectiveDocument]]
    of_row: Mapping[int, int]

    def holding(self, row: int | None) -> int:
        """Give the page on which a row stands; a theme without objectives is on the last."""
        return self.of_row.get(row or 0, len(self.objectives))

    def page(self, asked: str) -> int:
        """Give the page that is asked for, the first where there is none such."""
        number = int(asked) if asked.isdecimal() and len(asked) < 9 else 1
        return number if 1 <= number <= len(self.objectives) else 1

    @property
    def titles(self) -> list[str]:
        """Name each page by its first and last objective."""
        return [
            f"{held[0].number} to {held[-1].number}" if len(held) > 1 else held[0].number
            for held in self.objectives
            if held
        ]


def pages_of(document: PlanDocument, most: int = MOST_ON_PAGE) -> Pages:
    """Cut a plan into pages; an objective stays whole, however many actions it has."""
    pages: list[list[ObjectiveDocument]] = [[]]
    of_row: dict[int, int] = {}
    room = most
    for theme in document.themes:
        for place, objective in enumerate(theme.objectives):
            if len(objective.actions) > room and pages[-1]:
                pages.append([])
                room = most
            room -= len(objective.actions)
            pages[-1].append(objective)
            rows: list[Item] = [objective, *objective.actions]
            rows += [theme] if place == 0 else []
            of_row |= dict.fromkeys([row.key or 0 for row in rows], len(pages))
    return Pages(pages, of_row)


class Understood:
    """Lays out one page of a draft, held against what bringing it in would do."""

    def __init__(self, draft: Draft, changes: Changes, *, begins: bool) -> None:
        """Gather doubts by row, and which rows are new or would change."""
        self.draft, self.begins = draft, begins
        self.doubts: dict[int | None, list[Doubt]] = {}
        for doubt in draft.open:
            self.doubts.setdefault(doubt.row, []).append(doubt)
        self.new_names = {sameness(name) for name in changes.organisations}
        self.becomes = {} if begins else _becoming(changes)

    def themes(
        self, objectives: Sequence[ObjectiveDocument], page: int, last: bool
    ) -> list[ThemeRows]:
        """Lay out the themes of a page; a theme without objectives stands on the last one."""
        wanted = {objective.key for objective in objectives}
        found: list[ThemeRows] = []
        for theme in self.draft.document.themes:
            held = [objective for objective in theme.objectives if objective.key in wanted]
            if held or (last and not theme.objectives):
                rows = [self._objective(objective) for objective in held]
                found.append(ThemeRows(self._row(theme, theme.number), rows))
        return found

    def _objective(self, objective: ObjectiveDocument) -> ObjectiveRows:
        actions = [
            self._row(action, f"{objective.number}.{place}")
            for place, action in enumerate(objective.actions, start=1)
        ]
        return ObjectiveRows(self._row(objective, objective.number), actions)

    def _row(self, item: Item, number: str) -> Row:
        names = [(name, sameness(name) in self.new_names) for name in getattr(item, "leads", ())]
        doubts = self.doubts.get(item.key, ())
        return Row(item, number, doubts, self.becomes.get(item.key, ""), names)


def columns_of(document: PlanDocument) -> list[tuple[str, str]]:
    """List the columns that some row has something for, each with its heading."""
    items: list[Any] = [*document.objectives, *document.actions]
    return [(n, heading) for n, heading in COLUMNS if any(getattr(item, n) for item in items)]


def names_of(document: PlanDocument, unknown: Iterable[str], directory: Directory) -> list[Name]:
    """List the leads that nobody knows, with where they stand and whom they may mean."""
    places: dict[str, list[str]] = {}
    for placed in rows_of(document):
        for lead in getattr(placed.item, "leads", ()):
            places.setdefault(sameness(lead), []).append(placed.number)
    return [
        Name(name, places.get(sameness(name), []), directory.near(name))
        for name in list(unknown)[:MOST_NAMES]
    ]


def _becoming(changes: Changes) -> dict[int | None, str]:
    """Tell of each row whether it is new to the plan or would change it."""
    new: list[Item] = [*changes.themes, *changes.new_objectives]
    new += [action for objective in changes.new_objectives for action in objective.actions]
    new += [held.document for held in changes.actions]
    found = {item.key: "new" for item in new}
    return found | {change.row: "changes" for change in changes.items}
