"""The review: which of these do I have to talk about? One line a row, decided in place."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from upstander.kernel.errors import Refused
from upstander.kernel.plan.views.editing import in_place
from upstander.kernel.quarters import changes
from upstander.kernel.quarters.models import Review, Verdict
from upstander.kernel.quarters.views.doors import review_page
from upstander.kernel.quarters.views.showing import (
    Shown,
    address_of,
    opened_row,
    show_page,
    show_row,
)


@review_page("quarters.view")
@require_safe
def review(request: HttpRequest, review: Review) -> HttpResponse:
    """Show every action of the quarter, and one of them open."""
    shown = Shown.of(request, review)
    row = shown.row(request.GET.get("row", ""))
    if row and in_place(request):
        opened = None if "close" in request.GET else opened_row(row)
        return show_row(request, shown, row, opened)
    return show_page(request, shown, opened_row(row) if row else None)


@review_page("quarters.run")
@require_POST
def decide(request: HttpRequest, review: Review, action: int) -> HttpResponse:
    """Take one decision about one row."""
    try:
        _decide(request, review, action)
    except Refused as refusal:
        return _refused(request, review, action, refusal)
    if in_place(request):
        shown = Shown.of(request, Review.objects.with_head().get(pk=review.pk))
        row = shown.row(action)
        return show_row(request, shown, row, None) if row else HttpResponse()
    return redirect(f"{address_of(review, request.POST.get('view', ''))}#row-{action}")


@review_page("quarters.run")
@require_POST
def accept_all(request: HttpRequest, review: Review) -> HttpResponse:
    """Accept at once whatever agrees or is explained."""
    until = request.POST.get("until", "")
    count = changes.accept_all(
        review, by=request.user, until=int(until) if until.isdecimal() else None
    )
    messages.success(request, f"{count} accepted. What is left needs you.")
    return redirect("quarters:review", review.pk)


@review_page("quarters.run")
@require_POST
def finish(request: HttpRequest, review: Review) -> HttpResponse:
    """Mark the review as finished, or go on with it."""
    if request.POST.get("do") == "reopen":
        changes.reopen(review, by=request.user)
        messages.success(request, f"{review} is open again for answers and decisions.")
        return redirect("quarters:review", review.pk)
    try:
        changes.mark_reviewed(
            review, by=request.user, leave_open=bool(request.POST.get("leave_open"))
        )
    except changes.NotFinished as refusal:
        messages.error(request, refusal.message)
        return redirect(f"{address_of(review)}#finish")
    messages.success(request, f"{review} is reviewed. The Strategy Group can adopt it.")
    return redirect("quarters:adopt", review.pk)


def _decide(request: HttpRequest, review: Review, action: int) -> Verdict:
    sent = request.POST
    words, seen = sent.get("words", "").strip(), sent.get("seen", "")
    about: dict[str, Any] = {"by": request.user, "seen": int(seen) if seen.isdecimal() else None}
    chosen = sent.get("do", "")
    if chosen == "keep" and not words:
        return changes.accept(review, action, **about)
    with_words = {
        "keep": changes.give_reason,
        "edit": changes.edit_words,
        "ask_back": changes.ask_back,
    }
    if chosen in with_words:
        return with_words[chosen](review, action, words, **about)
    without = {"suggested": changes.take_suggested, "undo": changes.undo}
    if chosen in without:
        return without[chosen](review, action, **about)
    raise Refused("Choose what to do with the row.")


def _refused(request: HttpRequest, review: Review, action: int, refusal: Refused) -> HttpResponse:
    """Show the row as it stands now, open, with what was wrong and what was typed."""
    shown = Shown.of(request, Review.objects.with_head().get(pk=review.pk))
    row = shown.row(action)
    if row is None:
        raise Http404("the plan has no such action")
    opened = opened_row(row, refusal.message, request.POST)
    if in_place(request):
        return show_row(request, shown, row, opened)
    return show_page(request, shown, opened, status=400)
