"""The turn of the year: a new plan out of the old one, with what became of every action."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import transaction

from upstander.kernel.audit.record import record
from upstander.kernel.errors import Refused
from upstander.kernel.plan import changes as plan_changes
from upstander.kernel.plan.models import Action, Objective, Plan, Theme
from upstander.kernel.quarters.changes.publishing import carry_flags
from upstander.kernel.quarters.models import Lineage
from upstander.kernel.quarters.recurrence import RETURNING, next_day, next_label
from upstander.kernel.reference.quarters import quarters_of, year_of

Kind = Lineage.Kind


class AlreadyRolled(Refused):
    """A plan has one successor."""


class NotDecided(Refused):
    """Every action needs a decision with a reason."""


@dataclass(frozen=True)
class Fate:
    """What becomes of an action: carried, dropped, or merged into another, and why."""

    kind: str
    reason: str
    into: int | None = None  # the key of the action that it is merged into


@transaction.atomic
def roll_over(plan: Plan, fates: Mapping[int, Fate], *, title: str, by: Any) -> Plan:
    """Begin next year's plan from this one. `fates` has every action of the plan by its key.

    Themes and objectives go on under their numbers, without those of which nothing is left. Dates
    come round by their rule. Raises `AlreadyRolled`, `NotDecided`, and Refused for a merger into an
    action that is not carried.
    """
    Plan.objects.select_for_update().get(pk=plan.pk)  # of two at once, one waits
    actions = _check(plan, fates)
    successor = _successor(plan, title, by)
    carried = {pk for pk, fate in fates.items() if fate.kind == Kind.CARRIED}
    after: dict[int, Action] = {}
    for theme in plan.themes.order_by("position"):
        after |= _roll_theme(theme, successor, carried, by)
    _wait_on(plan, successor, by)
    carry_flags(plan, successor, _same(actions, after))
    Lineage.objects.bulk_create(
        Lineage(
            plan=successor,
            kind=fates[action.pk].kind,
            before=action,
            after=_after(action, fates[action.pk], after),
            reason=fates[action.pk].reason.strip(),
        )
        for action in actions
    )
    counted = {kind: sum(fate.kind == kind for fate in fates.values()) for kind in Kind.values}
    record("quarters.rolled_over", successor, by=by, **counted)
    return successor


@transaction.atomic
def note_new(action: Action, *, reason: str, by: Any) -> Lineage:
    """Say why an action that the plan before did not have is in this one.

    Raises Refused where its origin is known already, and where no reason is given.
    """
    if Lineage.objects.filter(after=action).exists():
        raise Refused(f"Where {action.reference} comes from is known already.")
    if not reason.strip():
        raise Refused(f"Say in one sentence why {action.reference} is new.")
    row = Lineage(
        plan=action.objective.theme.plan, kind=Kind.NEW, after=action, reason=reason.strip()
    )
    row.full_clean()
    row.save()
    record("quarters.new_explained", action, by=by)
    return row


def _check(plan: Plan, fates: Mapping[int, Fate]) -> list[Action]:
    if Plan.objects.filter(predecessor=plan).exists():
        raise AlreadyRolled(f"{plan.title} has a successor already.")
    actions = list(
        Action.objects.filter(objective__theme__plan=plan, dropped_at=None).select_related(
            "objective__theme"
        )
    )
    missing = [a.reference for a in actions if not _is_decided(fates.get(a.pk))]
    if missing:
        raise NotDecided(f"Decide, with a reason, about: {', '.join(missing[:12])}.")
    for action in actions:
        _check_merger(action, fates)
    return actions


def _is_decided(fate: Fate | None) -> bool:
    return fate is not None and bool(fate.reason.strip()) and fate.kind in Kind.values


def _check_merger(action: Action, fates: Mapping[int, Fate]) -> None:
    fate = fates[action.pk]
    if fate.kind != Kind.MERGED:
        return
    target = fates.get(fate.into or 0)
    if fate.into == action.pk or target is None or target.kind != Kind.CARRIED:
        raise Refused(f"{action.reference} is merged into an action that is not carried on.")


def _successor(plan: Plan, title: str, by: Any) -> Plan:
    starts_on = plan.ends_on + timedelta(days=1)
    return plan_changes.start_plan(
        title=title,
        year=year_of(starts_on),
        starts_on=starts_on,
        ends_on=quarters_of(year_of(starts_on))[-1].end,
        borough=plan.borough,
        introduction=plan.introduction,
        strategy=plan.strategy,
        predecessor=plan,
        by=by,
    )


def _roll_theme(theme: Theme, successor: Plan, carried: set[int], by: Any) -> dict[int, Action]:
    kept = [o for o in theme.objectives.order_by("position") if _carries(o, carried)]
    if not kept:
        return {}
    new = plan_changes.add_theme(
        successor, number=theme.number, title=theme.title, aim=theme.aim, by=by
    )
    found: dict[int, Action] = {}
    for objective in kept:
        found |= _roll_objective(objective, new, carried, by)
    return found


def _carries(objective: Objective, carried: set[int]) -> bool:
    return objective.actions.filter(pk__in=carried).exists()


def _roll_objective(
    objective: Objective, theme: Theme, carried: set[int], by: Any
) -> dict[int, Action]:
    new = plan_changes.add_objective(
        theme,
        number=objective.number,
        title=objective.title,
        due=_later(objective.due),
        by=by,
    )
    plan_changes.set_leads(new, _leads(objective), by=by)
    actions = objective.actions.filter(pk__in=carried).order_by("position")
    return {action.pk: _roll_action(action, new, by) for action in actions}


def _roll_action(action: Action, objective: Objective, by: Any) -> Action:
    new = plan_changes.add_action(
        objective,
        text=action.text,
        short_title=action.short_title,
        cadence=action.cadence,
        due=_later(action.due),
        by=by,
    )
    if action.measures:
        plan_changes.edit_item(new, measures=action.measures, by=by)
    if leads := _leads(action):
        plan_changes.set_leads(new, leads, by=by)
    if action.cadence in RETURNING:
        _roll_dates(action, new, by)
    return new


def _roll_dates(action: Action, new: Action, by: Any) -> None:
    """Let the dates of the year come round; one that was missed is not made up for."""
    plan = action.objective.theme.plan
    for date_of in action.occurrences.filter(due_on__range=(plan.starts_on, plan.ends_on)):
        starts_on = date_of.starts_on
        plan_changes.add_occurrence(
            new,
            label=next_label(date_of.label),
            starts_on=next_day(starts_on, action.cadence) if starts_on else None,
            due_on=next_day(date_of.due_on, action.cadence),
            by=by,
        )


def _leads(item: Objective | Action) -> Sequence[plan_changes.NewLead]:
    rows = item.leads.select_related("organisation", "post", "deputy")
    return [plan_changes.NewLead(row.organisation, row.post, row.deputy) for row in rows]


def _later(day: date | None) -> date | None:
    return next_day(day, "") if day else None


def _wait_on(plan: Plan, successor: Plan, by: Any) -> None:
    """Take along what is still waited for."""
    for dependency in plan.dependencies.filter(met_on=None):
        numbers = list(dependency.objectives.values_list("number", flat=True))
        held = Objective.objects.filter(theme__plan=successor, number__in=numbers)
        plan_changes.add_dependency(
            successor,
            title=dependency.title,
            objectives=list(held),
            opened_on=dependency.opened_on,
            expected_on=dependency.expected_on,
            by=by,
        )


def _same(actions: Sequence[Action], after: Mapping[int, Action]) -> dict[Any, Any]:
    """Give the new theme, objective or action of each one that goes on."""
    found: dict[Any, Any] = {}
    for action in actions:
        if new := after.get(action.pk):
            found[action] = new
            found[action.objective] = new.objective
            found[action.objective.theme] = new.objective.theme
    return found


def _after(action: Action, fate: Fate, after: Mapping[int, Action]) -> Action | None:
    if fate.kind == Kind.MERGED:
        return after[fate.into or 0]
    return after.get(action.pk)
