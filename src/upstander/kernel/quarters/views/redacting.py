"""Taking words, or a file, out of all that people typed, after a look at where they stand."""

from collections import Counter
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache

from upstander.kernel.access.door import page
from upstander.kernel.errors import Refused
from upstander.kernel.pages.templatetags.upstander import plural
from upstander.kernel.plan.models import EvidenceItem
from upstander.kernel.plan.redaction import Place, Why, Words, places
from upstander.kernel.plan.views.doors import opened_or_sent
from upstander.kernel.plan.views.editing import sent
from upstander.kernel.quarters import changes
from upstander.kernel.quarters.changes.redacting import letters_that_hold
from upstander.kernel.quarters.forms.redacting import FileForm, RedactForm
from upstander.kernel.registry import capabilities


@never_cache
@opened_or_sent
@page("quarters.redact")
def redact(request: HttpRequest) -> HttpResponse:
    """Show where words stand, and take them out when that is confirmed."""
    form = RedactForm(sent(request))
    found: list[Place] | None = None
    letters = 0
    if form.is_valid():
        try:
            words = Words(form.cleaned_data["words"])
            if request.POST.get("sure"):
                return _taken_out(request, words, Why(form.cleaned_data["why"]))
            found, letters = places(words), len(letters_that_hold(words))
        except Refused as refusal:
            form.add_error("words", refusal.message)
    files = EvidenceItem.objects.visible_to(request.user).exclude(file="")
    context = {
        "form": form,
        "found": _counted(found or ()),
        "looked": found is not None,
        "count": len(found or ()),
        "letters": letters,
        "files": files.select_related("update__action__objective"),
    }
    return render(request, "quarters/redact.html", context)


def _taken_out(request: HttpRequest, words: Words, why: Why) -> HttpResponse:
    done = changes.redact_words(words, why=why, by=request.user)
    told = [plural(len(done.places), "place")]
    told.append(f"{plural(done.frozen, 'field')} of adopted quarters")
    if done.letters:
        told.append(f"{plural(done.letters, 'letter')} that waited, now stopped")
    messages.success(request, f"Taken out for good: {', '.join(told)}.")
    return redirect("quarters:list")


@never_cache
@opened_or_sent
@page("quarters.redact")
def redact_file(request: HttpRequest, pk: int) -> HttpResponse:
    """Destroy a file that shows something it should not."""
    files = EvidenceItem.objects.visible_to(request.user).exclude(file="")
    item = get_object_or_404(files.select_related("update__action__objective"), pk=pk)
    form = FileForm(sent(request))
    if form.is_valid():
        changes.take_out_file(item, why=Why(form.cleaned_data["why"]), by=request.user)
        messages.success(request, "The file is destroyed. That there was one stays on record.")
        return redirect("quarters:redact")
    return render(request, "quarters/redact_file.html", {"form": form, "item": item})


def _counted(found: Any) -> list[tuple[str, str, int]]:
    """Count where the words stand, without showing them once more."""
    named = Counter(_name(place) for place in found)
    return sorted((model, field, number) for (model, field), number in named.items())


def _name(place: Place) -> tuple[str, str]:
    meta = place.row._meta
    part = next(part.title for part in capabilities() if part.slug == meta.app_label)
    title = str(meta.get_field(place.field).verbose_name)
    return f"{part}, {meta.verbose_name}", FIELDS.get(place.field, title)


# what people call the fields whose names do not say it
FIELDS = {
    "text": "words",
    "short_title": "short title",
    "dropped_why": "why it was taken out",
    "met_how": "how it was met",
    "obstacle": "what is in the way",
    "source": "where the words came from",
    "author_name": "name of the author",
    "by_name": "name of who wrote it",
    "actor_name": "name of who wrote it",
    "approved": "minutes as they were approved",
    "information": "what was sent instead of coming",
    "correction": "what should be put right",
    "settled": "what became of a correction",
    "entered_by": "name of who entered it",
    "url": "address",
    "before": "earlier wording",
    "after": "later wording",
}
