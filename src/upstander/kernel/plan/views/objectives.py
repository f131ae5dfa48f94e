"""Is this one true, and why do we think so? The page of one objective."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from upstander.kernel.access.check import may
from upstander.kernel.access.door import page
from upstander.kernel.plan.between import declared_at, end_of
from upstander.kernel.plan.models import EvidenceItem, MeasureSample, Objective, Update
from upstander.kernel.plan.reading import read_plan
from upstander.kernel.plan.recent import edits_of
from upstander.kernel.plan.standing import ObjectiveRead, PlanRead
from upstander.kernel.plan.views.figures import measure_cards, run_cards
from upstander.kernel.plan.views.timeline import timeline
from upstander.kernel.plan.views.wording import places_of
from upstander.kernel.reference.quarters import Quarter, previous, quarter_of

MOST_QUARTERS = 6
FIRST_OF_TIMELINE = 7


@require_safe
@page("plan.view")
def objective(request: HttpRequest, pk: int) -> HttpResponse:
    """Show an objective: its actions, what is counted, what shows it, and how it came here."""
    row = get_object_or_404(
        Objective.objects.visible_to(request.user).select_related("theme__plan"), pk=pk
    )
    read = read_plan(row.theme.plan)
    found = next(o for o in read.objectives if o.pk == pk)
    updates = _updates(found)
    entries = timeline(updates, _edits(read, found), found.actions, places_of(read))
    quarter = quarter_of(read.on)
    context = {
        "plan": read.plan,
        "read": read,
        "theme": row.theme,
        "objective": found,
        "actions": [
            (action, may(request.user, "plan.update", action))
            for action in found.actions
            if not action.dropped
        ],
        "dropped": [action for action in found.actions if action.dropped],
        "runs": run_cards(found.actions),
        "measures": measure_cards(_samples(read, found)),
        "quarter": quarter,
        **_evidence(updates, quarter),
        **_by_quarter(read, found),
        "timeline": entries[:FIRST_OF_TIMELINE],
        "earlier": entries[FIRST_OF_TIMELINE:],
        "editor": may(request.user, "plan.edit"),
        "waiting": [d for d in found.dependencies if d.met_on is None],
    }
    return render(request, "plan/objective.html", context)


def _updates(objective: ObjectiveRead) -> list[Update]:
    return list(
        Update.objects.filter(Q(objective=objective.pk) | Q(action__objective=objective.pk))
        .select_related("action__objective", "corrects")
        .prefetch_related("evidence")
    )


def _edits(read: PlanRead, objective: ObjectiveRead) -> Sequence[Any]:
    records = [
        f"plan.objective:{objective.pk}",
        *(f"plan.action:{a.pk}" for a in objective.actions),
    ]
    return edits_of(read.plan, records)


def _samples(read: PlanRead, objective: ObjectiveRead) -> Sequence[MeasureSample]:
    samples = MeasureSample.objects.filter(plan=read.plan, objective=objective.number)
    return list(samples.order_by("code", "starts_on", "counted_on"))


def _evidence(updates: Sequence[Update], quarter: Quarter) -> dict[str, Any]:
    """Split what was shown into this quarter's and earlier."""
    items: list[tuple[EvidenceItem, Update]] = [
        (item, update) for update in updates for item in update.evidence.all()
    ]
    start = end_of(previous(quarter).end)
    return {
        "evidence": [pair for pair in items if pair[1].at > start],
        "earlier_evidence": [pair for pair in items if pair[1].at <= start],
    }


def _by_quarter(read: PlanRead, objective: ObjectiveRead) -> dict[str, Any]:
    """Give the declared status of each action at the end of each quarter, and as it is now."""
    quarters = list(_quarters(read, objective))
    kept = [action for action in objective.actions if not action.dropped]
    rows = [
        (action, [declared_at(action, end_of(min(q.end, read.on))) for q in quarters])
        for action in kept
    ]
    return {"quarters": quarters, "declared": rows}


def _quarters(read: PlanRead, objective: ObjectiveRead) -> Iterator[Quarter]:
    """List the quarters from the first word said to now, at most six."""
    said = [action.updates[-1].on for action in objective.actions if action.updates]
    here = quarter_of(read.on)
    first = quarter_of(min([*said, here.start]))
    back = [here]
    while back[-1].start > first.start and len(back) < MOST_QUARTERS:
        back.append(previous(back[-1]))
    return reversed(back)
