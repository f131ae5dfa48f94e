"""Rows of a file that waits to be brought in, put right: each a small form or a button."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from upstander.kernel.access.door import page
from upstander.kernel.errors import Refused
from upstander.kernel.plan.forms.correcting import PlanWords, SplitForm
from upstander.kernel.plan.forms.rows import new_row_form, row_form
from upstander.kernel.plan.interchange.corrections import (
    PLAN,
    Correction,
    join,
    remove,
    settle,
)
from upstander.kernel.plan.interchange.drafting import Draft
from upstander.kernel.plan.interchange.tree import Placed, RowGone, fingerprint, row_of
from upstander.kernel.plan.views.doors import opened_or_sent
from upstander.kernel.plan.views.editing import sent
from upstander.kernel.plan.views.understood import columns_of
from upstander.kernel.plan.views.waiting import (
    MovedMeanwhile,
    ask,
    back,
    correct,
    draft_of,
    look_again,
)

NOUNS = {"theme": "a theme", "objective": "an objective", "action": "an action"}
HOW_TO_SPLIT = (
    "Shift the words until each action stands alone. Who leads and when it is due counts for both; "
    "status and progress stay with the first."
)


@opened_or_sent
@page("plan.edit")
def plan_words(request: HttpRequest, token: str) -> HttpResponse:
    """Put the plan's title and year right."""
    draft = draft_of(request, token)
    form = PlanWords(sent(request), draft)
    if form.is_valid() and _kept(request, token, draft, form):
        return back(request, token, draft, "title")
    return ask(request, token, form, "Correct the plan’s title and year")


@opened_or_sent
@page("plan.edit")
def row(request: HttpRequest, token: str, row: int) -> HttpResponse:
    """Put a row right, or move it."""
    draft = draft_of(request, token)
    form = row_form(sent(request), draft, row)
    if form.is_valid() and _kept(request, token, draft, form):
        return back(request, token, draft_of(request, token), f"row-{row}")
    placed = row_of(draft.document, row)
    more = _around(draft, placed, in_table=placed.level != "theme") | {
        "was": _as_read(draft, placed),
        "doubts": draft.doubts_about([row]),
        "whole": fingerprint(placed.item, whole=True),
        "first": placed.level == "action" and placed.number.endswith(".1"),
    }
    return ask(request, token, form, f"Correct {placed.level} {placed.number}", more)


@opened_or_sent
@page("plan.edit")
def add_row(request: HttpRequest, token: str, row: int) -> HttpResponse:
    """Add a theme to the plan, an objective to a theme, an action to an objective."""
    draft = draft_of(request, token)
    form = new_row_form(sent(request), draft, row)
    if form.is_valid() and _kept(request, token, draft, form):
        return back(request, token, draft_of(request, token), f"row-{draft.next_row}")
    where = f" to {row_of(draft.document, row).name.lower()}" if row != PLAN else ""
    more = _around(draft, None, in_table=form.level == "action") | {"button": "Add"}
    return ask(request, token, form, f"Add {NOUNS[form.level]}{where}", more)


@opened_or_sent
@page("plan.edit")
def split_row(request: HttpRequest, token: str, row: int) -> HttpResponse:
    """Make two actions of one."""
    draft = draft_of(request, token)
    placed = _action(draft, row)
    form = SplitForm(sent(request), draft, placed)
    if form.is_valid() and _kept(request, token, draft, form):
        return back(request, token, draft_of(request, token), f"row-{row}")
    more = _around(draft, placed) | {"button": "Make two actions", "text": HOW_TO_SPLIT}
    return ask(request, token, form, f"Split action {placed.number} in two", more)


@require_POST
@page("plan.edit")
def join_row(request: HttpRequest, token: str, row: int) -> HttpResponse:
    """Put an action behind the one before."""
    draft = draft_of(request, token)
    made = join(draft.document, _action(draft, row))
    return _pressed(request, token, draft, made, f"row-{made.said['into']}")


@require_POST
@page("plan.edit")
def remove_row(request: HttpRequest, token: str, row: int) -> HttpResponse:
    """Take a row out, with all that stands in it."""
    draft = draft_of(request, token)
    placed = row_of(draft.document, row)
    anchor = "title" if placed.level == "theme" else f"row-{placed.parent.key}"
    return _pressed(request, token, draft, remove(placed), anchor)


def _kept(request: HttpRequest, token: str, draft: Draft, form: Any) -> bool:
    """Keep what a form puts right and the doubts that it settles; False with errors in the form."""
    doubts = form.cleaned_data.get("settles") or []
    made: Correction | None = form.correction
    if made is None and doubts:
        made = settle(doubts, "settle", form.placed.name if form.placed else "The plan")
    elif made is not None:
        made = made.settling(doubts)
    try:
        if made is not None:
            correct(request, token, draft, made)
    except (MovedMeanwhile, RowGone):
        raise
    except Refused as refusal:  # what no field can see: the plan as a whole
        for sentence in refusal.details or (refusal.message,):
            form.add_error(None, sentence)
        return False
    return True


def _pressed(
    request: HttpRequest, token: str, draft: Draft, made: Correction, anchor: str
) -> HttpResponse:
    """Do what a button says, unless its row says something else by now."""
    placed = row_of(draft.document, made.row)
    if request.POST.get("whole") != fingerprint(placed.item, whole=True):
        return look_again(request, token, draft)
    return back(request, token, correct(request, token, draft, made), anchor)


def _action(draft: Draft, row: int) -> Placed:
    placed = row_of(draft.document, row)
    if placed.level != "action":
        raise Http404
    return placed


def _around(draft: Draft, placed: Placed | None, *, in_table: bool = True) -> dict[str, Any]:
    """Give what a form in a row of the table must know: how wide the table is."""
    width = len(columns_of(draft.document)) + 3
    return {"placed": placed, "columns": width if in_table else 0}


def _as_read(draft: Draft, placed: Placed) -> Any:
    """Find a row as the file said it, where it says something else now."""
    try:
        read = row_of(draft.read, placed.item.key or PLAN).item
    except RowGone:  # it was added by hand
        return None
    return None if fingerprint(read) == fingerprint(placed.item) else read
