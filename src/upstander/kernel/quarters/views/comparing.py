"""What changed between any two adopted quarters."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from upstander.kernel.access.door import page
from upstander.kernel.plan.models import Plan
from upstander.kernel.plan.views.wording import FIELDS, value_in_words
from upstander.kernel.quarters.adopted import adopted_plan
from upstander.kernel.quarters.between import BetweenAdopted
from upstander.kernel.quarters.models import Lineage, Review, Snapshot
from upstander.kernel.registry import all_measures


class TwoForm(forms.Form):
    """Two adopted quarters."""

    small = True

    def __init__(self, reviews: list[Review], *args: Any, **kwargs: Any) -> None:
        """Offer every adopted quarter."""
        super().__init__(*args, **kwargs)
        choices = [(review.pk, str(review)) for review in reviews]
        self.fields["from"] = forms.TypedChoiceField(label="From", choices=choices, coerce=int)
        self.fields["to"] = forms.TypedChoiceField(label="To", choices=choices, coerce=int)


@require_safe
@page("quarters.view")
def between(request: HttpRequest) -> HttpResponse:
    """Compare two adopted quarters, of one year or of two."""
    reviews = list(Review.objects.visible_to(request.user).adopted().select_related("plan"))
    context: dict[str, Any] = {"reviews": reviews, "between": None}
    if len(reviews) > 1:
        usual = {"from": reviews[1].pk, "to": reviews[0].pk}
        asked = request.GET if request.GET else usual
        form = TwoForm(reviews, asked, initial=usual)
        context["form"] = form
        if form.is_valid():
            context |= _compared(reviews, form.cleaned_data)
    return render(request, "quarters/between.html", context)


def _compared(reviews: list[Review], chosen: dict[str, int]) -> dict[str, Any]:
    known = {review.pk: review for review in reviews}
    first, last = sorted(
        (known[chosen["from"]], known[chosen["to"]]), key=lambda review: review.starts_on
    )
    snapshots = Snapshot.objects.select_related("review__plan").in_bulk(
        [first.pk, last.pk], field_name="review_id"
    )
    found = BetweenAdopted(
        adopted_plan(snapshots[first.pk]), adopted_plan(snapshots[last.pk]), _lineage(first, last)
    )
    titles = {measure.code: measure.title for measure in all_measures()}
    return {
        "between": found,
        "earlier": first,
        "later": last,
        "reworded": [
            (r, FIELDS[r.field], _words(r.field, r.before), _words(r.field, r.after))
            for r in found.reworded
        ],
        "counted": sorted(
            ((titles.get(c.code, c.code), c) for c in found.counted),
            key=lambda told: (told[0], len(told[1].objective), told[1].objective),
        ),
    }


def _words(field: str, value: Any) -> str:
    if field == "leads":
        return "; ".join(value) if value else "nobody"
    return value_in_words(field, value)


def _lineage(first: Review, last: Review) -> dict[int, int]:
    """Follow each later action back to the one it was, over as many years as lie between."""
    steps = {
        row.after_id: row.before_id
        for row in Lineage.objects.filter(kind=Lineage.Kind.CARRIED)
        if row.after_id and row.before_id
    }
    plan: Plan | None = last.plan
    years = 0
    while plan is not None and plan.pk != first.plan_id:
        plan, years = plan.predecessor, years + 1
    found = {}
    for later in steps if years else ():
        key: int | None = later
        for _ in range(years):
            key = steps.get(key) if key else None
        if key:
            found[later] = key
    return found
