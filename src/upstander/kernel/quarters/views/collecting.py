"""Answers coming in: who has answered, who has not, and what one can do about it."""

from hashlib import sha256
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from upstander.kernel.access.check import may
from upstander.kernel.pages.templatetags.upstander import join_with_and, plural
from upstander.kernel.plan.views.editing import in_place
from upstander.kernel.quarters import changes
from upstander.kernel.quarters.models import Asked, Review
from upstander.kernel.quarters.reading import read_quarter
from upstander.kernel.quarters.standing import Standing, standings
from upstander.kernel.quarters.views.doors import review_page
from upstander.kernel.quarters.views.stages import stages

NOTHING_NEW = 204
NO_MORE = 286  # by which htmx stops asking


@review_page("quarters.view")
@require_safe
def collecting(request: HttpRequest, review: Review) -> HttpResponse:
    """Show who has answered; while answers come in, the page asks from time to time for news."""
    read = read_quarter(review)
    known = standings(review, read)
    mark = _mark(known)
    asks_again = in_place(request) and "since" in request.GET
    if asks_again and request.GET["since"] == mark:
        return HttpResponse(status=NOTHING_NEW if review.takes_answers else NO_MORE)
    runner = may(request.user, "quarters.run") and review.takes_answers
    context: dict[str, Any] = {
        "review": review,
        "plan": review.plan,
        "stages": stages(request, review, "collecting"),
        "mark": mark,
        "waiting": [s for s in known if not s.is_done],
        "done": [s for s in known if s.is_done],
        "asked": len(known),
        "actions": _count(known, answered=False),
        "answered": _count(known, answered=True),
        "writable": sum(not s.is_done and s.can_be_written_to for s in known),
        "missing": changes.not_asked(review, read) if runner else [],
        "runner": runner,
        "swap": asks_again,
    }
    template = "quarters/parts/answers.html" if asks_again else "quarters/collecting.html"
    return render(request, template, context)


def _mark(known: list[Standing]) -> str:
    """Give a code that is another one as soon as anything on the page would be."""
    told = [
        (s.asked.pk, s.last_at, sorted(s.answered), s.asked.reminded_on, s.asked.revoked_at)
        for s in known
    ]
    return sha256(repr(told).encode()).hexdigest()[:16]


def _count(known: list[Standing], *, answered: bool) -> int:
    """Count actions once, whoever was asked about them."""
    return len({pk for s in known for pk in (s.answered if answered else s.actions)})


@review_page("quarters.run")
@require_POST
def remind(request: HttpRequest, review: Review) -> HttpResponse:
    """Remind everybody who has not answered, or one of them."""
    chosen = request.POST.get("asked", "")
    only = [int(chosen)] if chosen.isdecimal() else None
    written = changes.remind(review, only=only, by=request.user)
    if written:
        names = written[0].name if len(written) == 1 else plural(len(written), "lead")
        messages.success(request, f"{names} reminded.")
    else:
        messages.warning(
            request,
            "Nobody was reminded: whoever can be written to has answered, or had a reminder today.",
        )
    return redirect("quarters:collecting", review.pk)


@review_page("quarters.run")
@require_POST
def ask_missing(request: HttpRequest, review: Review) -> HttpResponse:
    """Ask whoever leads something by now and was not asked."""
    added = changes.ask_missing(review, by=request.user)
    if added:
        messages.success(request, f"Asked as well: {join_with_and(one.name for one in added)}.")
    return redirect("quarters:collecting", review.pk)


@review_page("quarters.run")
@require_POST
def ask_stand_in(request: HttpRequest, review: Review, asked: int) -> HttpResponse:
    """Ask whoever stands in for somebody who does not answer."""
    one = find_asked(review, asked)
    added = changes.ask_stand_ins(review, only=[one.pk], by=request.user)
    if added:
        names = join_with_and(each.name for each in added)
        messages.success(request, f"Asked to answer for {one.name}: {names}.")
    else:
        messages.warning(request, f"Nobody stands in for {one.name}, or they were asked already.")
    return redirect("quarters:collecting", review.pk)


@review_page("quarters.run")
@require_POST
def link(request: HttpRequest, review: Review, asked: int) -> HttpResponse:
    """Take a link back, or send a new one."""
    one = find_asked(review, asked)
    if request.POST.get("do") == "revoke":
        changes.revoke_link(one, by=request.user)
        messages.success(request, f"The link of {one.name} no longer works.")
    else:
        changes.renew_link(one, by=request.user)
        messages.success(request, f"{one.name} gets a new link; the earlier one is worth nothing.")
    return redirect("quarters:collecting", review.pk)


def find_asked(review: Review, key: int) -> Asked:
    """Find somebody who was asked for a quarter."""
    people = Asked.objects.select_related("organisation", "user", "post")
    found = get_object_or_404(people, review=review, pk=key)
    found.review = review
    return found
