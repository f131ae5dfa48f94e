"""Adopting a quarter, and what was adopted: frozen, signed, with what was corrected since."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from upstander.kernel.access.check import may
from upstander.kernel.plan.views.doors import opened_or_sent
from upstander.kernel.quarters import changes
from upstander.kernel.quarters.adopted import adopted_plan
from upstander.kernel.quarters.models import Review, Snapshot
from upstander.kernel.quarters.reading import previous_snapshot, rows_of
from upstander.kernel.quarters.rows import Need
from upstander.kernel.quarters.verifying import verify
from upstander.kernel.quarters.views.doors import review_page


@opened_or_sent
@review_page("quarters.adopt")
def adopt(request: HttpRequest, review: Review) -> HttpResponse:
    """Show what would be frozen, and freeze it when the Group has adopted it."""
    if request.method == "POST":
        changes.adopt(review, by=request.user)
        messages.success(request, f"{review} is adopted, frozen and signed.")
        return redirect("quarters:adopted", review.pk)
    rows = rows_of(review)
    context = {
        "review": review,
        "plan": review.plan,
        "total": len(rows),
        "left": [row for row in rows if row.need != Need.NOTHING],
        "changed": [row for row in rows if row.changed],
        "explained": [row for row in rows if row.explained],
    }
    return render(request, "quarters/adopt.html", context)


@require_safe
@review_page("quarters.view")
def adopted(request: HttpRequest, review: Review) -> HttpResponse:
    """Show what the Group adopted, and what has been corrected since."""
    snapshot = get_object_or_404(Snapshot.objects.select_related("review__plan"), review=review)
    if not review.is_adopted:
        raise Http404("nothing was adopted")
    read = adopted_plan(snapshot)
    context: dict[str, Any] = {
        "review": review,
        "plan": review.plan,
        "snapshot": snapshot,
        "read": read,
        "faults": verify(snapshot, previous_snapshot(review)),
        "corrections": read.corrections(),
        "earlier": Review.objects.visible_to(request.user)
        .adopted()
        .filter(starts_on__lt=review.starts_on)
        .first(),
        "redactor": may(request.user, "quarters.redact"),
    }
    return render(request, "quarters/adopted.html", context)
