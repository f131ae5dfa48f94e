"""The review: which of these do I have to talk about? One line a row, decided in place."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from upstander.kernel.access.check import may
from upstander.kernel.errors import Refused
from upstander.kernel.plan.models import EvidenceItem, Update
from upstander.kernel.plan.standing import PlanRead
from upstander.kernel.plan.views.editing import in_place
from upstander.kernel.quarters import changes
from upstander.kernel.quarters.models import Review, Verdict
from upstander.kernel.quarters.reading import AdoptedBefore, adopted_before, read_quarter, rows_of
from upstander.kernel.quarters.rows import Need, ReviewRow, count_needs
from upstander.kernel.quarters.views.doors import review_page
from upstander.kernel.quarters.views.stages import stages

VIEWS: dict[str, tuple[str, Callable[[ReviewRow], bool]]] = {
    "": ("All", lambda row: True),
    "reason": ("Need a reason", lambda row: row.need == Need.REASON),
    "update": ("No update", lambda row: row.need == Need.UPDATE),
    "look": ("To accept", lambda row: row.need == Need.LOOK),
    "reply": ("Asked back", lambda row: row.need == Need.REPLY),
    "explained": ("Reason given", lambda row: row.explained),
    "changed": ("Changed", lambda row: row.changed),
}


@dataclass(frozen=True)
class Shown:
    """A review as it is shown: read once, and asked by every part of the page."""

    review: Review
    read: PlanRead
    before: AdoptedBefore | None
    rows: list[ReviewRow]
    view: str

    @classmethod
    def of(cls, request: HttpRequest, review: Review) -> "Shown":
        """Read a review, and which of its rows are wanted."""
        read, before = read_quarter(review), adopted_before(review)
        view = request.POST.get("view") or request.GET.get("view", "")
        rows = rows_of(review, read, before)
        return cls(review, read, before, rows, view if view in VIEWS else "")

    def row(self, action: int | str) -> ReviewRow | None:
        """Find the row of an action."""
        return next((row for row in self.rows if str(row.action.pk) == str(action)), None)

    @property
    def last_words(self) -> int:
        """Give the key of the last words of the whole plan: later ones were not on the page."""
        return max((row.action.latest.pk for row in self.rows if row.action.latest), default=0)


@dataclass(frozen=True)
class Opened:
    """What stands below a row that is open: the words it is about, and what went wrong."""

    action: int
    update: Update | None
    evidence: Sequence[EvidenceItem]
    problem: str = ""
    typed: str = ""
    wanted: str = ""  # what was to be done when it went wrong


@review_page("quarters.view")
@require_safe
def review(request: HttpRequest, review: Review) -> HttpResponse:
    """Show every action of the quarter, and one of them open."""
    shown = Shown.of(request, review)
    row = shown.row(request.GET.get("row", ""))
    if row and in_place(request):
        opened = None if "close" in request.GET else _opened(row)
        return _row(request, shown, row, opened)
    return _page(request, shown, _opened(row) if row else None)


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
        return _row(request, shown, row, None) if row else HttpResponse()
    return redirect(f"{_address(review, request.POST.get('view', ''))}#row-{action}")


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
        return redirect(f"{_address(review)}#finish")
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
    opened = _opened(row, refusal.message, request.POST)
    if in_place(request):
        return _row(request, shown, row, opened)
    return _page(request, shown, opened, status=400)


def _opened(row: ReviewRow, problem: str = "", sent: Any = None) -> Opened:
    latest, sent = row.action.latest, sent or {}
    update = None
    if latest:
        update = Update.objects.select_related("corrects").filter(pk=latest.pk).first()
    shown = EvidenceItem.objects.filter(update__in=[u.pk for u in row.action.updates])
    return Opened(
        row.action.pk,
        update,
        list(shown),
        problem,
        sent.get("words", ""),
        sent.get("do", ""),
    )


def _row(request: HttpRequest, shown: Shown, row: ReviewRow, opened: Opened | None) -> HttpResponse:
    """Give one row anew, and with it the counts at the head of the page."""
    context = {**_frame(request, shown), "row": row, "opened": opened, "swap": True}
    return render(request, "quarters/parts/review_row_alone.html", context)


def _page(
    request: HttpRequest, shown: Shown, opened: Opened | None, *, status: int = 200
) -> HttpResponse:
    _, keeps = VIEWS[shown.view]
    rows = [r for r in shown.rows if keeps(r) or (opened and opened.action == r.action.pk)]
    titles = {theme.number: theme.title for theme in shown.read.themes}
    context = {
        **_frame(request, shown),
        "plan": shown.review.plan,
        "stages": stages(request, shown.review, "review"),
        "groups": list(_by_theme(rows, titles)),
        "shown": len(rows),
        "views": _views(shown),
        "last_words": shown.last_words,
        "opened": opened,
        "page_has_errors": bool(opened and opened.problem),
    }
    return render(request, "quarters/review.html", context, status=status)


def _frame(request: HttpRequest, shown: Shown) -> dict[str, Any]:
    needs, review = count_needs(shown.rows), shown.review
    may_run = may(request.user, "quarters.run")
    return {
        "review": review,
        "page": reverse("quarters:review", args=[review.pk]),
        "may_run": may_run,
        "may_adopt": may(request.user, "quarters.adopt"),
        "view": shown.view,
        "before": shown.before,
        "runner": may_run and review.takes_answers,
        "total": len(shown.rows),
        "ready": needs[Need.NOTHING],
        "need_reason": needs[Need.REASON],
        "need_update": needs[Need.UPDATE],
        "to_accept": needs[Need.LOOK],
        "need_reply": needs[Need.REPLY],
        "left": len(shown.rows) - needs[Need.NOTHING],
    }


def _by_theme(rows: Sequence[ReviewRow], titles: dict[str, str]) -> Iterator[dict[str, Any]]:
    for number, group in groupby(rows, key=lambda row: row.action.objective.theme_number):
        members = list(group)
        yield {
            "number": number,
            "title": titles.get(number, ""),
            "rows": members,
            "reasons": sum(row.need == Need.REASON for row in members),
            "silent": sum(row.need == Need.UPDATE for row in members),
        }


def _address(review: Review, view: str = "") -> str:
    page = reverse("quarters:review", args=[review.pk])
    return f"{page}?{urlencode({'view': view})}" if view in VIEWS and view else page


def _views(shown: Shown) -> list[dict[str, Any]]:
    counted = [(code, title, sum(map(keeps, shown.rows))) for code, (title, keeps) in VIEWS.items()]
    since = f" since quarter {shown.before.review.number}" if shown.before else ""
    return [
        {
            "title": f"{title}{since}" if code == "changed" else title,
            "url": _address(shown.review, code),
            "count": count,
            "current": code == shown.view,
        }
        for code, title, count in counted
        if count or code in ("", "reason", shown.view)
    ]
