"""Entering what somebody said by phone, in the room or by email, with its source named."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from upstander.kernel.plan.models import Action
from upstander.kernel.plan.views.doors import opened_or_sent
from upstander.kernel.plan.views.editing import attempt, sent
from upstander.kernel.quarters import changes
from upstander.kernel.quarters.changes.asking import check_answerable
from upstander.kernel.quarters.forms.answering import EnteredForm
from upstander.kernel.quarters.lines import Line, lines_of
from upstander.kernel.quarters.models import Answer, Asked, Review
from upstander.kernel.quarters.views.collecting import find_asked
from upstander.kernel.quarters.views.doors import review_page


@opened_or_sent
@review_page("quarters.run")
def enter(request: HttpRequest, review: Review, asked: int) -> HttpResponse:
    """Enter what somebody who was asked said in another way."""
    check_answerable(review)
    one = find_asked(review, asked)
    lines = lines_of(one)
    line = _line(request, lines)
    initial = EnteredForm.said(line.update) if line.update else {}
    form = EnteredForm(line.action, sent(request), request.FILES or None, initial=initial)
    if form.is_valid() and _entered(request, one, line, form):
        messages.success(request, f"The answer of {one.name} on {line.action.reference} is in.")
        return redirect(_next(one))
    context = {
        "review": review,
        "plan": review.plan,
        "asked": one,
        "lines": lines,
        "line": line,
        "form": form,
    }
    return render(request, "quarters/enter.html", context)


def _next(asked: Asked) -> str:
    """Lead on to what is still open, or back to all answers."""
    left = next((line for line in lines_of(asked) if line.waits), None)
    if left is None:
        return reverse("quarters:collecting", args=[asked.review_id])
    page = reverse("quarters:enter", args=[asked.review_id, asked.pk])
    return f"{page}?action={left.action.pk}"


def _line(request: HttpRequest, lines: list[Line]) -> Line:
    named = request.POST.get("action") or request.GET.get("action", "")
    found = [line for line in lines if str(line.action.pk) == named]
    found += [line for line in lines if line.waits] or lines
    if not found:
        raise Http404("nothing is asked of them any more")
    return found[0]


def _entered(request: HttpRequest, asked: Asked, line: Line, form: EnteredForm) -> Answer | None:
    action = Action.objects.select_related("objective").get(pk=line.action.pk)
    said: dict[str, Any] = {**form.words, "way": form.cleaned_data["way"]}
    return attempt(
        form,
        lambda: changes.enter_answer(
            asked, action, by=request.user, evidence=form.evidence, **said
        ),
    )
