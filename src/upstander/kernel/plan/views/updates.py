"""How does it stand? The two minutes of a lead, corrections, and what shows that it is true."""

from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from upstander.kernel.access.door import page
from upstander.kernel.plan import changes
from upstander.kernel.plan.dues import mine
from upstander.kernel.plan.evidence import hand_out
from upstander.kernel.plan.forms.updates import UpdateForm
from upstander.kernel.plan.models import EvidenceItem, Update
from upstander.kernel.plan.standing import ActionRead, PlanRead
from upstander.kernel.plan.views.days import MONTHS_OF
from upstander.kernel.plan.views.doors import opened_or_sent
from upstander.kernel.plan.views.editing import attempt, saved, sent
from upstander.kernel.plan.views.one_action import open_action
from upstander.kernel.reference.quarters import quarter_of

MOST_BESIDE = 12


@opened_or_sent
@page("plan.update")
def update(request: HttpRequest, pk: int) -> HttpResponse:
    """Say how an action stands."""
    row, read, found = open_action(request.user, pk)
    form = UpdateForm(found, sent(request), request.FILES or None)
    if form.is_valid() and _said(request, row, form):
        url = reverse("plan:action", args=[pk])
        return saved(request, url, f"Your update on {found.reference} is in the plan.")
    return render(request, "plan/update.html", _context(request, read, found, form))


@opened_or_sent
@page("plan.update")
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Put an earlier update right: a new one beside it, which stays readable."""
    updates = Update.objects.visible_to(request.user).filter(action__isnull=False)
    earlier = get_object_or_404(updates, pk=pk)
    row, read, found = open_action(request.user, earlier.action_id)
    form = UpdateForm(found, sent(request), request.FILES or None, initial=UpdateForm.said(earlier))
    if form.is_valid() and _said(request, row, form, corrects=earlier):
        url = f"{reverse('plan:action', args=[row.pk])}#update-{earlier.pk}"
        return saved(request, url, "It is put right. What it said before stays readable.")
    context = {**_context(request, read, found, form), "earlier": earlier}
    return render(request, "plan/update.html", context)


@require_safe
@page("plan.view")
def evidence(request: HttpRequest, pk: int) -> FileResponse:
    """Hand a file of evidence out as a download."""
    item = get_object_or_404(EvidenceItem.objects.visible_to(request.user), pk=pk, kind="file")
    return hand_out(item, "evidence")


def _said(request: HttpRequest, row: Any, form: UpdateForm, corrects: Update | None = None) -> Any:
    said = form.cleaned_data
    return attempt(
        form,
        lambda: changes.add_update(
            row,
            by=request.user,
            status=said["status"],
            text=said["text"],
            reason=said["reason"],
            obstacle=said["obstacle"],
            evidence=form.evidence,
            corrects=corrects,
        ),
    )


def _context(
    request: HttpRequest, read: PlanRead, action: ActionRead, form: UpdateForm
) -> dict[str, Any]:
    quarter = quarter_of(read.on)
    beside = mine(request.user, read)
    return {
        "plan": read.plan,
        "read": read,
        "action": action,
        "form": form,
        "quarter": quarter,
        "months": MONTHS_OF[quarter.number],
        "beside": [
            (a, a.facts.heard_on if a.updated_since(quarter.start) else None)
            for a in _around(beside, action)
        ],
        "all_mine": len(beside),
        "file_again": bool(request.FILES) and bool(form.errors),
        "last_word": Update.objects.filter(action=action.pk).first(),
    }


def _around(actions: list[ActionRead], here: ActionRead) -> list[ActionRead]:
    """Keep the actions nearest to this one, where a lead has many."""
    at = next((place for place, action in enumerate(actions) if action.pk == here.pk), 0)
    first = max(min(at - MOST_BESIDE // 2, len(actions) - MOST_BESIDE), 0)
    return actions[first : first + MOST_BESIDE]
