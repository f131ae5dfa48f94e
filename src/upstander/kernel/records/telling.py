"""Rows of the trail in words: what happened, who did it, when, and what was kept of it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from upstander.kernel.access.roles import role_title
from upstander.kernel.records.columns import Column, shown


@dataclass(frozen=True)
class Fact:
    """One thing that a row of the trail kept, or that a change would do."""

    name: str
    before: str
    after: str
    moved: bool = True


def told(events: Iterable[Any], columns: Sequence[Column] = ()) -> list[dict[str, Any]]:
    """Tell rows of the trail in words, with the titles that the record's page gives its fields."""
    titles = {column.name: column.title for column in columns}
    return [
        {
            "title": event.title,
            "who": event.actor_name,
            "moment": event.told,
            "facts": facts_of(event, titles),
            "event": event,
        }
        for event in events
    ]


def facts_of(event: Any, titles: Mapping[str, str] | None = None) -> list[Fact]:
    """Tell what one row of the trail kept."""
    known = titles or {}
    kept = [(name, value) for name, value in event.facts.items() if value not in (None, "", [])]
    kept.sort(key=lambda fact: fact[0] == "on")  # what, before the day it holds from
    return [_fact(name, value, known) for name, value in kept]


def _fact(name: str, value: Any, titles: Mapping[str, str]) -> Fact:
    title = _title(name, titles)
    if name == "fields" and isinstance(value, list):
        names = [_title(str(field), titles) for field in value]
        return Fact("Changed", "", ", ".join([*names[:1], *map(_lower, names[1:])]), moved=False)
    if isinstance(value, list) and len(value) == 2:
        return Fact(title, _words(name, value[0]), _words(name, value[1]))
    if isinstance(value, list):
        return Fact(title, "", ", ".join(_words(name, part) for part in value), moved=False)
    return Fact(title, "", _words(name, value), moved=False)


def _title(name: str, titles: Mapping[str, str]) -> str:
    return titles.get(name) or name.replace("_", " ").capitalize()


def _lower(title: str) -> str:
    return title[:1].lower() + title[1:]


def _words(name: str, value: Any) -> str:
    if name == "role":
        return role_title(str(value))
    if isinstance(value, str):
        try:
            return shown(date.fromisoformat(value))
        except ValueError:
            return value
    return shown(value)
