"""What is doubted in a document, each doubt beside the row that it speaks of."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from upstander.kernel.plan.interchange.document import (
    ActionDocument,
    DocumentWarning,
    ObjectiveDocument,
    PlanDocument,
)
from upstander.kernel.plan.interchange.text import sameness
from upstander.kernel.plan.interchange.tree import Item, rows_of

TELLING = 12  # fewer letters may stand in any row by chance
OF_THE_PLAN = ("The file", "Column Year")  # where the title and year of a plan are doubted
_NAMED = re.compile(r"\b(theme|objective)\s+([^\s,;:()]+)", re.IGNORECASE)
_FIELD = re.compile(r", (status|due)\b")
_COUNTED = re.compile(
    r"theme (\d+)(?:, objective (\d+)(?:, action (\d+))?)?(?:, \w+)?", re.IGNORECASE
)


@dataclass(frozen=True)
class Doubt:
    """A warning of a file while a person looks at it.

    `row` is the number of the row that it speaks of, None where it speaks of the file. `settled`
    says how a person has answered it: by a word of `corrections.SETTLED`, "corrected", or "gone".
    """

    key: int
    where: str
    what: str
    suggestion: str
    row: int | None = None
    settled: str = ""

    @property
    def of_the_plan(self) -> bool:
        """Tell whether it asks for the plan's own title or year."""
        return self.row is None and self.where in OF_THE_PLAN

    @property
    def anchor(self) -> str:
        """Name its place on a page."""
        return f"doubt-{self.key}"


def doubts_of(document: PlanDocument) -> tuple[Doubt, ...]:
    """List what is doubted in a document whose rows are numbered."""
    return tuple(
        Doubt(key, told.where, told.what, told.suggestion, spoken_of(told, document))
        for key, told in enumerate(document.warnings, start=1)
    )


def spoken_of(warning: DocumentWarning, document: PlanDocument) -> int | None:
    """Find the row that a warning speaks of.

    It is named ("Objective 16"), or the file says it there ("Row 2"), or its words are quoted.
    """
    first = warning.where.partition(";")[0]
    found = _counted(first, document) or _named(first, document)
    if isinstance(found, ObjectiveDocument):
        found = _within(found, warning)
    found = found or _at(first, warning, document) or _quoted(warning.what, document)
    return found.key if found else None


def _named(where: str, document: PlanDocument) -> Item | None:
    named = _NAMED.search(where)
    if named is None:
        return None
    level, number = named[1].casefold(), sameness(named[2])
    rows: Iterable[Item] = document.themes if level == "theme" else document.objectives
    return next((row for row in rows if sameness(getattr(row, "number", "")) == number), None)


def _counted(where: str, document: PlanDocument) -> Item | None:
    """Find a row of a JSON file, whose places are counted: "Theme 1, objective 2, action 3"."""
    counted = _COUNTED.fullmatch(where)
    if counted is None or counted[2] is None:
        return None
    theme = document.themes[int(counted[1]) - 1 : int(counted[1])]
    objectives = [held for own in theme for held in own.objectives]
    objective = next(iter(objectives[int(counted[2]) - 1 : int(counted[2])]), None)
    if objective is None or counted[3] is None:
        return objective
    return next(iter(objective.actions[int(counted[3]) - 1 : int(counted[3])]), objective)


def _within(objective: ObjectiveDocument, warning: DocumentWarning) -> Item:
    """Find the one action of an objective that is meant, or else the objective itself."""
    quoted = [action for action in objective.actions if _quotes(warning.what, action)]
    if len(quoted) == 1:
        return quoted[0]
    there = [action for action in objective.actions if _stands_at(action, warning.where)]
    alone = len(there) == 1 < len(objective.actions)
    if alone and "objective" not in warning.suggestion:
        return there[0]
    field = _FIELD.search(warning.where)
    own = field is not None and getattr(objective, field[1]) is not None
    held = [action for action in there if field and getattr(action, field[1]) is not None]
    return held[0] if len(held) == 1 and not own else objective


def _at(where: str, warning: DocumentWarning, document: PlanDocument) -> Item | None:
    """Find the row that the file says at a place; its heading or the advice tells the level."""
    there = [row for row in rows_of(document) if _stands_at(row.item, where, at_once=True)]
    words = f"{where} {warning.suggestion}".casefold()
    level = next((level for level in ("theme", "objective") if level in words), "action")
    there.sort(key=lambda row: row.level != level)
    return there[0].item if there else None


def _stands_at(item: Item, where: str, *, at_once: bool = False) -> bool:
    """Tell whether a row's place is named in words, or where asked at once, as they begin."""
    if not item.place:
        return False
    start = r"\A" if at_once else r"(?<!\w)"
    return bool(re.search(rf"{start}{re.escape(item.place)}(?!\w)", where, re.IGNORECASE))


def _quoted(what: str, document: PlanDocument) -> Item | None:
    return next((row.item for row in rows_of(document) if _quotes(what, row.item)), None)


def _quotes(what: str, item: Item) -> bool:
    """Tell whether a warning quotes a row, or part of it; a mere word or two is no quotation."""
    quoted = sameness(what)
    said = (sameness(words) for words in _said(item))
    return any(
        len(min(quoted, words, key=len)) >= TELLING and (words in quoted or quoted in words)
        for words in said
    )


def _said(item: Item) -> Iterator[str]:
    yield item.text if isinstance(item, ActionDocument) else item.title
    yield getattr(item, "progress", "")
    yield from getattr(item, "depends_on", ())
