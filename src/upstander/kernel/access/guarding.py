"""Finds how the records of a model are guarded, and tells mistakes in what was declared."""

from typing import Any

from django.apps import apps
from django.core import checks

from upstander.kernel.access.declared import all_guards, opening_purposes
from upstander.kernel.access.roles import ROLE_CODES
from upstander.kernel.guards import Guard
from upstander.kernel.vault.models.classified import names_of


def guard_of(model: Any) -> Guard:
    """Give the guard of a model; raises LookupError where nobody declared one."""
    found = find_guard(model._meta.label_lower)
    if found is None:
        raise LookupError(f"no capability declares a guard for {model._meta.label}")
    return found


def find_guard(label: str) -> Guard | None:
    """Give the guard of the model with a label; None where its records are not guarded."""
    return next((guard for guard in all_guards() if guard.label == label.lower()), None)


def people_of(guard: Guard, record: Any) -> list[str]:
    """Name by label and key those whom a record speaks of."""
    found = ((label.lower(), getattr(record, name)) for name, label in guard.about.items())
    return [f"{label}:{key}" for label, key in found if key is not None]


def speaking_of(guard: Guard) -> list[tuple[Guard, str]]:
    """List what speaks of records of a guard: the other guard, and the field that leads there."""
    return [
        (other, name)
        for other in all_guards()
        for name, label in other.about.items()
        if label.lower() == guard.label and not other.along
    ]


def opened_with(guard: Guard) -> list[tuple[Guard, str, str]]:
    """List what a record of no body opens along with: the other guard, its field, our field."""
    if not guard.along:
        return [(other, name, "pk") for other, name in speaking_of(guard)]
    whose = find_guard(guard.about[guard.along])
    return [(other, name, guard.along) for other, name in speaking_of(whose)] if whose else []


def owner_of(guard: Guard, record: Any) -> int:
    """Give the key of the body whose record it is."""
    *path, last = guard.owner.split("__")
    for name in path:
        record = getattr(record, name)
    key: int = getattr(record, f"{last}_id")
    return key


def mistakes() -> list[checks.Error]:
    """List what is wrong with the guards, for Django's checks."""
    return [
        checks.Error(f"The guard of {guard.record} {what}.", id="access.E001")
        for guard in all_guards()
        for what in _wrong(guard)
    ]


def _wrong(guard: Guard) -> list[str]:
    model = apps.get_model(guard.record)
    placed = [name for category in guard.categories for name in category.fields]
    said = [f"puts {name} into two categories" for name in placed if placed.count(name) > 1]
    said += [f"leaves {name} without a category" for name in set(names_of(model)) - set(placed)]
    said += [f"lets in {role}, which is no role" for role in _roles(guard) - ROLE_CODES]
    said += [
        f"speaks of {label}, which no guard is for"
        for label in guard.about.values()
        if find_guard(label) is None
    ]
    if not hasattr(model._default_manager, "acting_for"):
        said.append("is for a model without a GuardedQuerySet")
    if guard.along and guard.along not in guard.about:
        said.append(f"opens along {guard.along}, which leads to nobody it speaks of")
    if guard.purpose not in opening_purposes():
        said.append(f"names the purpose {guard.purpose}, which opens nothing")
    return sorted(set(said))


def _roles(guard: Guard) -> frozenset[str]:
    """Name every role that a guard names."""
    return guard.insiders | guard.partners
