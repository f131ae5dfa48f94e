"""Answers coming in: who has answered, who has not, and what one can do about it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from upstander.kernel.access.check import may
from upstander.kernel.plan.models import Action
from upstander.kernel.plan.views.doors import opened_or_sent
from upstander.kernel.plan.views.editing import attempt, in_place, sent
from upstander.kernel.quarters import changes
from upstander.kernel.quarters.forms.answering import EnteredForm
from upstander.kernel.quarters.models import Asked, Review
from upstander.kernel.quarters.standing import Standing, standings
from upstander.kernel.quarters.views.answering import Line, lines_of
from upstander.kernel.quarters.views.doors import review_page


@require_safe
@review_page("quarters.view")
def collecting(request: HttpRequest, review: Review) -> HttpResponse:
    """Show who has answered; the part with the answers is fetched anew while it is open."""
    known = standings(review)
    writable = [s for s in known if not s.is_done and s.asked.address and not s.asked.revoked_at]
    context: dict[str, Any] = {
        "review": review,
        "plan": review.plan,
        "waiting": [s for s in known if not s.is_done],
        "done": [s for s in known if s.is_done],
        "asked": len(known),
        "actions": _count(known, answered=False),
        "answered": _count(known, answered=True),
        "writable": len(writable),
        "runner": may(request.user, "quarters.run") and review.takes_answers,
    }
    part = in_place(request) and request.GET.get("part")
    return render(
        request, "quarters/parts/answers.html" if part else "quarters/collecting.html", context
    )


def _count(known: list[Standing], *, answered: bool) -> int:
    """Count actions once, whoever was asked about them."""
    return len({pk for s in known for pk in (s.answered if answered else s.actions)})


@require_POST
@review_page("quarters.run")
def remind(request: HttpRequest, review: Review) -> HttpResponse:
    """Remind everybody who has not answered, or one of them."""
    chosen = request.POST.get("asked", "")
    late = [
        s.asked
        for s in standings(review)
        if not s.is_done and (not chosen or str(s.asked.pk) == chosen)
    ]
    count = changes.remind(late, by=request.user)
    words = "Nobody needs reminding." if not count else f"{count} reminded."
    messages.success(request, words)
    return redirect("quarters:collecting", review.pk)


@require_POST
@review_page("quarters.run")
def ask_stand_in(request: HttpRequest, review: Review, asked: int) -> HttpResponse:
    """Ask whoever stands in for somebody who does not answer."""
    one = _one(review, asked)
    added = changes.ask_stand_ins(one, by=request.user)
    if added:
        names = " and ".join(each.name for each in added)
        messages.success(request, f"{names} was asked instead.")
    else:
        messages.warning(request, f"Nobody stands in for {one.name}, or they were asked already.")
    return redirect("quarters:collecting", review.pk)


@require_POST
@review_page("quarters.run")
def link(request: HttpRequest, review: Review, asked: int) -> HttpResponse:
    """Take a link back, or send a new one."""
    one = _one(review, asked)
    if request.POST.get("do") == "revoke":
        changes.revoke_link(one, by=request.user)
        messages.success(request, f"The link of {one.name} no longer works.")
    else:
        changes.renew_link(one, by=request.user)
        messages.success(request, f"{one.name} gets a new link; the earlier one is worth nothing.")
    return redirect("quarters:collecting", review.pk)


@opened_or_sent
@review_page("quarters.run")
def enter(request: HttpRequest, review: Review, asked: int) -> HttpResponse:
    """Enter what somebody said by phone, in the room or by email, naming the source."""
    one = _one(review, asked)
    lines = lines_of(one)
    line = _line(request, lines)
    initial = EnteredForm.said(line.update) if line.update else {}
    form = EnteredForm(line.action, sent(request), request.FILES or None, initial=initial)
    if form.is_valid() and _entered(request, one, line, form):
        messages.success(request, f"The answer of {one.name} on {line.action.reference} is in.")
        left = next((each for each in lines_of(one) if not each.answered), None)
        page = reverse("quarters:enter", args=[review.pk, one.pk])
        if left is None:
            return redirect("quarters:collecting", review.pk)
        return redirect(f"{page}?action={left.action.pk}")
    context = {
        "review": review,
        "plan": review.plan,
        "asked": one,
        "lines": lines,
        "line": line,
        "form": form,
    }
    return render(request, "quarters/enter.html", context)


def _one(review: Review, key: int) -> Asked:
    people = Asked.objects.select_related("review__plan", "organisation", "user", "post")
    return get_object_or_404(people, review=review, pk=key)


def _line(request: HttpRequest, lines: list[Line]) -> Line:
    named = request.POST.get("action") or request.GET.get("action", "")
    found = [line for line in lines if str(line.action.pk) == named]
    found += [line for line in lines if not line.answered] or lines
    if not found:
        raise Http404("nothing is asked of them any more")
    return found[0]


def _entered(request: HttpRequest, asked: Asked, line: Line, form: EnteredForm) -> Any:
    action = Action.objects.select_related("objective").get(pk=line.action.pk)
    return attempt(
        form,
        lambda: changes.enter_answer(
            asked,
            action,
            way=form.cleaned_data["way"],
            by=request.user,
            evidence=form.evidence,
            **form.words,
        ),
    )
