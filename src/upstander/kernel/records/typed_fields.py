"""The fields into which people type words: what each part of the product declares, and forgot.

Words are taken out of what is declared, so a field that nobody declared would keep them for good.
What is classified (`kernel/vault`) goes with its record, and is not asked for here.
"""

from typing import Any

from django.apps import apps
from django.core import checks
from django.core.exceptions import FieldDoesNotExist
from django.db import models

from upstander.kernel.registry import Capability, all_typed, capabilities
from upstander.kernel.vault.models.classified import Classified

TEXT = (models.CharField, models.TextField, models.JSONField)
OF_THE_VAULT = frozenset(field.name for field in Classified._meta.local_fields)


def typed_fields() -> dict[type[Any], tuple[str, ...]]:
    """Give every field of the product into which people type, by its model."""
    return {apps.get_model(label): names for label, names in all_typed().items()}


def mistakes() -> list[checks.Error]:
    """List the fields that are declared wrongly or not at all, for Django's checks."""
    return [
        checks.Error(what, id="records.E001")
        for capability in capabilities()
        for what in mistakes_of(capability)
    ]


def mistakes_of(capability: Capability) -> list[str]:
    """Say which text fields a part of the product declares wrongly, twice, or not at all."""
    typed, not_typed = _named(capability.typed), _named(capability.not_typed)
    held = {f"{m._meta.label}.{name}" for m in _models_of(capability) for name in _texts_of(m)}
    forgotten = sorted(held - typed - not_typed)
    unknown = sorted(name for name in typed | not_typed if name not in held and not _is_text(name))
    return [
        *(f"{name} holds text, and is declared neither as typed nor not." for name in forgotten),
        *(f"{name} is declared, and is no field that holds text." for name in unknown),
        *(f"{name} is declared as typed and as not." for name in sorted(typed & not_typed)),
    ]


def _named(fields: Any) -> set[str]:
    return {f"{label}.{name}" for label, names in fields.items() for name in names}


def _models_of(capability: Capability) -> list[type[models.Model]]:
    return [model for model in apps.get_models() if model._meta.app_label == capability.slug]


def _texts_of(model: type[models.Model]) -> list[str]:
    """Name the fields of a model that hold text of no fixed choice, and are not classified."""
    vault = OF_THE_VAULT if issubclass(model, Classified) else frozenset()
    texts = [field for field in model._meta.concrete_fields if isinstance(field, TEXT)]
    plain = [field for field in texts if not (field.choices or hasattr(field, "sensitivity"))]
    return [field.name for field in plain if field.name not in vault]


def _is_text(name: str) -> bool:
    label, _, field = name.rpartition(".")
    try:
        return isinstance(apps.get_model(label)._meta.get_field(field), TEXT)
    except (LookupError, FieldDoesNotExist):
        return False
