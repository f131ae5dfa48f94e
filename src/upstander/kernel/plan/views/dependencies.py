"""What the plan waits for: list, one of them, add, edit, met."""

from copy import copy
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from upstander.kernel.access.check import may
from upstander.kernel.access.door import page
from upstander.kernel.audit.record import events_for
from upstander.kernel.exports.sheet import Sheet
from upstander.kernel.exports.writing import FORMATS, response
from upstander.kernel.plan import changes
from upstander.kernel.plan.forms.dates import DependencyForm, MeetForm
from upstander.kernel.plan.models import Dependency, Plan
from upstander.kernel.plan.reading import read_plan
from upstander.kernel.plan.views.doors import opened_or_sent, plan_page
from upstander.kernel.plan.views.editing import Surround, ask, attempt, saved, sent
from upstander.kernel.registry import audit_kind

COLUMNS = ("Code", "What is waited for", "Objectives", "Since", "Expected by", "Met on", "How")


@require_safe
@plan_page("plan.view")
def dependencies(request: HttpRequest, plan: Plan) -> HttpResponse:
    """List what the plan waits for, what is still open first."""
    found = list(plan.dependencies.prefetch_related("objectives"))
    found.sort(key=lambda dependency: dependency.met_on is not None)
    form = request.GET.get("format", "")
    if form in FORMATS:
        changes.note_download(plan, form=form, by=request.user)
        return response(_sheet(plan, found), form)
    context = {
        "plan": plan,
        "dependencies": found,
        "waiting": sum(dependency.met_on is None for dependency in found),
        "editor": may(request.user, "plan.edit"),
    }
    return render(request, "plan/dependencies.html", context)


def _sheet(plan: Plan, found: list[Dependency]) -> Sheet:
    rows = [
        [
            d.code,
            d.title,
            ", ".join(o.number for o in d.objectives.all()),
            d.opened_on,
            d.expected_on,
            d.met_on,
            d.met_how,
        ]
        for d in found
    ]
    return Sheet(f"Dependencies {plan.year}", COLUMNS, rows)


@require_safe
@page("plan.view")
def dependency(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what is waited for and every action that it holds."""
    row = _find(request, pk)
    read = read_plan(row.plan)
    held = [o for o in read.objectives if any(d.pk == pk for d in o.dependencies)]
    context = {
        "plan": row.plan,
        "dependency": row,
        "held": held,
        "actions": [action for o in held for action in o.actions if not action.dropped],
        "history": [(audit_kind(e.kind).title, _actor(e), e.told) for e in events_for(row)],
        "editor": may(request.user, "plan.edit"),
    }
    return render(request, "plan/dependency.html", context)


def _actor(event: Any) -> str:
    """Name who acted; what ran by itself keeps the name that says so."""
    return str(event.actor if event.actor.startswith("system:") else event.actor_name)


def _find(request: HttpRequest, pk: int) -> Dependency:
    rows = Dependency.objects.visible_to(request.user).select_related("plan")
    return get_object_or_404(rows, pk=pk)


@opened_or_sent
@plan_page("plan.edit")
def dependency_new(request: HttpRequest, plan: Plan) -> HttpResponse:
    """Record something that objectives wait for."""
    chosen = request.GET.get("objective", "")
    initial = {"objectives": [chosen]} if chosen.isdecimal() else {}
    form = DependencyForm(sent(request), plan=plan, initial=initial)
    if form.is_valid():
        added = attempt(
            form, lambda: changes.add_dependency(plan, by=request.user, **form.cleaned_data)
        )
        if added:
            url = reverse("plan:dependency", args=[added.pk])
            return saved(request, url, f"{added.code} is recorded.")
    back = reverse("plan:dependencies")
    return ask(request, form, Surround("Record what is waited for", back, "Record it"))


@opened_or_sent
@page("plan.edit")
def dependency_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change what is waited for, until when, or what waits."""
    row = _find(request, pk)
    form = DependencyForm(sent(request), plan=row.plan, instance=copy(row))
    back = reverse("plan:dependency", args=[pk])
    if form.is_valid():
        said: dict[str, Any] = form.cleaned_data
        if attempt(form, lambda: changes.update_dependency(row, by=request.user, **said)):
            return saved(request, back, f"{row.code} is saved.")
    return ask(request, form, Surround(f"Edit {row.code}", back))


@opened_or_sent
@page("plan.edit")
def dependency_meet(request: HttpRequest, pk: int) -> HttpResponse:
    """Record that what was waited for has come."""
    row = _find(request, pk)
    form = MeetForm(sent(request))
    back = reverse("plan:dependency", args=[pk])
    if form.is_valid():
        said = form.cleaned_data
        changes.meet_dependency(row, on=said["met_on"], how=said["met_how"], by=request.user)
        return saved(request, back, f"{row.code} is met. What it held is free to go on.")
    around = Surround(f"{row.code} has come", back, "Record it as met", row.title)
    return ask(request, form, around)
