"""What the product declares of personal data: the source of masking, redaction and reference.

Everything that has to be said of a field, to a person, to the trail or to the regulator, follows
from the one word in its declaration. Here it is asked for.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from django.db.models import QuerySet

from upstander.kernel.vault.fields import SpecialChoice
from upstander.kernel.vault.models.classified import Classified, classified_fields
from upstander.kernel.vault.sensitivity import Sensitivity


@dataclass(frozen=True)
class Described:
    """One field that speaks of a person, in words."""

    name: str
    title: str
    sensitivity: Sensitivity
    why: str
    encrypted: bool
    kept: bool  # after the record is erased


def classified_models() -> list[type[Classified]]:
    """List every model with a protected part."""
    return [model for model in apps.get_models() if issubclass(model, Classified)]


def described_fields(model: type[Classified]) -> list[Described]:
    """Describe each field of a model that speaks of a person."""
    sealed = [
        Described(field.name, str(field.verbose_name), field.sensitivity, field.why, True, False)
        for field in classified_fields(model)
    ]
    return [*sealed, *_described_columns(model)]


def sensitivity_of(model: Any, name: str) -> Sensitivity | None:
    """Give the class of a field; None where it does not speak of a person."""
    return getattr(model._meta.get_field(name), "sensitivity", None)


def redaction(model: type[Classified], *kept: str) -> Callable[[Mapping[str, Any]], dict[str, Any]]:
    """Make the redaction of a change to a model: the values of `kept`, the names of all else.

    Raises ImproperlyConfigured where a field that speaks of a person should be kept.
    """
    personal = {field.name for field in described_fields(model)}
    if personal & set(kept):
        raise ImproperlyConfigured(f"the trail never keeps {', '.join(personal & set(kept))}")

    def redact(detail: Mapping[str, Any]) -> dict[str, Any]:
        others = sorted(name for name in detail if name not in kept)
        values = {name: detail[name] for name in kept if name in detail}
        return values | ({"fields": others} if others else {})

    return redact


def records_under(key_ids: list[str]) -> Iterator[QuerySet[Any]]:
    """Give, for each model that has any, its records that these keys open, whatever they belong to.

    Which models have any is one question, by plain SQL: most keys open records of one model alone.
    """
    models = classified_models()
    marks = ", ".join(["%s"] * len(key_ids))
    asked = (
        f"EXISTS (SELECT 1 FROM {model._meta.db_table} WHERE vault_key IN ({marks}))"  # noqa: S608
        for model in models
    )
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(asked)}", key_ids * len(models))
        there = cursor.fetchone()
    for model, some in zip(models, there, strict=True):
        if some:
            yield model._base_manager.filter(vault_key__in=key_ids)


def _described_columns(model: type[Classified]) -> Iterator[Described]:
    for field in model._meta.concrete_fields:
        if isinstance(field, SpecialChoice):
            title = str(field.verbose_name)
            yield Described(field.name, title, field.sensitivity, field.why, False, field.kept)
