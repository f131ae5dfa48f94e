"""The rows of a document by number: each theme, objective and action found, changed, taken out."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from itertools import count
from typing import Any

from upstander.kernel.errors import Refused
from upstander.kernel.plan.interchange.document import (
    ActionDocument,
    ObjectiveDocument,
    PlanDocument,
    ThemeDocument,
)

Item = ThemeDocument | ObjectiveDocument | ActionDocument
Instead = Callable[[Any], Sequence[Any]]
"""What stands in the place of a row: nothing, the row changed, or several rows."""


class RowGone(Refused):
    """A row that stands in the preview no longer."""

    def __init__(self) -> None:
        """Say what may have become of it."""
        super().__init__(
            "This row is no longer there: it was taken out, or joined with another. Go back to "
            "the preview and look again."
        )


@dataclass(frozen=True)
class Placed:
    """A row with what it stands in."""

    item: Item
    theme: ThemeDocument
    objective: ObjectiveDocument | None = None

    @property
    def level(self) -> str:
        """Name what it is: theme, objective or action."""
        return LEVELS[type(self.item)]

    @property
    def number(self) -> str:
        """Give the number by which people speak of it: 2, 18, or 18.2."""
        if isinstance(self.item, ActionDocument):
            keys = [action.key for action in self.parent.actions]
            return f"{self.parent.number}.{keys.index(self.item.key) + 1}"
        return self.item.number

    @property
    def parent(self) -> Any:
        """Give the objective of an action, the theme of an objective."""
        return self.objective if isinstance(self.item, ActionDocument) else self.theme

    @property
    def name(self) -> str:
        """Name it in a sentence: Objective 18."""
        return f"{self.level.capitalize()} {self.number}"

    @property
    def words(self) -> str:
        """Give its text or title."""
        return self.item.text if isinstance(self.item, ActionDocument) else self.item.title


LEVELS = {ThemeDocument: "theme", ObjectiveDocument: "objective", ActionDocument: "action"}


def numbered_rows(document: PlanDocument) -> PlanDocument:
    """Give every row of a document a number of its own, in reading order from 1."""
    numbers = count(1)
    themes = []
    for theme in document.themes:
        key, objectives = next(numbers), []
        for objective in theme.objectives:
            own = next(numbers)
            actions = tuple(replace(action, key=next(numbers)) for action in objective.actions)
            objectives.append(replace(objective, key=own, actions=actions))
        themes.append(replace(theme, key=key, objectives=tuple(objectives)))
    return replace(document, themes=tuple(themes))


def rows_of(document: PlanDocument) -> Iterator[Placed]:
    """List every row in reading order."""
    for theme in document.themes:
        yield Placed(theme, theme)
        for objective in theme.objectives:
            yield Placed(objective, theme, objective)
            for action in objective.actions:
                yield Placed(action, theme, objective)


def row_of(document: PlanDocument, key: int) -> Placed:
    """Find a row by its number; raises RowGone."""
    found = next((placed for placed in rows_of(document) if placed.item.key == key), None)
    if found is None:
        raise RowGone
    return found


def with_instead(document: PlanDocument, key: int, instead: Instead) -> PlanDocument:
    """Put something else in the place of one row."""
    themes = [new for theme in document.themes for new in _in_theme(theme, key, instead)]
    return replace(document, themes=tuple(themes))


def _in_theme(theme: ThemeDocument, key: int, instead: Instead) -> Sequence[ThemeDocument]:
    if theme.key == key:
        return instead(theme)
    held = [new for own in theme.objectives for new in _in_objective(own, key, instead)]
    return [replace(theme, objectives=tuple(held))]


def _in_objective(
    objective: ObjectiveDocument, key: int, instead: Instead
) -> Sequence[ObjectiveDocument]:
    if objective.key == key:
        return instead(objective)
    held = [
        new
        for action in objective.actions
        for new in (instead(action) if action.key == key else [action])
    ]
    return [replace(objective, actions=tuple(held))]


def fingerprint(item: Item, *, whole: bool = False) -> str:
    """Sum a row up, with all that stands in it where asked, to tell whether it has changed since.

    Two rows that say the same are still two: their numbers count.
    """
    if isinstance(item, ThemeDocument) and not whole:
        item = replace(item, objectives=())
    if isinstance(item, ObjectiveDocument) and not whole:
        item = replace(item, actions=())
    return sha256(repr(item).encode("utf-8", "surrogatepass")).hexdigest()[:16]
