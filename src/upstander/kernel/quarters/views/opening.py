"""The quarters of the plan, and the opening of one: who is asked, and until when."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from upstander.kernel.access.check import may
from upstander.kernel.clock import today
from upstander.kernel.errors import Refused
from upstander.kernel.people.models import Organisation, User
from upstander.kernel.plan.models import Plan
from upstander.kernel.plan.reading import read_plan
from upstander.kernel.plan.views.doors import opened_or_sent, plan_page
from upstander.kernel.plan.views.editing import sent
from upstander.kernel.quarters.asking import Recipient, recipients
from upstander.kernel.quarters.changes import open_quarter
from upstander.kernel.quarters.forms.opening import OpenForm
from upstander.kernel.quarters.models import Review
from upstander.kernel.quarters.states import MEANINGS
from upstander.kernel.reference.quarters import Quarter, quarters_of, year_of


@dataclass(frozen=True)
class QuarterLine:
    """A quarter of the plan's year and what is known of its review."""

    quarter: Quarter
    review: Review | None
    begun: bool
    over: bool


@require_safe
@plan_page("quarters.view")
def list_quarters(request: HttpRequest, plan: Plan) -> HttpResponse:
    """List the four quarters of the plan's year: adopted, under way, to be opened, to come."""
    known = {review.number: review for review in Review.objects.filter(plan=plan)}
    lines = [
        QuarterLine(q, known.get(q.number), q.start <= today(), q.end < today())
        for q in quarters_of(year_of(plan.starts_on))
    ]
    earlier = Review.objects.visible_to(request.user).adopted().exclude(plan=plan)
    context = {
        "plan": plan,
        "lines": lines,
        "next": next((line for line in lines if line.review is None and line.begun), None),
        "running": next((r for r in known.values() if not r.is_adopted), None),
        "earlier": earlier.select_related("plan"),
        "meanings": MEANINGS,
        "runner": may(request.user, "quarters.run"),
    }
    return render(request, "quarters/list.html", context)


@opened_or_sent
@plan_page("quarters.run")
def open_page(request: HttpRequest, plan: Plan, number: int) -> HttpResponse:
    """Show who would be asked, and open the quarter when that is right."""
    if number not in (1, 2, 3, 4):
        raise Http404("a year has four quarters")
    quarter = quarters_of(year_of(plan.starts_on))[number - 1]
    form = OpenForm(sent(request))
    if form.is_valid():
        try:
            review = open_quarter(plan, quarter, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, refusal.message)
        else:
            count = sum(1 for one in review.asked.select_related("user") if one.address)
            messages.success(request, f"{review} is open. {count} letters are on their way.")
            return redirect("quarters:collecting", review.pk)
    found = recipients(read_plan(plan))
    context = {
        "plan": plan,
        "quarter": quarter,
        "over": quarter.end < today(),
        "form": form,
        "asked": _named(found),
    }
    return render(request, "quarters/open.html", context)


def _named(found: list[Recipient]) -> list[dict[str, Any]]:
    """Give recipients their names, and say which of them cannot be written to."""
    people = User.objects.in_bulk([r.user_id for r in found if r.user_id])
    bodies = Organisation.objects.in_bulk([r.organisation_id for r in found])
    return [
        {
            "name": people[r.user_id].name if r.user_id else r.organisation,
            "organisation": r.organisation,
            "post": r.post,
            "actions": [action.reference for action in r.actions],
            "reachable": people[r.user_id].is_active
            if r.user_id
            else bool(bodies[r.organisation_id].email),
        }
        for r in found
    ]
