"""What a person puts right in a document before it is brought in: one correction at a time.

A correction is plain values, so that it can wait in a draft; `correcting.corrected` carries it out.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from typing import Any

from upstander.kernel.errors import Refused
from upstander.kernel.plan.interchange.document import (
    ActionDocument,
    ObjectiveDocument,
    PlanDocument,
    ThemeDocument,
)
from upstander.kernel.plan.interchange.text import short
from upstander.kernel.plan.interchange.tree import Placed, row_of

FIELDS = {
    "plan": ("title", "year"),
    "theme": ("number", "title", "aim"),
    "objective": ("number", "title", "leads", "status", "due", "progress", "depends_on"),
    "action": ("text", "leads", "status", "due", "progress"),
}
HOLDS = {"plan": ThemeDocument, "theme": ObjectiveDocument, "objective": ActionDocument}
SETTLED = {"settle": "Right as it stands", "leave": "Left out"}
IN_WORDS = {"text": "words", "depends_on": "what it depends on"}
PLAN = 0  # the row that stands for the plan itself


class FirstOfAll(Refused):
    """An action that has none before it to be joined with."""

    def __init__(self) -> None:
        """Say what can be done instead."""
        super().__init__(
            "It is the first action of its objective, so there is none before it. Move it to "
            "another objective instead."
        )


@dataclass(frozen=True)
class Correction:
    """One thing put right: what is done to which row, in plain values.

    `new` is the number of a row that it makes, `settles` the doubts that it answers, `told` the
    sentence by which a person knows it again.
    """

    do: str
    row: int = PLAN
    said: Mapping[str, Any] = field(default_factory=dict)
    new: int = 0
    settles: tuple[int, ...] = ()
    told: str = ""

    @property
    def by_hand(self) -> bool:
        """Tell whether it changes the plan itself, not only what is thought of a doubt."""
        return self.do not in (*SETTLED, "reopen")

    def settling(self, doubts: Sequence[int]) -> "Correction":
        """Let the correction answer doubts as well."""
        return replace(self, settles=tuple(doubts))

    def to_json(self) -> dict[str, Any]:
        """Write it down for a draft."""
        return asdict(self)

    @classmethod
    def from_json(cls, written: Mapping[str, Any]) -> "Correction":
        """Read it again."""
        return cls(**{**written, "settles": tuple(written["settles"])})


def edit(placed: Placed | PlanDocument, changes: Mapping[str, Any]) -> Correction:
    """Say something else in fields of a row, or put it `under` another."""
    moved = ["moved"] if "under" in changes else []
    fields = [IN_WORDS.get(name, name) for name in changes if name != "under"]
    said = {name: plain(value) for name, value in changes.items()}
    if isinstance(placed, PlanDocument):
        return Correction("edit", said=said, told=f"The plan: {' and '.join(fields)}")
    told = f"{placed.name}: {', '.join([*moved, *fields])}"
    return Correction("edit", placed.item.key or PLAN, said, told=told)


def add(parent: Placed | PlanDocument, values: Mapping[str, Any], new: int) -> Correction:
    """Add a theme to the plan, an objective to a theme, an action to an objective."""
    said = {name: plain(value) for name, value in values.items()}
    if isinstance(parent, PlanDocument):
        return Correction("add", PLAN, said, new, told=f"Added theme {values['number']}")
    what = "an action" if parent.level == "objective" else f"objective {values['number']}"
    told = f"Added {what} to {_small(parent)}"
    return Correction("add", parent.item.key or PLAN, said, new, told=told)


def split(action: Placed, first: str, second: str, new: int) -> Correction:
    """Make two actions of one; what is said of it stays with the first."""
    said = {"first": first, "second": second}
    return Correction(
        "split", action.item.key or PLAN, said, new, told=f"Split {_small(action)} in two"
    )


def join(document: PlanDocument, action: Placed) -> Correction:
    """Put an action behind the one before; raises FirstOfAll."""
    actions = action.parent.actions
    place = [held.key for held in actions].index(action.item.key)
    if place == 0:
        raise FirstOfAll
    before = row_of(document, actions[place - 1].key)
    told = f"Joined {_small(action)} with {before.number}"
    return Correction("join", action.item.key or PLAN, {"into": before.item.key}, told=told)


def remove(placed: Placed) -> Correction:
    """Take out a row with all that stands in it."""
    held = getattr(placed.item, "objectives", None) or getattr(placed.item, "actions", None) or ()
    noun = "objective" if placed.level == "theme" else "action"
    holds = f" and its {len(held)} {noun}{'s' * (len(held) != 1)}" if held else ""
    told = f"Took out {_small(placed)}{holds}"
    return Correction("remove", placed.item.key or PLAN, told=told)


def name_lead(name: str, names: Sequence[str]) -> Correction:
    """Write a lead under another name, or as several, wherever it stands."""
    told = f"“{short(name)}” is {' and '.join(map(short, names))}"
    return Correction("name", said={"name": name, "names": list(names)}, told=told)


def settle(doubts: Sequence[int], how: str, where: str) -> Correction:
    """Call doubts settled; `how` is one of SETTLED."""
    return Correction(how, settles=tuple(doubts), told=f"{SETTLED[how]}: {short(where)}")


def reopen(doubt: int, where: str) -> Correction:
    """Doubt again what was settled."""
    return Correction("reopen", settles=(doubt,), told=f"Opened again: {short(where)}")


def plain(value: Any) -> Any:
    """Write a value as a draft can hold it."""
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


def _small(placed: Placed) -> str:
    return f"{placed.level} {placed.number}"
