"""Taking words out of the plan and of everything adopted, after a look at where they stand."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from upstander.kernel.errors import Refused
from upstander.kernel.plan.models import Plan
from upstander.kernel.plan.redaction import Place, places
from upstander.kernel.plan.views.doors import opened_or_sent, plan_page
from upstander.kernel.plan.views.editing import sent
from upstander.kernel.quarters.changes import redact_everywhere
from upstander.kernel.quarters.forms.redacting import RedactForm

FIELDS = {
    "text": "words of an update or action",
    "reason": "a reason",
    "obstacle": "what is in the way",
    "source": "where an answer came from",
    "before": "an earlier wording",
    "after": "a later wording",
}


@never_cache
@opened_or_sent
@plan_page("quarters.redact")
def redact(request: HttpRequest, plan: Plan) -> HttpResponse:
    """Show where the words stand, and take them out when that is confirmed."""
    form = RedactForm(sent(request))
    found: list[Place] | None = None
    if form.is_valid():
        try:
            found = places(plan, form.cleaned_data["words"])
            if request.POST.get("sure"):
                return _taken_out(request, plan, form.cleaned_data)
        except Refused as refusal:
            form.add_error("words", refusal.message)
    context = {
        "plan": plan,
        "form": form,
        "found": _in_words(found) if found is not None else None,
        "count": len(found or ()),
    }
    return render(request, "quarters/redact.html", context)


def _taken_out(request: HttpRequest, plan: Plan, said: dict[str, Any]) -> HttpResponse:
    changed, frozen = redact_everywhere(plan, said["words"], why=said["why"], by=request.user)
    messages.success(
        request,
        f"Taken out of {len(changed)} places in the plan and {frozen} in adopted quarters.",
    )
    return redirect("quarters:list")


def _in_words(found: list[Place]) -> list[tuple[str, int]]:
    """Count where the words stand, without showing them once more."""
    counted: dict[str, int] = {}
    for place in found:
        label = str(place.row._meta.verbose_name)
        what = f"{label}: {FIELDS.get(place.field, place.field.replace('_', ' '))}"
        counted[what] = counted.get(what, 0) + 1
    return sorted(counted.items())
