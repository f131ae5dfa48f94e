"""The plan in public: what was promised, and what was adopted of it, in plain words.

No sign-in, nothing live: only what the Strategy Group adopted, and of that only published fields.
"""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from upstander.kernel.pages.statuses import STATUSES
from upstander.kernel.plan.models import Plan
from upstander.kernel.quarters.adopted import adopted_plan
from upstander.kernel.quarters.models import PublicFlag, Snapshot
from upstander.kernel.quarters.public import Flags, public_plan
from upstander.kernel.reference.quarters import YEAR


@require_safe
def latest(request: HttpRequest) -> HttpResponse:
    """Show the quarter adopted last."""
    snapshot = _snapshots().last()
    if snapshot is None:
        return render(request, "quarters/public_none.html", {"plan": Plan.objects.current()})
    return _page(request, snapshot)


@require_safe
def one_quarter(request: HttpRequest, year: str, number: int) -> HttpResponse:
    """Show an earlier quarter, as it was adopted."""
    if not YEAR.fullmatch(year):
        raise Http404("a year is written like 2024-25")
    snapshot = _snapshots().filter(review__year=year, review__number=number).last()
    if snapshot is None:
        raise Http404("no such quarter was adopted")
    return _page(request, snapshot)


def _snapshots() -> Any:
    return Snapshot.objects.select_related("review__plan").order_by("review__starts_on", "pk")


def _page(request: HttpRequest, snapshot: Snapshot) -> HttpResponse:
    review = snapshot.review
    same_year = [s for s in _snapshots().filter(review__plan=review.plan_id)]
    earlier = [s for s in same_year if s.review.starts_on < review.starts_on]
    read = public_plan(
        adopted_plan(snapshot),
        Flags(PublicFlag.objects.filter(plan=review.plan_id)),
        [adopted_plan(each) for each in earlier],
        review.adopted_at.date() if review.adopted_at else review.ends_on,
    )
    context = {
        "read": read,
        "review": review,
        "statuses": [
            (code, status.word, read.counts.get(code, 0)) for code, status in STATUSES.items()
        ],
        "others": [s.review for s in _snapshots() if s.pk != snapshot.pk],
    }
    return render(request, "quarters/public.html", context)
