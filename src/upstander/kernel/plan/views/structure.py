"""What the plan is made of: begin one, add to it, edit it in place, take an action out."""

from copy import copy
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from upstander.kernel.access.check import may
from upstander.kernel.access.door import page
from upstander.kernel.plan import changes
from upstander.kernel.plan.forms.leads import Leads, lead_rows
from upstander.kernel.plan.forms.structure import (
    ActionForm,
    DropForm,
    NewObjectiveForm,
    NewThemeForm,
    ObjectiveForm,
    StartForm,
    ThemeForm,
)
from upstander.kernel.plan.models import Action, Objective, Plan, Theme
from upstander.kernel.plan.reading import read_plan
from upstander.kernel.plan.views.doors import opened_or_sent, plan_page
from upstander.kernel.plan.views.editing import (
    Surround,
    ask,
    asked_in_place,
    attempt,
    came_from,
    saved,
    sent,
)
from upstander.kernel.registry import Measure, all_measures


@opened_or_sent
@page("plan.edit")
def start(request: HttpRequest) -> HttpResponse:
    """Begin an empty plan."""
    form = StartForm(sent(request))
    around = Surround("Begin an empty plan", reverse("plan:home"), "Begin the plan")
    if form.is_valid():
        plan = attempt(
            form, lambda: changes.start_plan(by=request.user, year=form.year, **form.cleaned_data)
        )
        if plan:
            return saved(request, reverse("plan:outline"), f"{plan.title} has begun.")
    return ask(request, form, around)


@require_safe
@plan_page("plan.view")
def outline(request: HttpRequest, plan: Plan) -> HttpResponse:
    """Show what the plan is made of, from themes to actions, each with its way to be edited."""
    return render(
        request,
        "plan/outline.html",
        {"plan": plan, "read": read_plan(plan), "editor": may(request.user, "plan.edit")},
    )


@opened_or_sent
@plan_page("plan.edit")
def theme_new(request: HttpRequest, plan: Plan) -> HttpResponse:
    """Add a theme."""
    numbers = list(plan.themes.values_list("number", flat=True))
    form = NewThemeForm(sent(request), taken=numbers)
    if form.is_valid():
        theme = attempt(form, lambda: changes.add_theme(plan, by=request.user, **form.cleaned_data))
        if theme:
            return saved(request, reverse("plan:outline"), f"{theme} is in the plan.")
    return ask(request, form, Surround("Add a theme", reverse("plan:outline"), "Add the theme"))


@opened_or_sent
@page("plan.edit")
def theme_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Edit a theme."""
    theme = get_object_or_404(Theme.objects.visible_to(request.user), pk=pk)
    form = ThemeForm(sent(request), instance=copy(theme))
    asked_in_place(request, form, pk)
    if form.is_valid() and _edited(request, theme, form):
        return saved(request, reverse("plan:outline"), f"Theme {theme.number} is saved.")
    return ask(request, form, Surround(f"Edit theme {theme.number}", reverse("plan:outline")))


@opened_or_sent
@page("plan.edit")
def objective_new(request: HttpRequest, theme: int) -> HttpResponse:
    """Add an objective to a theme."""
    found = get_object_or_404(Theme.objects.visible_to(request.user), pk=theme)
    objectives = Objective.objects.filter(theme__plan=found.plan)
    taken = list(objectives.values_list("number", flat=True))
    form = NewObjectiveForm(sent(request), taken=taken)
    leads = lead_rows(sent(request), Objective())
    if form.is_valid() and leads.is_valid():
        added = attempt(form, lambda: _add_objective(found, form, leads, request.user))
        if added:
            url = reverse("plan:objective", args=[added.pk])
            return saved(request, url, f"Objective {added.number} is in the plan.")
    around = Surround("Add an objective", reverse("plan:outline"), "Add the objective", str(found))
    return ask(request, form, around, leads)


@transaction.atomic
def _add_objective(theme: Theme, form: NewObjectiveForm, leads: Leads, by: Any) -> Objective:
    added = changes.add_objective(theme, by=by, **form.cleaned_data)
    if leads.leads:
        changes.set_leads(added, leads.leads, by=by)
    return added


@opened_or_sent
@page("plan.edit")
def objective_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Edit an objective and who leads it."""
    found = get_object_or_404(Objective.objects.visible_to(request.user), pk=pk)
    form = ObjectiveForm(sent(request), instance=copy(found))
    asked_in_place(request, form, pk)
    leads = lead_rows(sent(request), found)
    back = came_from(request, reverse("plan:objective", args=[pk]))
    if form.is_valid() and leads.is_valid() and _edited(request, found, form, leads):
        return saved(request, back, f"Objective {found.number} is saved.")
    return ask(request, form, Surround(f"Edit objective {found.number}", back), leads)


@opened_or_sent
@page("plan.edit")
def action_new(request: HttpRequest, objective: int) -> HttpResponse:
    """Add an action to an objective."""
    found = get_object_or_404(Objective.objects.visible_to(request.user), pk=objective)
    form = ActionForm(sent(request), measures=_measures(found))
    leads = lead_rows(sent(request), Action())
    if form.is_valid() and leads.is_valid():
        added = attempt(form, lambda: _add_action(found, form, leads, request.user))
        if added:
            url = reverse("plan:action", args=[added.pk])
            return saved(request, url, f"Action {added.reference} is in the plan.")
    back = reverse("plan:objective", args=[found.pk])
    around = Surround(
        "Add an action", back, "Add the action", f"Objective {found.number}", OWN_LEADS
    )
    return ask(request, form, around, leads)


OWN_LEADS = "Name leads only where they are others than the objective’s."


@transaction.atomic
def _add_action(objective: Objective, form: ActionForm, leads: Leads, by: Any) -> Action:
    said = dict(form.cleaned_data)
    measures = said.pop("measures", [])
    added = changes.add_action(objective, by=by, **said)
    if measures:
        changes.edit_item(added, by=by, measures=measures)
    if leads.leads:
        changes.set_leads(added, leads.leads, by=by)
    return added


@opened_or_sent
@page("plan.edit")
def action_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Edit an action and who leads it."""
    actions = Action.objects.visible_to(request.user).select_related("objective")
    found = get_object_or_404(actions, pk=pk)
    measures = _measures(found.objective)
    form = ActionForm(sent(request), instance=copy(found), measures=measures)
    asked_in_place(request, form, pk)
    leads = lead_rows(sent(request), found)
    back = came_from(request, reverse("plan:action", args=[pk]))
    if form.is_valid() and leads.is_valid() and _edited(request, found, form, leads):
        return saved(request, back, f"Action {found.reference} is saved.")
    around = Surround(f"Edit action {found.reference}", back, text=OWN_LEADS)
    return ask(request, form, around, leads)


@opened_or_sent
@page("plan.edit")
def action_drop(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an action out of the plan, with the reason."""
    actions = Action.objects.visible_to(request.user).select_related("objective")
    found = get_object_or_404(actions, pk=pk)
    form = DropForm(sent(request))
    back = reverse("plan:action", args=[pk])
    if form.is_valid():
        changes.drop_action(found, by=request.user, **form.cleaned_data)
        return saved(request, back, f"Action {found.reference} is taken out of the plan.")
    around = Surround(
        f"Take action {found.reference} out of the plan",
        back,
        "Take it out",
        text="It leaves every count and list from today. What was said and done stays readable.",
    )
    return ask(request, form, around)


def _measures(objective: Objective) -> list[Measure]:
    return [m for m in all_measures() if objective.number in m.objectives or "*" in m.objectives]


def _edited(request: HttpRequest, item: Any, form: Any, leads: Leads | None = None) -> bool:
    """Save what a form changed; False, with the reason in the form, where that cannot be."""

    def change() -> bool:
        with transaction.atomic():
            changes.edit_item(item, by=request.user, **form.cleaned_data)
            if leads is not None and leads.has_changed():
                changes.set_leads(item, leads.leads, by=request.user)
        return True

    return bool(attempt(form, change))
