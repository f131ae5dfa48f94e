"""What the plan can count about itself, until capabilities bring their own measures."""

from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db import transaction
from django.urls import reverse
from django.utils.http import urlencode

from upstander.kernel.audit.record import record
from upstander.kernel.clock import today
from upstander.kernel.figures import Evidence, Period, State, Value
from upstander.kernel.plan.models import MeasureSample, Plan
from upstander.kernel.plan.reading import read_plan
from upstander.kernel.plan.standing import ActionRead, PlanRead
from upstander.kernel.registry import Measure, all_measures

ANSWERING = timedelta(days=15)


@dataclass
class _Count:
    """A count under way: of which plan, and what was read of it, since each measure asks again."""

    plan: Plan
    readings: dict[date, PlanRead] = field(default_factory=dict)


_count: ContextVar[_Count | None] = ContextVar("_count", default=None)


def updates_in_time(period: Period) -> Value:
    """Count the actions that were spoken of in time for the period, of all actions.

    Leads answer for a quarter until two weeks after it has ended, so that is when its updates are
    due, and words of the two weeks before it began answered for the quarter before.
    """
    actions = _actions(period)
    first, last = period.start + ANSWERING, period.end + ANSWERING
    heard = sum(any(first < said.on <= last for said in action.updates) for action in actions)
    if not actions:
        return Value(State.BLANK)
    due = len(actions) if today() > last else 0
    return Value.counted(heard, due, len(actions), evidence=_list(period))


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
        definition="Actions spoken of by two weeks after the quarter's end, of all actions.",
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


@transaction.atomic
def count_measures(plan: Plan, period: Period) -> int:
    """Count every measure for every objective it speaks of, and keep the samples.

    Counting twice on one day replaces the day's samples. Returns how many were kept.
    """
    numbers = ["", *(objective.number for objective in read_plan(plan).objectives)]
    token = _count.set(_Count(plan))
    try:
        counted = [
            _sample(plan, measure, Period(period.start, period.end, number))
            for measure in all_measures()
            for number in numbers
            if "*" in measure.objectives or number in measure.objectives
        ]
    finally:
        _count.reset(token)
    today_already = MeasureSample.objects.filter(plan=plan, counted_on=today())
    today_already.filter(starts_on=period.start).delete()
    MeasureSample.objects.bulk_create(counted)
    record("plan.counted", plan, by="system:nightly count", samples=len(counted))
    return len(counted)


def _sample(plan: Plan, measure: Measure, period: Period) -> MeasureSample:
    value = measure.value(period)
    low, high = value.interval or (None, None)
    return MeasureSample(
        plan=plan,
        code=measure.code,
        objective=period.objective,
        starts_on=period.start,
        ends_on=period.end,
        counted_on=today(),
        state=value.state,
        numerator=value.numerator,
        denominator=value.denominator,
        total=value.total,
        low=low,
        high=high,
        evidence_url=_address(value.evidence),
    )


def _address(evidence: Evidence | None) -> str:
    if evidence is None:
        return ""
    return f"{reverse(evidence.page)}?{urlencode(evidence.filters, doseq=True)}"


def _actions(period: Period) -> list[ActionRead]:
    on = min(period.end + ANSWERING, today())
    known = _count.get()
    if known is None:
        plan = Plan.objects.current()
        actions = read_plan(plan, on).actions if plan else []
    else:
        if on not in known.readings:
            known.readings[on] = read_plan(known.plan, on)
        actions = known.readings[on].actions
    return [a for a in actions if period.objective in ("", a.objective.number)]


def _list(period: Period, **filters: str) -> Evidence:
    chosen = {"objective": period.objective} if period.objective else {}
    return Evidence("plan:actions", {**chosen, **filters})
