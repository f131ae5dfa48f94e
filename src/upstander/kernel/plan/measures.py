"""What the plan can count about itself, until capabilities bring their own measures."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.http import urlencode

from upstander.kernel.clock import today
from upstander.kernel.plan.models import MeasureSample, Plan
from upstander.kernel.plan.reading import read_plan
from upstander.kernel.plan.standing import ActionRead
from upstander.kernel.registry import Evidence, Measure, Period, State, Value, all_measures


def updates_in_time(period: Period) -> Value:
    """Count the actions of which somebody said something in the period, of all actions."""
    actions = _actions(period)
    heard = sum(
        any(period.start <= update.on <= period.end for update in action.updates)
        for action in actions
    )
    if not actions:
        return Value(State.BLANK)
    return Value.counted(heard, len(actions), evidence=_list(period, flag="silent"))


def done_on_time(period: Period) -> Value:
    """Count the occurrences of the period that were done by their day, of those then due."""
    due = on_time = year = 0
    for action in _actions(period):
        year += action.total
        for happening in action.facts.due_by_now:
            if period.start <= happening.due_on <= period.end:
                due += 1
                on_time += happening.done_on is not None and happening.done_on <= happening.due_on
    return Value.counted(on_time, due, year, evidence=_list(period))


MEASURES = (
    Measure(
        code="plan.updates_in_time",
        title="Updates given in time",
        definition="Actions of which their lead said something in the quarter, of all actions.",
        objectives=("*",),
        unit="actions",
        value=updates_in_time,
    ),
    Measure(
        code="plan.done_on_time",
        title="Done on time",
        definition="Occurrences done by the day they were due, of those due in the quarter.",
        objectives=("*",),
        unit="occurrences",
        value=done_on_time,
    ),
)


def count_measures(plan: Plan, period: Period) -> int:
    """Count every measure for every objective it speaks of, and keep the samples.

    Counting twice on one day replaces the day's samples. Returns how many were kept.
    """
    numbers = [objective.number for objective in read_plan(plan).objectives]
    kept = 0
    for measure in all_measures():
        wanted = ["", *numbers] if "*" in measure.objectives else measure.objectives
        for number in wanted:
            if number in ("", *numbers):
                _keep(plan, measure, Period(period.start, period.end, number))
                kept += 1
    return kept


def _keep(plan: Plan, measure: Measure, period: Period) -> None:
    value = measure.value(period)
    low, high = value.interval or (None, None)
    MeasureSample.objects.update_or_create(
        plan=plan,
        code=measure.code,
        objective=period.objective,
        starts_on=period.start,
        counted_on=today(),
        defaults={
            "ends_on": period.end,
            "state": value.state,
            "numerator": value.numerator,
            "denominator": value.denominator,
            "total": value.total,
            "low": low,
            "high": high,
            "evidence_url": _address(value.evidence),
        },
    )


def _address(evidence: Evidence | None) -> str:
    if evidence is None:
        return ""
    return f"{reverse(evidence.page)}?{urlencode(evidence.filters)}"


def _actions(period: Period) -> Iterable[ActionRead] | list[ActionRead]:
    plan = Plan.objects.current()
    if plan is None:
        return []
    actions = read_plan(plan, min(period.end, today())).actions
    return [a for a in actions if period.objective in ("", a.objective.number)]


def _list(period: Period, **filters: str) -> Evidence:
    chosen = {"objective": period.objective} if period.objective else {}
    return Evidence("plan:actions", {**chosen, **filters})
