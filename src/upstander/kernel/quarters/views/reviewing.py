"""The review: which of these do I have to talk about? One line a row, decided in place."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from upstander.kernel.access.check import may
from upstander.kernel.errors import Refused
from upstander.kernel.plan.models import EvidenceItem, Update
from upstander.kernel.plan.views.editing import in_place
from upstander.kernel.quarters import changes
from upstander.kernel.quarters.models import Review
from upstander.kernel.quarters.reading import previous_quarter, rows_of
from upstander.kernel.quarters.rows import Need, ReviewRow, count_needs
from upstander.kernel.quarters.views.doors import review_page

LONGEST = 600
VIEWS = {
    "": ("All", lambda row: True),
    "reason": ("Need a reason", lambda row: row.need == Need.REASON),
    "update": ("No update", lambda row: row.need == Need.UPDATE),
    "look": ("To accept", lambda row: row.need == Need.LOOK),
    "reply": ("Asked back", lambda row: row.need == Need.REPLY),
    "explained": ("Reason given", lambda row: row.explained),
    "changed": ("Changed since last quarter", lambda row: row.changed),
}


@dataclass(frozen=True)
class Opened:
    """What stands below a row that is open: the words it is about, and what went wrong."""

    update: Update | None
    evidence: Sequence[EvidenceItem]
    problem: str = ""
    typed: str = ""


@require_safe
@review_page("quarters.view")
def review(request: HttpRequest, review: Review) -> HttpResponse:
    """Show every action of the quarter, and one of them open."""
    rows = rows_of(review)
    asked = request.GET.get("row", "")
    opened = next((row for row in rows if str(row.action.pk) == asked), None)
    if opened and in_place(request):
        return _row(request, review, rows, opened, _opened(opened))
    return render(request, "quarters/review.html", _context(request, review, rows, opened))


@require_POST
@review_page("quarters.run")
def decide(request: HttpRequest, review: Review, action: int) -> HttpResponse:
    """Take one decision about one row."""
    rows = rows_of(review)
    row = next((row for row in rows if row.action.pk == action), None)
    if row is None:
        raise Http404("the plan has no such action")
    words = request.POST.get("words", "").strip()
    try:
        _decide(request, review, row, words)
    except Refused as refusal:
        opened = _opened(row, refusal.message, words)
        if in_place(request):
            return _row(request, review, rows, row, opened)
        context = _context(request, review, rows, row) | {"opened": opened}
        return render(request, "quarters/review.html", context, status=400)
    if in_place(request):
        rows = rows_of(Review.objects.with_head().get(pk=review.pk))
        after = next(row for row in rows if row.action.pk == action)
        return _row(request, review, rows, after, None)
    return redirect(f"{reverse('quarters:review', args=[review.pk])}#row-{action}")


@require_POST
@review_page("quarters.run")
def accept_all(request: HttpRequest, review: Review) -> HttpResponse:
    """Accept at once whatever agrees or is explained."""
    count = changes.accept_all(review, rows_of(review), by=request.user)
    messages.success(request, f"{count} accepted. What is left needs you.")
    return redirect("quarters:review", review.pk)


@require_POST
@review_page("quarters.run")
def finish(request: HttpRequest, review: Review) -> HttpResponse:
    """Mark the review as finished, or go on with it."""
    if request.POST.get("do") == "reopen":
        changes.reopen(review, by=request.user)
        messages.success(request, f"{review} is open again for answers and decisions.")
        return redirect("quarters:review", review.pk)
    changes.mark_reviewed(review, by=request.user, leave_open=bool(request.POST.get("leave_open")))
    messages.success(request, f"{review} is reviewed. The Strategy Group can adopt it.")
    return redirect("quarters:adopt", review.pk)


def _decide(request: HttpRequest, review: Review, row: ReviewRow, words: str) -> None:
    if len(words) > LONGEST:
        raise Refused(f"Write at most {LONGEST} characters.")
    chosen = request.POST.get("do", "")
    if chosen == "keep":
        if words:
            changes.give_reason(review, row, words, by=request.user)
        else:
            changes.accept(review, row, by=request.user)
    elif chosen == "suggested":
        changes.take_suggested(review, row, by=request.user)
    elif chosen == "edit":
        changes.edit_words(review, row, words, by=request.user)
    elif chosen == "ask_back":
        changes.ask_back(review, row, words, by=request.user)
    elif chosen == "undo":
        changes.undo(review, row, by=request.user)
    else:
        raise Refused("Choose what to do with the row.")


def _opened(row: ReviewRow, problem: str = "", typed: str = "") -> Opened:
    latest = row.action.latest
    update = None
    if latest:
        update = Update.objects.select_related("corrects").filter(pk=latest.pk).first()
    shown = EvidenceItem.objects.filter(update__in=[u.pk for u in row.action.updates])
    return Opened(update, list(shown), problem, typed)


def _row(
    request: HttpRequest,
    review: Review,
    rows: Sequence[ReviewRow],
    row: ReviewRow,
    opened: Opened | None,
) -> HttpResponse:
    """Give one row anew, and with it the counts at the head of the page."""
    context = {**_counts(review, rows), **_frame(request, review), "row": row, "opened": opened}
    return render(request, "quarters/parts/review_row_alone.html", context)


def _context(
    request: HttpRequest, review: Review, rows: Sequence[ReviewRow], opened: ReviewRow | None
) -> dict[str, Any]:
    view = request.GET.get("view", "")
    _, keeps = VIEWS.get(view, VIEWS[""])
    shown = [row for row in rows if keeps(row) or row is opened]
    return {
        **_counts(review, rows),
        **_frame(request, review),
        "plan": review.plan,
        "groups": list(_by_theme(shown)),
        "shown": len(shown),
        "views": _views(review, rows, view),
        "opened_row": opened.action.pk if opened else None,
        "opened": _opened(opened) if opened else None,
    }


def _frame(request: HttpRequest, review: Review) -> dict[str, Any]:
    return {
        "review": review,
        "previous": previous_quarter(review),
        "runner": may(request.user, "quarters.run") and review.takes_answers,
    }


def _counts(review: Review, rows: Sequence[ReviewRow]) -> dict[str, Any]:
    needs = count_needs(rows)
    return {
        "total": len(rows),
        "ready": needs[Need.NOTHING],
        "need_reason": needs[Need.REASON],
        "need_update": needs[Need.UPDATE],
        "to_accept": needs[Need.LOOK],
        "need_reply": needs[Need.REPLY],
        "left": len(rows) - needs[Need.NOTHING],
    }


def _by_theme(rows: Sequence[ReviewRow]) -> Iterator[dict[str, Any]]:
    for number, group in groupby(rows, key=lambda row: row.action.objective.theme_number):
        members = list(group)
        yield {
            "number": number,
            "rows": members,
            "reasons": sum(row.need == Need.REASON for row in members),
            "silent": sum(row.need == Need.UPDATE for row in members),
        }


def _views(review: Review, rows: Sequence[ReviewRow], view: str) -> list[dict[str, Any]]:
    page = reverse("quarters:review", args=[review.pk])
    counted = [(code, title, sum(map(keeps, rows))) for code, (title, keeps) in VIEWS.items()]
    return [
        {
            "title": title,
            "url": f"{page}?view={code}" if code else page,
            "count": count,
            "current": code == view,
        }
        for code, title, count in counted
        if count or code in ("", "reason", view)
    ]
