"""Taking words out of a plan for good: a name typed by mistake, and everywhere that it stands.

History is otherwise only added to. What must not be known by anybody cannot stay readable beside
its correction, so this is the one change that overwrites: the trail says where, and never what.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import models, transaction

from upstander.kernel.audit.record import key_of, record
from upstander.kernel.errors import Refused
from upstander.kernel.plan.models import (
    Action,
    Dependency,
    Edit,
    EvidenceItem,
    Objective,
    Occurrence,
    Plan,
    Theme,
    Update,
)
from upstander.kernel.plan.models.progress import AppendOnlyModel

INSTEAD = "[taken out]"
SHORTEST = 3
# every field of a plan into which a person types
TYPED: dict[type[models.Model], tuple[str, tuple[str, ...]]] = {
    Theme: ("plan", ("title", "aim")),
    Objective: ("theme__plan", ("title",)),
    Action: ("objective__theme__plan", ("text", "short_title", "dropped_why")),
    Occurrence: ("action__objective__theme__plan", ("label", "note")),
    Dependency: ("plan", ("title", "met_how")),
    Update: ("action__objective__theme__plan", ("text", "reason", "obstacle", "source")),
    EvidenceItem: ("update__action__objective__theme__plan", ("title", "url")),
    Edit: ("plan", ("before", "after")),
}
OF_OBJECTIVES: dict[type[models.Model], str] = {
    Update: "objective__theme__plan",
    EvidenceItem: "update__objective__theme__plan",
}


class TooShort(Refused):
    """A few letters stand in too many words."""


@dataclass(frozen=True)
class Place:
    """A field in which the words stand."""

    row: Any
    field: str

    @property
    def name(self) -> str:
        """Name it without a word of what it says."""
        return f"{key_of(self.row)}.{self.field}"


def places(plan: Plan, words: str) -> list[Place]:
    """Find every field of a plan in which words stand, whatever their case."""
    _check(words)
    wanted = words.casefold()
    return [
        Place(row, field)
        for row, fields in _typed(plan)
        for field in fields
        if wanted in _text(getattr(row, field)).casefold()
    ]


@transaction.atomic
def redact_words(plan: Plan, words: str, *, why: str, by: Any) -> list[Place]:
    """Take words out of every field of a plan. Returns the fields in which they stood.

    Raises `TooShort`, and Refused where no reason is given.
    """
    if not why.strip() or words.casefold() in why.casefold():
        raise Refused("Say why the words have to go, without repeating them.")
    found = places(plan, words)
    for place in found:
        _overwrite(place, words)
    if found:
        names = [place.name for place in found]
        record("plan.words_taken_out", plan, by=by, places=names, why=why)
    return found


def without(text: str, words: str) -> str:
    """Give a text with the words replaced, whatever their case."""
    start, wanted, kept = 0, words.casefold(), []
    folded = text.casefold()
    if len(folded) != len(text):  # letters that fold into two: places would not fit
        return INSTEAD
    while (found := folded.find(wanted, start)) >= 0:
        kept += [text[start:found], INSTEAD]
        start = found + len(wanted)
    return "".join([*kept, text[start:]])


def replaced(value: Any, words: str) -> Any:
    """Give a value, whatever its shape, with the words replaced in every text of it."""
    if isinstance(value, str):
        return without(value, words)
    if isinstance(value, list):
        return [replaced(part, words) for part in value]
    if isinstance(value, dict):
        return {name: replaced(part, words) for name, part in value.items()}
    return value


def _check(words: str) -> None:
    if len(words.strip()) < SHORTEST:
        raise TooShort(f"Write at least {SHORTEST} letters: fewer stand in too many other words.")


def _typed(plan: Plan) -> Iterator[tuple[Any, tuple[str, ...]]]:
    yield plan, ("title", "introduction")
    for model, (path, fields) in TYPED.items():
        for way in filter(None, (path, OF_OBJECTIVES.get(model))):
            for row in model._default_manager.filter(**{way: plan}):
                yield row, fields


def _text(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _overwrite(place: Place, words: str) -> None:
    value = replaced(getattr(place.row, place.field), words)
    rows = type(place.row)._default_manager.filter(pk=place.row.pk)
    if isinstance(place.row, AppendOnlyModel):
        rows.take_out_words(**{place.field: value})
    else:
        rows.update(**{place.field: value})
