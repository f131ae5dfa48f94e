"""Changes that only write down what a form said: whole or not at all, with their row in the trail.

A change that does more is a function of its own.
"""

from collections.abc import Callable
from typing import Any, TypeVar

from django.db import models, transaction

from upstander.kernel.audit.record import record as write_trail

M = TypeVar("M", bound=models.Model)


def adds(model: type[M], kind: str) -> Callable[..., M]:
    """Make the change that adds a record. The trail's row may keep any of its fields."""

    @transaction.atomic
    def add(*, by: Any, **fields: Any) -> M:
        plain, many = _apart(model, fields)
        made = model(**plain)
        made.full_clean()
        made.save()
        for name, value in many.items():
            getattr(made, name).set(value)
        write_trail(kind, made, by=by, **{name: _told(value) for name, value in plain.items()})
        return made

    return add


def edits(model: type[M], kind: str) -> Callable[..., M]:
    """Make the change that alters a record; the trail's row names the fields that are different."""

    @transaction.atomic
    def edit(record: M, *, by: Any, **fields: Any) -> M:
        plain, many = _apart(model, fields)
        changed = [name for name, value in plain.items() if getattr(record, name) != value]
        for name in changed:
            setattr(record, name, plain[name])
        if changed:
            record.full_clean()
            record.save(update_fields=changed)
        for name, value in many.items():
            if set(getattr(record, name).all()) != set(value):
                getattr(record, name).set(value)
                changed.append(name)
        if changed:
            write_trail(kind, record, by=by, fields=sorted(changed))
        return record

    return edit


def _apart(
    model: type[models.Model], fields: dict[str, Any]
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Tell what lies in the record's own row from what it is joined to."""
    names = {field.name for field in model._meta.many_to_many}
    many = {name: value for name, value in fields.items() if name in names}
    return {name: value for name, value in fields.items() if name not in names}, many


def _told(value: Any) -> Any:
    return str(value) if isinstance(value, models.Model) else value
