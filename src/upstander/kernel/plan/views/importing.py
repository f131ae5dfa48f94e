"""A file brought in: uploaded, looked at and put right, then saved whole or not at all."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from upstander.kernel.access.door import page
from upstander.kernel.errors import Refused
from upstander.kernel.plan.interchange.columns import COLUMNS
from upstander.kernel.plan.interchange.commit import PlanMoved, commit, year_meant
from upstander.kernel.plan.interchange.comparison import compare
from upstander.kernel.plan.interchange.corrections import SETTLED
from upstander.kernel.plan.interchange.differences import Changes, ItemChange
from upstander.kernel.plan.interchange.directory import LEADS, Directory
from upstander.kernel.plan.interchange.drafting import Draft, pack, unpack
from upstander.kernel.plan.interchange.finding import target_of
from upstander.kernel.plan.interchange.tree import rows_of
from upstander.kernel.plan.interchange.wording import counted, summary
from upstander.kernel.plan.models import Plan
from upstander.kernel.plan.opening import open_plan
from upstander.kernel.plan.views.doors import opened_or_sent
from upstander.kernel.plan.views.understood import Understood, columns_of, names_of, pages_of
from upstander.kernel.plan.views.waiting import PURPOSE, draft_of
from upstander.kernel.records.drafts import drafts_of, drop_draft, keep_draft, read_draft

MOST_SHOWN = 200
ANSWERS = {**SETTLED, "corrected": "Corrected", "gone": "Its row was taken out"}


class UploadForm(forms.Form):
    """Asks for the file that holds a plan."""

    label_size = "m"

    file = forms.FileField(
        label="Your plan",
        help_text="Word (docx), Excel (xlsx), PDF, csv, json or txt, at most 20 MB.",
        error_messages={"required": "Choose the file that holds your plan"},
        widget=forms.ClearableFileInput(attrs={"accept": ".docx,.xlsx,.pdf,.csv,.json,.txt"}),
    )


@opened_or_sent
@page("plan.edit")
def import_plan(request: HttpRequest) -> HttpResponse:
    """Take a file in, to be looked at first."""
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    if form.is_valid():
        upload = form.cleaned_data["file"]
        try:
            document = open_plan(upload, upload.name, Directory.load().names)
            if target_of(document) is None:
                year_meant(document)
        except Refused as refusal:
            for sentence in (refusal.message, *refusal.details):
                form.add_error("file", sentence)
        else:
            draft = Draft.of(document, upload.name)
            return redirect("plan:import_preview", keep_draft(request.user, PURPOSE, pack(draft)))
    context = {
        "form": form,
        "plan": Plan.objects.current(),
        "columns": COLUMNS,
        "waiting": [(w, unpack(w.content)) for w in drafts_of(request.user, PURPOSE)],
    }
    return render(request, "plan/import.html", context)


@opened_or_sent
@page("plan.edit")
def import_preview(request: HttpRequest, token: str) -> HttpResponse:
    """Show what a file would change, and do exactly that when the person agrees."""
    draft = draft_of(request, token)
    if request.method == "POST":
        expected = request.POST.get("fingerprint", "-")
        plan = target_of(draft.document)
        changes = compare(draft.document, plan)
        try:
            home = commit(
                draft.document,
                plan,
                by=request.user,
                file_name=draft.file,
                expected=expected,
                corrected=draft.by_hand,
            )
        except PlanMoved:
            return _preview(request, token, draft, moved=True)
        drop_draft(token)
        messages.success(request, f"{home.title}: {summary(changes)}")
        return redirect("plan:import_done", home.pk)
    return _preview(request, token, draft)


@opened_or_sent
@page("plan.edit")
def import_discard(request: HttpRequest, token: str) -> HttpResponse:
    """Forget an upload that nobody wants to save."""
    if request.method == "POST":
        read_draft(token, request.user, PURPOSE)
        drop_draft(token)
        messages.info(request, "The file was put away. Nothing was changed.")
    return redirect("plan:import")


def _preview(
    request: HttpRequest, token: str, draft: Draft, *, moved: bool = False
) -> HttpResponse:
    document = draft.document
    plan, directory = target_of(document), Directory.load()
    changes = compare(document, plan, directory)
    context: dict[str, Any] = {
        "token": token,
        "draft": draft,
        "document": document,
        "plan": plan,
        "year": plan.year if plan else year_meant(document)[0],
        "changes": changes,
        "headline": _headline(changes),
        "summary": summary(changes),
        "saving": plan is None or not changes.nothing,
        "at": request.GET.get("at", ""),
        "moved": moved,
        **_would_change(changes),
        **_doubted(draft, changes),
        **_understood(request, draft, changes, begins=plan is None),
        "names": names_of(document, changes.organisations, directory),
    }
    return render(request, "plan/import_preview.html", context, status=409 if moved else 200)


def _would_change(changes: Changes) -> dict[str, Any]:
    new = _new(changes)
    return {
        "items": [(item, _address(item)) for item in changes.items[:MOST_SHOWN]],
        "new": new[:MOST_SHOWN],
        "missing": changes.missing[:MOST_SHOWN],
        "more": {
            "items": max(0, len(changes.items) - MOST_SHOWN),
            "new": max(0, changes.added - MOST_SHOWN),
            "missing": max(0, len(changes.missing) - MOST_SHOWN),
        },
    }


def _doubted(draft: Draft, changes: Changes) -> dict[str, Any]:
    """List the doubts: those about rows lead there, the file's own stand in full."""
    pages = pages_of(draft.document)
    places = {placed.item.key: placed.name for placed in rows_of(draft.document)}
    about_rows = [
        (doubt, places[doubt.row], pages.holding(doubt.row))
        for doubt in draft.in_order
        if doubt.row
    ]
    about_file = [doubt for doubt in draft.in_order if not doubt.row]
    return {
        "homeless": any(doubt.what and not doubt.of_the_plan for doubt in about_file),
        "about_rows": about_rows[:MOST_SHOWN],
        "about_file": about_file[:MOST_SHOWN],
        "settled": [(doubt, ANSWERS[doubt.settled]) for doubt in draft.doubts if doubt.settled][
            :MOST_SHOWN
        ],
        "notes": [note for note in changes.warnings if note.where != LEADS][:MOST_SHOWN],
    }


def _understood(
    request: HttpRequest, draft: Draft, changes: Changes, *, begins: bool
) -> dict[str, Any]:
    pages = pages_of(draft.document)
    page = pages.page(request.GET.get("page", ""))
    last = page == len(pages.objectives)
    layout = Understood(draft, changes, begins=begins)
    asked = bool(request.GET.get("whole") or request.GET.get("at"))
    doubting = begins or asked or not changes.nothing
    return {
        "doubting": doubting,
        "whole": begins or asked or (doubting and any(doubt.row for doubt in draft.open)),
        "themes": layout.themes(pages.objectives[page - 1], page, last),
        "columns": columns_of(draft.document),
        "page": page,
        "pages": [
            {"title": title, "url": f"?whole=1&page={number}#plan", "current": number == page}
            for number, title in enumerate(pages.titles, start=1)
        ],
    }


def _headline(changes: Changes) -> str:
    parts = []
    if changes.items:
        parts.append(f"{counted(len(changes.items), 'row')} would change")
    if changes.added:
        noun = "" if parts else " action" + "s" * (changes.added != 1)
        parts.append(f"{changes.added}{noun} would be added")
    return ", ".join(parts) or "The plan would grow"


def _address(item: ItemChange) -> str:
    if item.level == "theme":
        return f"{reverse('plan:outline')}#theme-{item.key}"
    return reverse(f"plan:{item.level}", args=[item.key])


def _new(changes: Changes) -> list[tuple[str, Any]]:
    """List the new actions with the number of the objective that each would join."""
    under_new = [
        (objective.number, action)
        for objective in changes.new_objectives
        for action in objective.actions
    ]
    return under_new + [(new.objective_number, new.document) for new in changes.actions]
