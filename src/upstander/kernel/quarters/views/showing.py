"""How a review is shown: read once, every row on one page, one of them open, or one row alone."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from upstander.kernel.access.check import may
from upstander.kernel.plan.models import EvidenceItem, Update
from upstander.kernel.plan.standing import PlanRead
from upstander.kernel.quarters.models import Review
from upstander.kernel.quarters.reading import AdoptedBefore, adopted_before, read_quarter, rows_of
from upstander.kernel.quarters.rows import Need, ReviewRow, count_needs
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


def opened_row(row: ReviewRow, problem: str = "", sent: Any = None) -> Opened:
    """Open a row: with the words it is about, and with what was typed where it went wrong."""
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


def show_row(
    request: HttpRequest, shown: Shown, row: ReviewRow, opened: Opened | None
) -> HttpResponse:
    """Give one row anew, and with it the counts at the head of the page."""
    context = {**_frame(request, shown), "row": row, "opened": opened, "swap": True}
    return render(request, "quarters/parts/review_row_alone.html", context)


def show_page(
    request: HttpRequest, shown: Shown, opened: Opened | None, *, status: int = 200
) -> HttpResponse:
    """Give the whole page, with one row open."""
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


def address_of(review: Review, view: str = "") -> str:
    """Give the address of a view of the review."""
    page = reverse("quarters:review", args=[review.pk])
    return f"{page}?{urlencode({'view': view})}" if view in VIEWS and view else page


def _views(shown: Shown) -> list[dict[str, Any]]:
    counted = [(code, title, sum(map(keeps, shown.rows))) for code, (title, keeps) in VIEWS.items()]
    since = f" since quarter {shown.before.review.number}" if shown.before else ""
    return [
        {
            "title": f"{title}{since}" if code == "changed" else title,
            "url": address_of(shown.review, code),
            "count": count,
            "current": code == shown.view,
        }
        for code, title, count in counted
        if count or code in ("", "reason", shown.view)
    ]
