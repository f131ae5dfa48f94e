"""The quarters of a plan, and the opening of one: who is asked, and until when."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from upstander.kernel.access.check import may
from upstander.kernel.access.door import page
from upstander.kernel.clock import today
from upstander.kernel.errors import Refused
from upstander.kernel.people.models import Organisation, User
from upstander.kernel.plan.models import Plan
from upstander.kernel.plan.reading import read_plan
from upstander.kernel.plan.views.doors import opened_or_sent, plan_page
from upstander.kernel.plan.views.editing import sent
from upstander.kernel.quarters import changes
from upstander.kernel.quarters.asking import Recipient, recipients
from upstander.kernel.quarters.forms.opening import DaysForm, OpenForm
from upstander.kernel.quarters.models import Review
from upstander.kernel.quarters.running import running_review
from upstander.kernel.quarters.states import MEANINGS
from upstander.kernel.quarters.views.doors import review_page
from upstander.kernel.quarters.views.stages import home_of, stages
from upstander.kernel.reference.quarters import Quarter, quarters_of, year_of


@dataclass(frozen=True)
class QuarterLine:
    """A quarter of a plan's year and what is known of its review."""

    plan: Plan
    quarter: Quarter
    review: Review | None
    passed: bool  # a later one was opened: quarters are not gone back to

    @property
    def url(self) -> str:
        """Give the page that says most of it; '' before it is opened."""
        return home_of(self.review) if self.review else ""

    @property
    def can_be_opened(self) -> bool:
        """Tell whether it has begun and nobody was asked yet, for it or for a later one."""
        return self.review is None and not self.passed and self.quarter.start <= today()


@require_safe
@plan_page("quarters.view")
def list_quarters(request: HttpRequest, plan: Plan) -> HttpResponse:
    """List the quarters of the plan's year, and what is left of the year before."""
    lines, left = _lines(plan), _left_of(plan.predecessor)
    running = next((line for line in [*left, *lines] if _is_running(line)), None)
    earlier = Review.objects.visible_to(request.user).adopted().exclude(plan=plan)
    adopted = [line for line in lines if line.review and line.review.is_adopted]
    context = {
        "plan": plan,
        "lines": lines,
        "left": left,
        "running": running.review if running else None,
        "running_url": running.url if running else "",
        "next": next((line for line in [*left, *lines] if line.can_be_opened), None),
        "earlier": earlier.select_related("plan"),
        "comparable": len(adopted) + len(earlier) > 1,
        "meanings": MEANINGS,
        "over": bool(adopted) and lines[-1] in adopted,
        "successor": Plan.objects.filter(predecessor=plan).first(),
        "runner": may(request.user, "quarters.run"),
        "publisher": may(request.user, "quarters.publish"),
        "redactor": may(request.user, "quarters.redact"),
    }
    return render(request, "quarters/list.html", context)


def next_to_open(plan: Plan) -> QuarterLine | None:
    """Find the quarter to be opened next, where nothing is under review and one has begun."""
    lines = _lines(plan)
    if any(_is_running(line) for line in lines):
        return None
    return next((line for line in lines if line.can_be_opened), None)


def _lines(plan: Plan) -> list[QuarterLine]:
    known = {review.number: review for review in Review.objects.filter(plan=plan)}
    last = max(known, default=0)
    year = quarters_of(year_of(plan.starts_on))
    return [QuarterLine(plan, q, known.get(q.number), q.number < last) for q in year]


def _left_of(plan: Plan | None) -> list[QuarterLine]:
    """List what of a plan was not adopted, where any quarter of it ever was opened.

    The last quarter of a year is asked about when the next plan is in force already.
    """
    lines = _lines(plan) if plan else []
    if not any(line.review for line in lines):
        return []
    return [line for line in lines if line.can_be_opened or _is_running(line)]


def _is_running(line: QuarterLine) -> bool:
    return line.review is not None and not line.review.is_adopted


@require_safe
@page("quarters.view")
def now(request: HttpRequest) -> HttpResponse:
    """Lead on to the quarter under review, or else to the list of quarters."""
    review = running_review(request.user)
    return redirect("quarters:review", review.pk) if review else redirect("quarters:list")


@opened_or_sent
@page("quarters.run")
def open_page(request: HttpRequest, plan: int, number: int) -> HttpResponse:
    """Show who would be asked, and open the quarter when that is right."""
    found = get_object_or_404(Plan.objects.visible_to(request.user).with_head(), pk=plan)
    if number not in (1, 2, 3, 4):
        raise Http404("a year has four quarters")
    quarter = quarters_of(year_of(found.starts_on))[number - 1]
    form = OpenForm(sent(request))
    if form.is_valid():
        try:
            review = changes.open_quarter(found, quarter, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, refusal.message)
        else:
            count = sum(1 for one in review.asked.select_related("user") if one.address)
            messages.success(request, f"{review} is open. {count} letters are on their way.")
            return redirect("quarters:collecting", review.pk)
    asked = _named(recipients(read_plan(found)))
    context = {
        "plan": found,
        "quarter": quarter,
        "over": quarter.end < today(),
        "form": form,
        "asked": asked,
        "letters": sum(bool(one["reachable"]) for one in asked),
    }
    return render(request, "quarters/open.html", context)


@opened_or_sent
@review_page("quarters.run")
def days(request: HttpRequest, review: Review) -> HttpResponse:
    """Give leads more time, or move the meeting."""
    known = {"answer_by": review.answer_by, "meeting_on": review.meeting_on}
    form = DaysForm(sent(request), initial=known)
    if form.is_valid():
        try:
            changes.change_days(review, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, f"The days of {str(review).lower()} are changed.")
            return redirect("quarters:collecting", review.pk)
    context = {
        "review": review,
        "plan": review.plan,
        "form": form,
        "back": reverse("quarters:collecting", args=[review.pk]),
        "stages": stages(request, review, "collecting"),
    }
    return render(request, "quarters/days.html", context)


def _named(found: list[Recipient]) -> list[dict[str, Any]]:
    """Give recipients their names, and say which of them cannot be written to."""
    people = User.objects.in_bulk([r.user_id for r in found if r.user_id])
    bodies = Organisation.objects.in_bulk([r.organisation_id for r in found])
    return [
        {
            "name": people[r.user_id].name if r.user_id else r.organisation,
            "organisation": r.organisation if r.user_id else "",
            "post": r.post,
            "actions": [action.reference for action in r.actions],
            "reachable": _is_reachable(people.get(r.user_id or 0), bodies[r.organisation_id]),
        }
        for r in found
    ]


def _is_reachable(person: User | None, body: Organisation) -> bool:
    return bool(person.is_active and person.email) if person else bool(body.email)
