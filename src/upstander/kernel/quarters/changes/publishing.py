"""Choosing what of a plan is public."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Model

from upstander.kernel.audit.record import record
from upstander.kernel.errors import Refused
from upstander.kernel.plan.models import Plan
from upstander.kernel.quarters.models import PublicField, PublicFlag


@transaction.atomic
def set_public(
    plan: Plan, flags: Mapping[str, bool | None], *, by: Any, about: str = ""
) -> list[str]:
    """Publish or hide fields of the whole plan, or of the item that `about` names (label:key).

    None lets a field follow what is said more widely. Returns the fields that did change.
    """
    unknown = set(flags) - set(PublicField.values)
    if unknown:
        raise Refused(f"A plan has no such field: {', '.join(sorted(unknown))}.")
    known = {flag.field: flag for flag in PublicFlag.objects.filter(plan=plan, record=about)}
    changed = [name for name, wanted in flags.items() if _now(known.get(name)) is not wanted]
    for name in changed:
        PublicFlag.objects.filter(plan=plan, record=about, field=name).delete()
        if (wanted := flags[name]) is not None:
            PublicFlag.objects.create(plan=plan, record=about, field=name, published=wanted)
    if changed:
        record("quarters.published", plan, by=by, fields=sorted(changed), about=about)
    return changed


def carry_flags(plan: Plan, successor: Plan, same: Mapping[Model, Model]) -> None:
    """Let what was chosen count for next year's plan too: what was hidden is not shown by itself.

    `same` gives the new item for each that goes on. It is part of the turn of the year, which has
    a row of its own in the trail.
    """
    records = {_record(old): _record(new) for old, new in same.items()} | {"": ""}
    flags = [flag for flag in PublicFlag.objects.filter(plan=plan) if flag.record in records]
    PublicFlag.objects.bulk_create(
        PublicFlag(
            plan=successor,
            record=records[flag.record],
            field=flag.field,
            published=flag.published,
        )
        for flag in flags
    )


def _record(item: Model) -> str:
    return f"{item._meta.label_lower}:{item.pk}"


def _now(flag: PublicFlag | None) -> bool | None:
    return flag.published if flag else None
