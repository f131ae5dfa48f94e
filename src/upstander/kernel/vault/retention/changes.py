"""Every decision about what is kept and what goes.

What goes cannot come back, so two people decide: one prepares the list, another agrees. What dies
by itself within days (drafts, bookings) goes without anybody being asked; its rule says so.
"""

from datetime import date, timedelta
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import transaction

from upstander.kernel.audit.record import actor_key, actor_name, record
from upstander.kernel.clock import today
from upstander.kernel.errors import Refused
from upstander.kernel.vault.erasure import GROUNDS, erase
from upstander.kernel.vault.inventory import classified_models
from upstander.kernel.vault.models.retention import Hold, RetentionRule, RetentionRun, RunItem
from upstander.kernel.vault.retention.due import due_under, is_due

LASTS = timedelta(days=14)  # a list grows old: what it says of holds and clocks may be over
AT_ONCE = 1000  # records that one minute of background work erases
BY_ITSELF = "system:retention"


class NothingDue(Refused):
    """There is nothing to put on a list."""

    def __init__(self) -> None:
        """Say so."""
        super().__init__("Nothing is kept beyond its time, so there is nothing to put on a list.")


class SamePerson(Refused):
    """Whoever prepared a list tried to carry it out as well."""

    def __init__(self) -> None:
        """Say who can."""
        super().__init__(
            "You prepared this list. Somebody else who answers for records has to agree to it."
        )


@transaction.atomic
def change_rule(rule: RetentionRule, *, by: Any, on: date, **fields: Any) -> RetentionRule:
    """Let a rule read differently from a day on; how it read before stays."""
    if rule.ends_on is not None or on <= rule.starts_on:
        raise Refused("Choose the rule that is in force, and a day after it began.")
    rule.ends_on = on
    rule.save(update_fields=["ends_on"])
    rule.pk, rule.ends_on, rule.starts_on = None, None, on
    rule._state.adding = True
    for name, value in fields.items():
        setattr(rule, name, value)
    rule.full_clean()
    rule.save()
    record("vault.rule_changed", rule, by=by, code=rule.code, on=on)
    return rule


@transaction.atomic
def place_hold(
    *, record_key: str, ground: str, by: Any, reference: str = "", until: date | None = None
) -> Hold:
    """Keep a record beyond its time; `until` unsaid, until the hold is lifted."""
    _check_there(record_key)
    hold = Hold(
        record=record_key,
        ground=ground,
        reference=reference,
        until=until,
        placed_by=actor_name(by),
    )
    if until is not None and until < today():
        raise Refused("Choose a day that is not over yet.")
    hold.full_clean()
    hold.save()
    record("vault.hold_placed", record_key, by=by, ground=ground, until=until)
    return hold


@transaction.atomic
def lift_hold(hold: Hold, *, by: Any) -> Hold:
    """End a hold; the record goes with the next list once its time is over."""
    if hold.lifted_on is None:
        hold.lifted_on, hold.lifted_by = today(), actor_name(by)
        hold.save(update_fields=["lifted_on", "lifted_by"])
        record("vault.hold_lifted", hold.record, by=by, ground=hold.ground)
    return hold


@transaction.atomic
def prepare_run(*, by: Any) -> RetentionRun:
    """Put everything that is due on a list, for somebody else to agree to."""
    if RetentionRun.objects.waiting().exists():
        raise Refused("A list is waiting already. Agree to it or put it aside first.")
    day = today()
    rules = RetentionRule.objects.in_force(day).filter(automatic=False)
    due = {found.record: found for rule in rules for found in due_under(rule, day)}
    if not due:
        raise NothingDue
    run = RetentionRun.objects.create(
        prepared_on=day, prepared_by=actor_name(by), prepared_key=actor_key(by)
    )
    RunItem.objects.bulk_create(
        RunItem(run=run, record=found.record, rule=found.rule, due_on=found.on)
        for found in due.values()
    )
    record("vault.run_prepared", run, by=by, records=len(due))
    return run


@transaction.atomic
def put_aside(run: RetentionRun, *, by: Any) -> RetentionRun:
    """Drop a list; nothing on it was touched."""
    if run.agreed_on is not None:
        raise Refused("Somebody has agreed to this list already.")
    if run.put_aside_on is None:
        run.put_aside_on = today()
        run.save(update_fields=["put_aside_on"])
        record("vault.run_put_aside", run, by=by)
    return run


@transaction.atomic
def agree_to(run: RetentionRun, *, by: Any) -> RetentionRun:
    """Let a list be carried out, as the second person; it begins in the background."""
    if run.agreed_on or run.put_aside_on:
        raise Refused(f"This list is no longer waiting: {run.state.lower()}.")
    if actor_key(by) == run.prepared_key:
        raise SamePerson
    if today() - run.prepared_on > LASTS:
        raise Refused("This list is older than 14 days. Put it aside and prepare a new one.")
    run.agreed_on, run.agreed_by, run.agreed_key = today(), actor_name(by), actor_key(by)
    run.save(update_fields=["agreed_on", "agreed_by", "agreed_key"])
    record("vault.run_agreed", run, by=by)
    return run


def carry_out(run: RetentionRun, *, most: int | None = None) -> bool:
    """Erase what is on a list that was agreed to; tell whether it is done.

    Each record is looked at once more: what was held, or is no longer due, stays. Cut off at any
    moment, the next call goes on where it ended.
    """
    waiting = run.items.filter(outcome=RunItem.Outcome.WAITING)
    for item in waiting[:most]:
        _dispose(item, by=f"system:retention, list {run.pk}")
    if waiting.exists():
        return False
    _finish(run)
    return True


def carry_out_what_was_agreed() -> None:
    """Carry on with every list that two people agreed on."""
    for run in RetentionRun.objects.exclude(agreed_on=None).filter(finished_on=None):
        carry_out(run, most=AT_ONCE)


def dispose_of_short_lived() -> int:
    """Erase what its rule lets go without anybody being asked; give its number."""
    day, count = today(), 0
    for rule in RetentionRule.objects.in_force(day).filter(automatic=True):
        for found in list(due_under(rule, day)):
            erase(_find(found.record), by=BY_ITSELF, ground=GROUNDS.TIME, rule=rule.code)
            count += 1
    return count


@transaction.atomic
def _dispose(item: RunItem, *, by: str) -> None:
    if is_due(item.record, item.rule, today()):
        erase(_find(item.record), by=by, ground=GROUNDS.TIME, rule=item.rule)
        item.outcome = RunItem.Outcome.ERASED
    else:
        held = Hold.objects.in_force(today()).filter(record=item.record).exists()
        item.outcome = RunItem.Outcome.HELD if held else RunItem.Outcome.KEPT
    item.save(update_fields=["outcome"])


@transaction.atomic
def _finish(run: RetentionRun) -> None:
    if run.finished_on is None:
        run.finished_on = today()
        run.seal = run.sealed()
        run.save(update_fields=["finished_on", "seal"])
        counts = {outcome: count for _, outcome, count in run.outcomes}
        record("vault.run_finished", run, by=BY_ITSELF, **counts)


def _find(record_key: str) -> Any:
    label, _, pk = record_key.partition(":")
    return apps.get_model(label)._base_manager.get(pk=pk)


def _check_there(record_key: str) -> None:
    label, _, pk = record_key.partition(":")
    for model in classified_models():
        if model._meta.label_lower == label:
            try:
                if model._base_manager.filter(pk=pk, vault_erased_at=None).exists():
                    return
            except (ValueError, ValidationError):
                break  # no key of such a record looks like that
    raise Refused(f"There is no record {record_key}, or it was erased already.")
