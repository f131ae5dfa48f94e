"""A file that waits to be brought in: found for its owner, changed, and the way back to it."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode
from zlib import crc32

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django_htmx.http import HttpResponseLocation

from upstander.kernel.errors import Refused
from upstander.kernel.plan.interchange.corrections import Correction
from upstander.kernel.plan.interchange.drafting import Draft, pack, unpack
from upstander.kernel.plan.views.editing import in_place
from upstander.kernel.plan.views.understood import pages_of
from upstander.kernel.records.drafts import change_draft, read_draft

PURPOSE = "plan.import"


class MovedMeanwhile(Refused):
    """Somebody corrected the same file at the very same moment."""

    def __init__(self) -> None:
        """Say that nothing was lost."""
        super().__init__(
            "The file was corrected in another window at the same moment. Yours was not done: go "
            "back to the preview and look again."
        )


def draft_of(request: HttpRequest, token: str) -> Draft:
    """Find a draft of the person who asks; raises DraftGone."""
    return unpack(read_draft(token, request.user, PURPOSE))


def correct(request: HttpRequest, token: str, seen: Draft, made: Correction) -> Draft:
    """Put something right in a draft; raises MovedMeanwhile where it is another by now."""
    return change(request, token, seen, lambda now: now.having(made))


def change(request: HttpRequest, token: str, seen: Draft, step: Callable[[Draft], Draft]) -> Draft:
    """Change a draft that a person saw, and give what it is then; raises MovedMeanwhile."""

    def changed(content: Any) -> Any:
        now = unpack(content)
        if now.corrections != seen.corrections:
            raise MovedMeanwhile
        return pack(step(now))

    return unpack(change_draft(token, request.user, PURPOSE, changed))


def back(request: HttpRequest, token: str, draft: Draft, anchor: str) -> HttpResponse:
    """Go back to the preview, to where something was put right: `row-12`, `doubt-3`, `names`."""
    query = {"at": anchor}
    page = _page_of(draft, anchor)
    if page > 1:
        query["page"] = str(page)
    url = f"{reverse('plan:import_preview', args=[token])}?{urlencode(query)}"
    if in_place(request):
        return HttpResponseLocation(url, target="#main", select="#main", swap=SWAP)
    return redirect(f"{url}#{anchor}")


SWAP: Any = "outerHTML show:none"  # the page keeps its place; the focus moves to what was changed


def _page_of(draft: Draft, anchor: str) -> int:
    kind, _, number = anchor.partition("-")
    row = int(number) if kind == "row" else None
    if kind == "doubt":
        row = next((doubt.row for doubt in draft.doubts if str(doubt.key) == number), None)
    return pages_of(draft.document).holding(row) if row else 1


def look_again(request: HttpRequest, token: str, draft: Draft) -> HttpResponse:
    """Say that nothing was done, since the person had seen something else."""
    messages.warning(
        request,
        "It was corrected in another window since you opened it here. Nothing was overwritten: "
        "look again.",
    )
    return back(request, token, draft, "title")


def ask(
    request: HttpRequest, token: str, form: Any, title: str, more: dict[str, Any] | None = None
) -> HttpResponse:
    """Show a form of the preview: as a page, or in the place of what it corrects."""
    template = "form"
    if in_place(request):
        template = "in_place"  # where several forms may stand, each has ids of its own
        form.auto_id = f"id_{crc32(request.get_full_path().encode())}_%s"
    context = {
        "form": form,
        "title": title,
        "token": token,
        "back": reverse("plan:import_preview", args=[token]),
        "button": "Save",
        "page_has_errors": bool(form.errors),
        **(more or {}),
    }
    response = render(request, f"plan/importing/{template}.html", context)
    response["HX-Push-Url"] = "false"  # the address stays the preview's while a form stands in it
    return response
