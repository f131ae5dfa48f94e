"""What is kept beyond its time on a day."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.apps import apps
from django.db import models
from django.utils import timezone

from upstander.kernel.clock import now
from upstander.kernel.vault.inventory import classified_models
from upstander.kernel.vault.models.classified import Clock
from upstander.kernel.vault.models.retention import Hold, RetentionRule


@dataclass(frozen=True)
class Due:
    """One record whose time is over."""

    record: str
    rule: str
    on: date


@dataclass(frozen=True)
class Standing:
    """How it stands with one rule: of which records it speaks, what is due, what is held."""

    rule: RetentionRule
    models: tuple[str, ...]
    due: int
    held: int


def clocks(code: str) -> Iterator[tuple[Any, Clock]]:
    """Give the models, with their clocks, to which a rule applies."""
    for model in classified_models():
        for clock in model.classification.clocks:
            if clock.rule == code:
                yield model, clock


def due_under(rule: RetentionRule, on: date, *, held: bool = False) -> Iterator[Due]:
    """Give the records that a rule says are due on a day: those not held, or only those held."""
    if rule.forever:
        return
    for model, clock in clocks(rule.code):
        kept = _held(model, on)
        for pk, since in _counted(model, clock, rule, on):
            if (pk in kept) is held:
                yield Due(f"{model._meta.label_lower}:{pk}", rule.code, rule.ends(since))


def standing(on: date) -> list[Standing]:
    """Say how it stands with every rule in force on a day."""
    return [
        Standing(
            rule,
            tuple(str(model._meta.verbose_name_plural) for model, _ in clocks(rule.code)),
            sum(1 for _ in due_under(rule, on)),
            sum(1 for _ in due_under(rule, on, held=True)),
        )
        for rule in RetentionRule.objects.in_force(on)
    ]


def is_due(record: str, code: str, on: date) -> bool:
    """Tell whether one record is due on a day under the rule in force, and nothing holds it."""
    rule = RetentionRule.objects.in_force(on).filter(code=code).first()
    label, _, pk = record.partition(":")
    if rule is None or rule.forever:
        return False
    model = apps.get_model(label)
    if model._meta.pk.to_python(pk) in _held(model, on):
        return False
    known = [clock for kind, clock in clocks(code) if kind is model]
    return any(True for clock in known for _ in _counted(model, clock, rule, on, pk=pk))


def _counted(
    model: Any, clock: Clock, rule: RetentionRule, on: date, **only: Any
) -> Iterator[tuple[Any, date]]:
    """Give the rows, with the day they are counted from, whose time is over."""
    rows = model._base_manager.filter(clock.where, vault_erased_at=None, **only)
    latest = rule.might_end_by(on)
    if isinstance(model._meta.get_field(clock.since), models.DateTimeField):
        midnight = datetime.combine(latest + timedelta(days=1), time.min)
        rows = rows.filter(**{f"{clock.since}__lt": timezone.make_aware(midnight)})
    else:
        rows = rows.filter(**{f"{clock.since}__lte": latest})
    for pk, since in rows.values_list("pk", clock.since).iterator():
        day = timezone.localdate(since) if isinstance(since, datetime) else since
        ends = rule.ends(day)
        if ends < on or (ends == on and _hour_is_over(since)):
            yield pk, day


def _hour_is_over(since: date) -> bool:
    """Tell, on its last day, whether what is counted from a moment has had its last hour."""
    if not isinstance(since, datetime):
        return True
    return timezone.localtime(since).time() <= timezone.localtime(now()).time()


def _held(model: Any, on: date) -> set[Any]:
    label = f"{model._meta.label_lower}:"
    holds = Hold.objects.in_force(on).filter(record__startswith=label)
    return {
        model._meta.pk.to_python(record.removeprefix(label))
        for record in holds.values_list("record", flat=True)
    }
