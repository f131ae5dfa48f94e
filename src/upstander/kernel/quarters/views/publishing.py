"""What of the plan is public: for all of it, and action by action."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from upstander.kernel.plan.models import Plan
from upstander.kernel.plan.reading import read_plan
from upstander.kernel.plan.standing import PlanRead
from upstander.kernel.plan.views.doors import opened_or_sent, plan_page
from upstander.kernel.plan.views.editing import sent
from upstander.kernel.quarters.changes import set_public
from upstander.kernel.quarters.forms.publishing import HiddenForm, PublicFieldsForm
from upstander.kernel.quarters.models import PublicField, PublicFlag
from upstander.kernel.quarters.public import Flags


@opened_or_sent
@plan_page("quarters.publish")
def publishing(request: HttpRequest, plan: Plan) -> HttpResponse:
    """Choose what is public."""
    flags = Flags(PublicFlag.objects.filter(plan=plan))
    read = read_plan(plan)
    if request.method == "POST" and "record" in request.POST:
        return _one_item(request, plan, read)
    shown = [name for name in PublicField.values if flags.shows(name)]
    form = PublicFieldsForm(sent(request), initial={"fields_shown": shown})
    if form.is_valid():
        changed = set_public(plan, form.flags, by=request.user)
        words = "The public page shows what you chose." if changed else "Nothing was changed."
        messages.success(request, words)
        return redirect("quarters:publishing")
    context = {"plan": plan, "form": form, "groups": _groups(read, flags)}
    return render(request, "quarters/publishing.html", context)


def _one_item(request: HttpRequest, plan: Plan, read: PlanRead) -> HttpResponse:
    known = {f"plan.action:{action.pk}" for action in read.actions}
    known |= {f"plan.objective:{objective.pk}" for objective in read.objectives}
    form = HiddenForm(known, request.POST)
    if form.is_valid():
        about = form.cleaned_data["record"]
        wanted = False if form.cleaned_data["hide"] else None
        set_public(plan, {PublicField.ACTION: wanted}, about=about, by=request.user)
        messages.success(request, "Taken out of the public page." if wanted is False else "Back.")
    else:
        messages.error(request, "That item is not in this plan; nothing was changed.")
    return redirect("quarters:publishing")


def _groups(read: PlanRead, flags: Flags) -> list[dict[str, Any]]:
    return [
        {
            "theme": theme,
            "rows": [
                {
                    "action": action,
                    "record": f"plan.action:{action.pk}",
                    "shown": flags.shows(
                        PublicField.ACTION,
                        f"plan.action:{action.pk}",
                        f"plan.objective:{action.objective.pk}",
                    ),
                }
                for action in theme.actions
                if not action.dropped
            ],
        }
        for theme in read.themes
    ]
