"""Rows of the trail in words: what happened, who did it, when, and what was kept of it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.apps import apps
from django.db import models

from upstander.kernel.access.declared import all_purposes
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
    known, model = titles or {}, _model_of(event.record)
    kept = [(name, value) for name, value in event.facts.items() if value not in (None, "", [])]
    kept.sort(key=lambda fact: fact[0] == "on")  # what, before the day it holds from
    return [_fact(name, value, known, model) for name, value in kept]


def _model_of(record: str) -> type[models.Model] | None:
    """Give the model of what a row is about, where it names a row of a table."""
    try:
        return apps.get_model(record.partition(":")[0])
    except (LookupError, ValueError):
        return None


def _fact(name: str, value: Any, titles: Mapping[str, str], model: Any) -> Fact:
    title = _title(name, titles)
    if name == "fields" and isinstance(value, list):
        names = [_title(str(field), titles) for field in value]
        return Fact("Changed", "", ", ".join([*names[:1], *map(_lower, names[1:])]), moved=False)
    if isinstance(value, list) and len(value) == 2:
        before, after = (_words(name, part, model) for part in value)
        return Fact(title, before, after)
    if isinstance(value, list):
        said = ", ".join(_words(name, part, model) for part in value)
        return Fact(title, "", said, moved=False)
    return Fact(title, "", _words(name, value, model), moved=False)


def _title(name: str, titles: Mapping[str, str]) -> str:
    return titles.get(name) or name.replace("_", " ").capitalize()


def _lower(title: str) -> str:
    return title[:1].lower() + title[1:]


def _words(name: str, value: Any, model: Any) -> str:
    if name == "role":
        return role_title(str(value))
    if isinstance(value, str | int):
        value = _as_its_field_says(name, value, model)
    if isinstance(value, str):
        try:
            return shown(date.fromisoformat(value))
        except ValueError:
            return value
    return shown(value)


def _as_its_field_says(name: str, value: str | int, model: Any) -> Any:
    """Give the words for a code, and the name for a key, of a field of what the row is about."""
    if name == "purpose" and value in all_purposes():
        return all_purposes()[str(value)].title
    fields = {field.name: field for field in model._meta.concrete_fields} if model else {}
    field = fields.get(name)
    if field is None or isinstance(value, bool):
        return value
    if field.choices:
        return dict(field.flatchoices).get(value, value)
    if field.remote_field and isinstance(value, int):
        return field.remote_field.model._base_manager.filter(pk=value).first() or value
    return value
