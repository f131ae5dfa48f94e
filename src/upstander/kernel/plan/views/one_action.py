"""One action: what it is, who leads it, where it stands and why, and all that was said."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from upstander.kernel.access.check import may, require
from upstander.kernel.access.door import page
from upstander.kernel.access.panels import panels_of
from upstander.kernel.clock import today
from upstander.kernel.errors import Refused
from upstander.kernel.plan import changes
from upstander.kernel.plan.forms.dates import DoneForm, OccurrenceForm
from upstander.kernel.plan.models import Action, Occurrence, Update
from upstander.kernel.plan.reading import read_plan
from upstander.kernel.plan.recent import edits_of
from upstander.kernel.plan.standing import ActionRead, PlanRead
from upstander.kernel.plan.views.doors import opened_or_sent
from upstander.kernel.plan.views.editing import Surround, ask, attempt, saved, sent
from upstander.kernel.plan.views.timeline import timeline
from upstander.kernel.registry import all_measures


def find_action(user: Any, pk: int) -> tuple[Action, PlanRead, ActionRead]:
    """Find an action and read its plan; a page about what one may not see is not found."""
    actions = Action.objects.visible_to(user).select_related("objective__theme__plan")
    row = get_object_or_404(actions, pk=pk)
    read = read_plan(row.objective.theme.plan)
    everything = (action for theme in read.themes for action in theme.actions)
    return row, read, next(action for action in everything if action.pk == pk)


def open_action(user: Any, pk: int) -> tuple[Action, PlanRead, ActionRead]:
    """Find an action of which this person may speak; what was taken out is Refused."""
    row, read, found = find_action(user, pk)
    require(user, "plan.update", found)
    if found.dropped:
        raise Refused(f"Action {found.reference} has been taken out of the plan.")
    return row, read, found


@require_safe
@page("plan.view")
def action(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one action."""
    row, read, found = find_action(request.user, pk)
    updates = list(
        Update.objects.filter(action=pk)
        .select_related("action", "corrects")
        .prefetch_related("evidence")
    )
    edits = edits_of(read.plan, [f"plan.action:{pk}"])
    context = {
        "plan": read.plan,
        "read": read,
        "row": row,
        "theme": row.objective.theme,
        "action": found,
        "dates": _dates(found),
        "timeline": timeline(updates, edits, [], {}, of_one_action=True),
        "tallies": _tied(row),
        "panels": panels_of(request, "action", found),
        "waiting": [d for d in found.objective.dependencies if d.met_on is None],
        "correctable": not found.dropped and may(request.user, "plan.update", found),
        "editor": may(request.user, "plan.edit"),
    }
    return render(request, "plan/action.html", context)


def _dates(action: ActionRead) -> list[dict[str, Any]]:
    """List when the action falls due: done, missed or to come."""
    return [
        {
            "pk": pk,
            "starts_on": starts_on,
            "happening": happening,
            "late": happening.done_on is None and happening.due_on < action.facts.on,
            "other_year": happening not in action.facts.this_year,
        }
        for pk, starts_on, happening in action.occurrences
    ]


def _tied(row: Action) -> list[tuple[str, str]]:
    """Name the measures that count for the action."""
    titles = {measure.code: measure.title for measure in all_measures()}
    return [(code, titles[code]) for code in row.measures if code in titles]


@opened_or_sent
@page("plan.update")
def occurrence_new(request: HttpRequest, action: int) -> HttpResponse:
    """Add a day on which an action falls due."""
    row, _, found = open_action(request.user, action)
    form = OccurrenceForm(sent(request))
    back = f"{reverse('plan:action', args=[action])}#dates"
    if form.is_valid():
        added = attempt(
            form, lambda: changes.add_occurrence(row, by=request.user, **form.cleaned_data)
        )
        if added:
            return saved(request, back, f"{added.label} is among the dates of {found.reference}.")
    caption = f"{found.reference} {found.title}"
    return ask(request, form, Surround("Add a date", back, "Add the date", caption))


@opened_or_sent
@page("plan.update")
def occurrence_done(request: HttpRequest, pk: int) -> HttpResponse:
    """Record that something took place."""
    occurrence = get_object_or_404(Occurrence.objects.visible_to(request.user), pk=pk)
    row, _, found = open_action(request.user, occurrence.action_id)
    back = f"{reverse('plan:action', args=[row.pk])}#dates"
    likely = min(occurrence.due_on, today())
    form = DoneForm(sent(request), initial={"done_on": likely, "note": occurrence.note})
    if form.is_valid():
        said = form.cleaned_data
        changes.mark_done(occurrence, on=said["done_on"], note=said["note"], by=request.user)
        return saved(request, back, f"{occurrence.label} is recorded as done.")
    title, caption = f"{occurrence.label}: it took place", f"{found.reference} {found.title}"
    return ask(request, form, Surround(title, back, "Record it as done", caption))
