"""Adopting a quarter, and what was adopted: frozen, signed, with what was corrected since."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from upstander.kernel.access.check import may
from upstander.kernel.clock import today
from upstander.kernel.plan.status import READING_ORDER
from upstander.kernel.plan.views.doors import opened_or_sent
from upstander.kernel.quarters import changes
from upstander.kernel.quarters.adopted import adopted_plan
from upstander.kernel.quarters.models import Review
from upstander.kernel.quarters.reading import previous_snapshot, rows_of
from upstander.kernel.quarters.rows import Need
from upstander.kernel.quarters.verifying import check
from upstander.kernel.quarters.views.doors import review_page
from upstander.kernel.quarters.views.opening import next_to_open
from upstander.kernel.quarters.views.stages import stages


@opened_or_sent
@review_page("quarters.adopt")
def adopt(request: HttpRequest, review: Review) -> HttpResponse:
    """Show what would be frozen, and freeze it when the Group has adopted it."""
    if request.method == "POST":
        snapshot = changes.adopt(review, by=request.user)
        changes.publish_figures(adopted_plan(snapshot), by=request.user)
        messages.success(request, f"{review} is adopted, frozen and signed.")
        return redirect("quarters:adopted", review.pk)
    if review.is_adopted:
        return redirect("quarters:adopted", review.pk)
    rows = rows_of(review)
    context = {
        "review": review,
        "plan": review.plan,
        "stages": stages(request, review, "adopt"),
        "early": review.ends_on >= today(),
        "total": len(rows),
        "left": [row for row in rows if row.need != Need.NOTHING],
        "changed": [row for row in rows if row.changed],
        "explained": [row for row in rows if row.explained],
        "runner": may(request.user, "quarters.run"),
    }
    return render(request, "quarters/adopt.html", context)


@require_safe
@review_page("quarters.view")
def adopted(request: HttpRequest, review: Review) -> HttpResponse:
    """Show what the Group adopted, and what has been corrected since."""
    if not review.is_adopted:
        raise Http404("nothing was adopted")
    found = check(review)
    snapshot = found.snapshot
    read = adopted_plan(snapshot) if snapshot else None
    before = previous_snapshot(review)
    corrections, late = (read.corrections(), read.late_dates()) if read else ([], [])
    context: dict[str, Any] = {
        "review": review,
        "plan": review.plan,
        "stages": stages(request, review, "adopted"),
        "snapshot": snapshot,
        "read": read,
        "faults": found.faults,
        "counts": [(code, read.counts[code]) for code in READING_ORDER] if read else [],
        "silent": read.counts[""] if read else 0,
        "corrections": corrections,
        "late_dates": late,
        "corrected": len(corrections) + len(late),
        "earlier": before.review if before else None,
        "redactor": may(request.user, "quarters.redact"),
        "next": next_to_open(review.plan) if may(request.user, "quarters.run") else None,
    }
    return render(request, "quarters/adopted.html", context)
