"""The page behind a link: how do your actions stand? It needs no account and shows nothing else.

Opening it changes nothing, however often a mail scanner does: only a sent form does.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from upstander.kernel.plan.models import Action, Update
from upstander.kernel.plan.standing import ActionRead
from upstander.kernel.plan.views.doors import opened_or_sent
from upstander.kernel.plan.views.editing import attempt, sent
from upstander.kernel.quarters.changes import answer as keep_answer
from upstander.kernel.quarters.forms.answering import AnswerForm
from upstander.kernel.quarters.links import read_token
from upstander.kernel.quarters.models import Answer, Asked
from upstander.kernel.quarters.reading import adopted_before, read_quarter

GONE = 410


@dataclass(frozen=True)
class Line:
    """One of somebody's actions, and what they have said of it this quarter."""

    action: ActionRead
    update: Update | None
    at: datetime | None
    before: str  # the status adopted last quarter

    @property
    def answered(self) -> bool:
        """Tell whether an answer is in."""
        return self.update is not None


@never_cache
@opened_or_sent
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """Show somebody's actions of a quarter, and take what they say of one of them."""
    asked = _asked(token)
    if asked is None:
        return _refused(request, "not_ours", status=404)
    if why := _why_not(asked):
        return _refused(request, why, asked, status=GONE)
    lines = lines_of(asked)
    chosen = _chosen(request, lines)
    if chosen is None:
        return _page(request, asked, lines, None, None)
    form = _form(request, chosen)
    if form.is_valid() and _kept(asked, chosen, form):
        reference = chosen.action.reference
        messages.success(request, f"Thank you. Your answer on {reference} is in.")
        return redirect(_next(token, asked, chosen))
    return _page(request, asked, lines, chosen, form)


def lines_of(asked: Asked) -> list[Line]:
    """List the actions that somebody was asked about, with their own answers."""
    mine = set(asked.actions.values_list("pk", flat=True))
    given: dict[int, Answer] = {}
    for one in asked.answers.select_related("update"):
        given.setdefault(one.action_id, one)
    before = adopted_before(asked.review) or {}
    return [
        Line(
            action,
            given[action.pk].update if action.pk in given else None,
            given[action.pk].at if action.pk in given else None,
            before.get(action.pk, ""),
        )
        for action in read_quarter(asked.review).actions
        if action.pk in mine
    ]


def _asked(token: str) -> Asked | None:
    found = read_token(token)
    if found is None:
        return None
    people = Asked.objects.select_related("review__plan", "organisation", "user", "post")
    return people.filter(pk=found[0], version=found[1]).first() or _outdated(found[0])


def _outdated(key: int) -> Asked | None:
    """Find whose link this was, though a newer one was sent since; it is told as taken back."""
    asked = Asked.objects.select_related("review").filter(pk=key).first()
    if asked is not None:
        asked.revoked_at = asked.asked_at
    return asked


def _why_not(asked: Asked) -> str:
    if asked.review.is_adopted:
        return "adopted"
    if not asked.review.takes_answers:
        return "closed"
    return "revoked" if asked.revoked_at else ""


def _refused(
    request: HttpRequest, why: str, asked: Asked | None = None, *, status: int
) -> HttpResponse:
    context = {"why": why, "review": asked.review if asked else None}
    return render(request, "quarters/no_answer.html", context, status=status)


def _chosen(request: HttpRequest, lines: list[Line]) -> Line | None:
    """Find the action that a form or an address names; or else the first without an answer."""
    named = request.POST.get("action") or request.GET.get("action", "")
    for line in lines:
        if str(line.action.pk) == named:
            return line
    if named == "done":
        return None
    return next((line for line in lines if not line.answered), None)


def _form(request: HttpRequest, line: Line) -> AnswerForm:
    initial = AnswerForm.said(line.update) if line.update else {}
    return AnswerForm(line.action, sent(request), request.FILES or None, initial=initial)


def _kept(asked: Asked, line: Line, form: AnswerForm) -> Answer | None:
    action = Action.objects.select_related("objective").get(pk=line.action.pk)
    return attempt(form, lambda: keep_answer(asked, action, evidence=form.evidence, **form.words))


def _next(token: str, asked: Asked, line: Line) -> str:
    """Lead on: to the reason where one is missing, to the next action, or to the end."""
    page = reverse("quarters:answer", args=[token])
    after = lines_of(asked)
    same = next(each for each in after if each.action.pk == line.action.pk)
    if same.action.contradicts and not line.answered:
        return f"{page}?action={line.action.pk}&why=1#id_reason"
    waiting = next((each for each in after if not each.answered), None)
    return f"{page}?action={waiting.action.pk if waiting else 'done'}"


def _page(
    request: HttpRequest,
    asked: Asked,
    lines: list[Line],
    chosen: Line | None,
    form: AnswerForm | None,
) -> HttpResponse:
    places = [line.action.pk for line in lines]
    context: dict[str, Any] = {
        "asked": asked,
        "review": asked.review,
        "lines": lines,
        "left": sum(not line.answered for line in lines),
        "line": chosen,
        "place": places.index(chosen.action.pk) + 1 if chosen else 0,
        "form": form,
        "ask_why": bool(request.GET.get("why")),
        "file_again": bool(request.FILES) and bool(form and form.errors),
    }
    return render(request, "quarters/answer.html", context)
