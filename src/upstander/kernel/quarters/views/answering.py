"""The page behind a link: how do your actions stand? It needs no account and shows nothing else.

Opening it changes nothing, however often a mail scanner does: only a sent form does.
"""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from upstander.kernel.access.door import page
from upstander.kernel.clock import today
from upstander.kernel.errors import Refused
from upstander.kernel.plan.models import Action, EvidenceItem
from upstander.kernel.plan.views.doors import opened_or_sent
from upstander.kernel.plan.views.editing import attempt, sent
from upstander.kernel.quarters.changes import answer as keep_answer
from upstander.kernel.quarters.forms.answering import AnswerForm, WhyForm
from upstander.kernel.quarters.lines import Line, lines_of
from upstander.kernel.quarters.links import read_token
from upstander.kernel.quarters.models import Answer, Asked
from upstander.kernel.quarters.states import ANSWERABLE

GONE = 410
DONE = "done"  # stands for the list of all answers where an address names an action


@never_cache
@opened_or_sent
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """Show somebody's actions of a quarter, and take what they say of one of them."""
    asked, why = _asked(token)
    if asked is None or why:
        return _refused(request, why, asked)
    return _answered(request, asked, lines_of(asked))


@never_cache
@opened_or_sent
@page("quarters.view")
def mine(request: HttpRequest) -> HttpResponse:
    """Show the same to somebody who has an account, at an address that is no secret."""
    user: Any = request.user
    rows = Asked.objects.in_force().filter(user=user, review__state__in=ANSWERABLE)
    rows = rows.select_related("review__plan", "organisation", "user", "post")
    known = [(asked, lines_of(asked)) for asked in rows.order_by("-pk")]
    if not known:
        raise Http404("nothing is asked of this person")
    # what they lead before what they stand in for, unless only that still waits
    known.sort(key=lambda pair: (not any(line.waits for line in pair[1]), pair[0].stands_in))
    named = request.POST.get("action") or request.GET.get("action", "")
    here = [pair for pair in known if any(str(line.action.pk) == named for line in pair[1])]
    return _answered(request, *(here or known)[0])


def _answered(request: HttpRequest, asked: Asked, lines: list[Line]) -> HttpResponse:
    chosen = _chosen(request, lines)
    if chosen is None:
        return _page(request, asked, lines, None, None)
    form = _form(request, chosen)
    if form.is_valid() and _kept(asked, chosen, form):
        what = "The reason for" if isinstance(form, WhyForm) else "Your answer on"
        messages.success(request, f"Thank you. {what} {chosen.action.reference} is in.")
        return redirect(f"{request.path}{_next(asked, chosen)}")
    return _page(request, asked, lines, chosen, form)


def _asked(token: str) -> tuple[Asked | None, str]:
    """Find whose link this is, and why it opens nothing, if it does not."""
    found = read_token(token)
    people = Asked.objects.select_related("review__plan", "organisation", "user", "post")
    asked = people.filter(pk=found[0]).first() if found else None
    if found is None or asked is None:
        return None, "not_ours"
    return asked, _why_not(asked, found[1])


def _why_not(asked: Asked, version: int) -> str:
    if asked.review.is_adopted:
        return "adopted"
    if not asked.review.takes_answers:
        return "closed"
    if version != asked.version:
        return "replaced"
    return "" if asked.link_works else "revoked"


def _refused(request: HttpRequest, why: str, asked: Asked | None) -> HttpResponse:
    context = {"why": why, "review": asked.review if asked else None}
    status = GONE if asked else 404
    return render(request, "quarters/no_answer.html", context, status=status)


def _chosen(request: HttpRequest, lines: list[Line]) -> Line | None:
    """Find the action that a form or an address names; or else the first without an answer."""
    named = request.POST.get("action") or request.GET.get("action", "")
    for line in lines:
        if str(line.action.pk) == named:
            return line
    if request.method == "POST":
        raise Refused("This page does not answer for that action. Nothing was changed.")
    if named == DONE:
        return None
    return next((line for line in lines if line.waits), None)


def _form(request: HttpRequest, line: Line) -> AnswerForm | WhyForm:
    """Ask for an answer; or, of one that is in and differs, for nothing but the reason."""
    only_why = request.POST.get("only") == "reason"
    if line.answered and (only_why or (line.asked_why and not _wants_to_change(request))):
        return WhyForm(sent(request))
    initial = AnswerForm.said(line.update) if line.update else {}
    return AnswerForm(line.action, sent(request), request.FILES or None, initial=initial)


def _wants_to_change(request: HttpRequest) -> bool:
    return request.method == "POST" or "change" in request.GET


def _kept(asked: Asked, line: Line, form: AnswerForm | WhyForm) -> Answer | None:
    action = Action.objects.select_related("objective").get(pk=line.action.pk)
    if isinstance(form, WhyForm) and line.update:
        words = {**AnswerForm.said(line.update), "reason": form.cleaned_data["reason"]}
        return attempt(form, lambda: keep_answer(asked, action, **words))
    answer_form: Any = form
    return attempt(
        form,
        lambda: keep_answer(asked, action, evidence=answer_form.evidence, **answer_form.words),
    )


def _next(asked: Asked, line: Line) -> str:
    """Lead on: to the reason where one is missing, to the next action, or to the end."""
    after = lines_of(asked)
    same = next(each for each in after if each.action.pk == line.action.pk)
    if same.asked_why and not line.asked_why:
        return f"?action={line.action.pk}"
    return _onward(after)


def _onward(lines: list[Line]) -> str:
    waiting = next((line for line in lines if line.waits), None)
    return f"?action={waiting.action.pk if waiting else DONE}"


def _page(
    request: HttpRequest,
    asked: Asked,
    lines: list[Line],
    chosen: Line | None,
    form: AnswerForm | WhyForm | None,
) -> HttpResponse:
    places = [line.action.pk for line in lines]
    failed = bool(form and form.is_bound and form.errors)
    context: dict[str, Any] = {
        "asked": asked,
        "review": asked.review,
        "late": today() > asked.review.answer_by,
        "lines": lines,
        "left": sum(line.waits for line in lines),
        "line": chosen,
        "place": places.index(chosen.action.pk) + 1 if chosen else 0,
        "form": form,
        "asks_why": isinstance(form, WhyForm),
        "onward": _onward(lines),
        "shown": _shown(asked, chosen),
        "file_again": bool(request.FILES) and failed,
        "page_has_errors": failed,
    }
    return render(request, "quarters/answer.html", context)


def _shown(asked: Asked, line: Line | None) -> list[EvidenceItem]:
    """List what they have sent to show for an action, with whichever version of their answer."""
    if line is None or not line.answered:
        return []
    own = EvidenceItem.objects.filter(update__answer__asked=asked, update__action=line.action.pk)
    return list(own)
