"""The plan in public: what was promised, and what was adopted of it, in plain words.

No sign-in, nothing live: only what the Strategy Group adopted, and of that only published fields.
Figures come out of the ledger of what was published, and from nowhere else.
"""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from upstander.kernel.pages.statuses import STATUSES
from upstander.kernel.plan.models import Plan
from upstander.kernel.quarters.models import PublicField, PublicFlag, Review
from upstander.kernel.quarters.public import Flags
from upstander.kernel.quarters.published import figures_of, in_public
from upstander.kernel.reference.quarters import YEAR


@require_safe
def latest(request: HttpRequest) -> HttpResponse:
    """Show the quarter adopted last."""
    review = Review.objects.adopted().first()
    if review is None:
        return render(request, "quarters/public_none.html", {"plan": Plan.objects.current()})
    return _page(request, review)


@require_safe
def one_quarter(request: HttpRequest, year: str, number: int) -> HttpResponse:
    """Show an earlier quarter, as it was adopted."""
    if not YEAR.fullmatch(year):
        raise Http404("a year is written like 2024-25")
    review = Review.objects.adopted().filter(year=year, number=number).first()
    if review is None:
        raise Http404("no such quarter was adopted")
    return _page(request, review)


def _page(request: HttpRequest, review: Review) -> HttpResponse:
    flags = Flags(PublicFlag.objects.filter(plan=review.plan_id))
    shown = in_public(review, flags)
    figures = figures_of(review) if flags.shows(PublicField.FIGURES) else []
    context = {
        "read": shown,
        "review": review,
        "figures": figures,
        "notes": sorted({note for figure in figures for note in figure.notes}),
        "statuses": [
            (code, status.word, shown.counts.get(code, 0)) for code, status in STATUSES.items()
        ],
        "others": Review.objects.adopted().exclude(pk=review.pk),
    }
    return render(request, "quarters/public.html", context)
