"""The turn of the year: what becomes of every action, then the new plan."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from upstander.kernel.access.check import may
from upstander.kernel.access.door import page
from upstander.kernel.errors import Refused
from upstander.kernel.plan.models import Action, Plan
from upstander.kernel.plan.reading import read_plan
from upstander.kernel.plan.standing import ActionRead, PlanRead
from upstander.kernel.plan.views.doors import opened_or_sent, plan_page
from upstander.kernel.plan.views.editing import sent
from upstander.kernel.quarters.changes import note_new, roll_over
from upstander.kernel.quarters.forms.rolling import FateForm, NewForm, YearForm
from upstander.kernel.quarters.models import Lineage
from upstander.kernel.quarters.recurrence import RETURNING, next_day, next_label

MOST_DATES = 3
# what is unlike last year comes first; most of a plan simply goes on
READING_ORDER = (
    Lineage.Kind.NEW,
    Lineage.Kind.MERGED,
    Lineage.Kind.DROPPED,
    Lineage.Kind.CARRIED,
)


@opened_or_sent
@plan_page("quarters.run")
def roll(request: HttpRequest, plan: Plan) -> HttpResponse:
    """Decide about every action, and begin next year's plan."""
    successor = Plan.objects.filter(predecessor=plan).first()
    if successor is not None:
        return redirect("quarters:lineage", successor.pk)
    read = read_plan(plan)
    year = YearForm(sent(request), initial={"title": next_label(plan.title)})
    forms = _forms(request, read)
    if year.is_valid() and all(form.is_valid() for form in forms):
        fates = {form.action.pk: form.fate for form in forms}
        try:
            new = roll_over(plan, fates, title=year.cleaned_data["title"], by=request.user)
        except Refused as refusal:
            year.add_error(None, refusal.message)
        else:
            messages.success(
                request, f"{new.title} has begun. It comes into force on its first day."
            )
            return redirect("quarters:lineage", new.pk)
    context = {
        "plan": plan,
        "year": year,
        "forms": forms,
        "wrong": [year, *(form for form in forms if form.errors)],
        "page_has_errors": bool(year.errors) or any(form.errors for form in forms),
        "groups": _groups(read, forms),
        "actions": read.actions,
    }
    return render(request, "quarters/roll.html", context)


@require_safe
@page("quarters.view")
def lineage(request: HttpRequest, pk: int) -> HttpResponse:
    """Show where the actions of a plan come from, and what became of the others."""
    plan = get_object_or_404(Plan.objects.visible_to(request.user), pk=pk)
    rows = list(
        Lineage.objects.filter(plan=plan).select_related("before__objective", "after__objective")
    )
    groups = [(kind, [row for row in rows if row.kind == kind]) for kind in READING_ORDER]
    context = {
        "plan": plan,
        "before": plan.predecessor,
        "groups": [(kind.label, members) for kind, members in groups if members],
        "unexplained": list(_unexplained(plan)) if plan.predecessor else [],
        "runner": may(request.user, "quarters.run"),
    }
    return render(request, "quarters/lineage.html", context)


@page("quarters.run")
@require_POST
def explain_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Say why an action is in a plan that the plan before did not have."""
    plan = get_object_or_404(Plan.objects.visible_to(request.user), pk=pk)
    form = NewForm(_unexplained(plan), request.POST)
    if not form.is_valid():
        raise Refused("Choose a new action, and say in one sentence why it is there.")
    action, reason = form.cleaned_data["action"], form.cleaned_data["reason"]
    note_new(action, reason=reason, by=request.user)
    messages.success(request, f"The reason for {action.reference} is noted.")
    return redirect("quarters:lineage", plan.pk)


def _unexplained(plan: Plan) -> QuerySet[Action]:
    """Find what is in a plan without a word about where it comes from."""
    actions = Action.objects.filter(objective__theme__plan=plan, dropped_at=None)
    unknown = actions.exclude(predecessors__isnull=False).select_related("objective")
    return unknown.order_by("objective__theme__position", "objective__position", "position")


def _forms(request: HttpRequest, read: PlanRead) -> list[FateForm]:
    known = {action.reference: action.pk for action in read.actions}
    return [FateForm(action, known, sent(request)) for action in read.actions]


def _groups(read: PlanRead, forms: list[FateForm]) -> list[dict[str, Any]]:
    by_action = {form.action.pk: form for form in forms}
    return [
        {
            "theme": theme,
            "rows": [
                {
                    "form": by_action[action.pk],
                    "action": action,
                    "dates": _dates(action),
                }
                for action in theme.actions
                if not action.dropped
            ],
        }
        for theme in read.themes
    ]


def _dates(action: ActionRead) -> list[str]:
    """Tell on which days it would fall due next year."""
    if action.cadence not in RETURNING:
        return []
    days = [next_day(h.due_on, action.cadence) for h in action.facts.this_year]
    told = [f"{day.day} {day:%b %Y}" for day in days[:MOST_DATES]]
    more = len(days) - len(told)
    return [*told, f"{more} more"] if more > 0 else told
