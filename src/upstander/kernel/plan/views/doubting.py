"""Doubts about a file that waits: settled, opened again, their words put somewhere; and undo."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from upstander.kernel.access.door import page
from upstander.kernel.plan.forms.correcting import NameForm, PlaceForm
from upstander.kernel.plan.interchange.corrections import SETTLED, reopen, settle
from upstander.kernel.plan.interchange.directory import Directory
from upstander.kernel.plan.interchange.doubts import Doubt
from upstander.kernel.plan.interchange.drafting import Draft
from upstander.kernel.plan.views.doors import opened_or_sent
from upstander.kernel.plan.views.editing import sent
from upstander.kernel.plan.views.waiting import ask, back, change, correct, draft_of, look_again


@opened_or_sent
@page("plan.edit")
def doubt(request: HttpRequest, token: str, doubt: int) -> HttpResponse:
    """Show the words of a doubt in full, with a way to put them somewhere."""
    draft = draft_of(request, token)
    found = _doubt(draft, str(doubt))
    form = PlaceForm(sent(request), draft, found)
    if form.is_valid():
        made = form.correction
        after = correct(request, token, draft, made)
        return back(request, token, after, f"row-{made.new or made.row}")
    more = {"doubt": found, "button": "Put them there"}
    return ask(request, token, form, "Put these words into the plan", more)


@require_POST
@page("plan.edit")
def settle_doubt(request: HttpRequest, token: str) -> HttpResponse:
    """Call a doubt settled, or open it again, and lead on to the next."""
    draft = draft_of(request, token)
    how, _, number = request.POST.get("doubt", "").partition(" ")
    found = _doubt(draft, number)
    if how == "reopen":
        after = correct(request, token, draft, reopen(found.key, found.where))
        return back(request, token, after, f"doubt-{found.key}")
    if how not in SETTLED:
        raise Http404
    after = correct(request, token, draft, settle([found.key], how, found.where))
    following = _following(draft, after, found)
    return back(request, token, after, f"doubt-{following}" if following else "doubts")


@require_POST
@page("plan.edit")
def undo(request: HttpRequest, token: str) -> HttpResponse:
    """Take the last correction back, if it still is the one that the person saw."""
    draft = draft_of(request, token)
    if not draft.corrections or request.POST.get("count") != str(len(draft.corrections)):
        return look_again(request, token, draft)
    last = draft.corrections[-1]
    after = change(request, token, draft, lambda now: now.without_last())
    messages.info(request, f"Taken back. {last.told}.")
    doubts = [key for key in last.settles if last.row == 0]
    anchor = f"doubt-{doubts[0]}" if doubts else f"row-{last.row}" if last.row else "title"
    return back(request, token, after, anchor)


@opened_or_sent
@page("plan.edit")
def name(request: HttpRequest, token: str) -> HttpResponse:
    """Say who a new name is; a button beside the name may say so at once."""
    draft = draft_of(request, token)
    key, _, meant = request.POST.get("meant", "").partition(" ")
    new = meant or request.GET.get("name", "")
    directory = Directory.load()
    if new not in directory.unknown(draft.document):
        return look_again(request, token, draft)
    near = directory.near(new)
    known = next((found.name for found in near if str(found.pk) == key), "")
    form = NameForm({"organisation": known} if known else sent(request), new, near)
    if form.is_valid():
        made = form.correction
        after = correct(request, token, draft, made) if made else draft
        return back(request, token, after, "names")
    return ask(request, token, form, f"Who is “{new}”?")


def _doubt(draft: Draft, number: str) -> Doubt:
    found = next((doubt for doubt in draft.doubts if str(doubt.key) == number), None)
    if found is None:
        raise Http404
    return found


def _following(before: Draft, after: Draft, settled: Doubt) -> int | None:
    """Find the doubt that comes next on the page; after the last, the first that is open."""
    order = [doubt.key for doubt in before.in_order]
    place = order.index(settled.key) if settled.key in order else 0
    open_now = {doubt.key for doubt in after.open}
    return next((key for key in order[place:] + order[:place] if key in open_now), None)
