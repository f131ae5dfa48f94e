"""The columns of a plan in a sheet: one row an action, and what stands above it repeated."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

_SIGNS = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True)
class PlanColumn:
    """A column: which field it holds, its heading, what it means, and other headings for it."""

    field: str
    heading: str
    meaning: str
    width: int
    also: tuple[str, ...] = ()


COLUMNS = (
    PlanColumn("plan.title", "Plan", "The plan's title.", 24, ("plan title", "work plan")),
    PlanColumn(
        "plan.year", "Year", "The plan's year, such as 2024-25.", 9, ("plan year", "financial year")
    ),
    PlanColumn(
        "theme.number", "Theme", "The theme's number.", 8, ("theme no", "theme number", "priority")
    ),
    PlanColumn("theme.title", "Theme title", "The theme's title.", 22, ("theme name",)),
    PlanColumn("theme.aim", "Aim", "What the theme is to reach.", 30, ("theme aim", "aims")),
    PlanColumn(
        "objective.number",
        "Objective",
        "The plan's own number of the objective; it stays the same from year to year.",
        10,
        ("objective no", "objective number"),
    ),
    PlanColumn(
        "objective.title",
        "Objective title",
        "What the partnership wants to reach.",
        40,
        ("objective name", "objective text", "objective description"),
    ),
    PlanColumn(
        "objective.leads",
        "Objective leads",
        "The organisations that lead the objective, one a line.",
        24,
        ("objective owner",),
    ),
    PlanColumn("objective.status", "Objective status", "How the objective as a whole stands.", 15),
    PlanColumn("objective.due", "Objective due", "The last day meant, as year-month-day.", 12),
    PlanColumn("objective.progress", "Objective progress", "What was last said of it.", 36),
    PlanColumn(
        "objective.depends_on",
        "Depends on",
        "What the objective waits for, one a line.",
        24,
        ("dependency", "dependencies", "dependent on"),
    ),
    PlanColumn(
        "action.reference",
        "Ref",
        "The number by which the action is known. Leave it as it is; it is empty in a new row.",
        8,
        ("reference", "action no", "action number", "action ref"),
    ),
    PlanColumn(
        "action.text", "Action", "What is to be done.", 60, ("action text", "action description")
    ),
    PlanColumn(
        "action.leads",
        "Action leads",
        "Who leads this action, one a line. Empty: the objective's leads.",
        24,
        ("action owner",),
    ),
    PlanColumn("action.status", "Action status", "How the action stands: see the legend.", 15),
    PlanColumn("action.due", "Action due", "The last day meant, as year-month-day.", 12),
    PlanColumn("action.progress", "Action progress", "What was last said of it.", 48),
)
# headings of ours that name what they speak of twice over, and the two for the plan itself
_TELLING = frozenset(
    column.field
    for column in COLUMNS
    if column.field.startswith("plan.")
    or (" " in column.heading and column.heading != "Depends on")
)
# headings that do not say whether they speak of the action or of its objective
LOOSE = {
    "action.leads": ("lead", "lead agency", "lead officer", "lead organisation", "owner", "who"),
    "action.status": ("status", "rag", "rag rating", "rag status", "rating"),
    "action.due": ("due", "due date", "deadline", "by when", "target date", "timescale"),
    "action.progress": ("progress", "progress update", "update", "comment", "commentary"),
}


@dataclass(frozen=True)
class Headings:
    """Where each field stands in a sheet, which headings are loose, and which nobody knows."""

    places: dict[str, int]
    loose: frozenset[str]
    unknown: tuple[int, ...]
    own: frozenset[str] = frozenset()

    @property
    def of_a_plan(self) -> bool:
        """Tell whether a plan can be read at all."""
        objective = {"objective.number", "objective.title"} & self.places.keys()
        return bool(objective) and "action.text" in self.places

    @property
    def ours(self) -> bool:
        """Tell whether the headings are our own, by the ones that nobody else would choose."""
        telling = len(self.own & _TELLING)
        all_own = not self.loose and not self.unknown and len(self.own) == len(self.places)
        return self.of_a_plan and (telling > 1 or (all_own and telling > 0))


def match_headings(headings: Sequence[str]) -> Headings:
    """Find each column by its heading; our own headings win over other words for the same."""
    places: dict[str, int] = {}
    taken: set[int] = set()
    loose: set[str] = set()
    own = frozenset(filter(None, (_OWN.get(_plain(heading)) for heading in headings)))
    for words_of, is_loose in ((_OWN, False), (_OTHER, False), (_LOOSE, True)):
        for place, heading in enumerate(headings):
            field = words_of.get(_plain(heading))
            if field and field not in places and place not in taken:
                places[field] = place
                taken.add(place)
                loose |= {field} if is_loose else set()
    unknown = tuple(place for place in range(len(headings)) if place not in taken)
    return Headings(places, frozenset(loose), unknown, own)


def _plain(heading: str) -> str:
    """Make "Lead(s)", "LEADS" and "lead" one."""
    words = _SIGNS.sub(" ", heading.casefold().replace("(s)", "")).split()
    return " ".join(word.removesuffix("s") for word in words)


_OWN = {_plain(column.heading): column.field for column in COLUMNS}
_OTHER = {_plain(word): column.field for column in COLUMNS for word in column.also}
_LOOSE = {_plain(word): field for field, words in LOOSE.items() for word in words}
