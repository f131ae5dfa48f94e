"""The whole plan out as a file, and a file in: looked at first, then saved whole or not at all."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from upstander.kernel.access.check import may
from upstander.kernel.access.door import page
from upstander.kernel.errors import Refused
from upstander.kernel.plan.changes import note_download
from upstander.kernel.plan.interchange.columns import COLUMNS
from upstander.kernel.plan.interchange.commit import PlanMoved, commit, year_meant
from upstander.kernel.plan.interchange.comparison import compare
from upstander.kernel.plan.interchange.differences import Changes, ItemChange
from upstander.kernel.plan.interchange.directory import Directory
from upstander.kernel.plan.interchange.document import PlanDocument
from upstander.kernel.plan.interchange.drafting import pack, unpack
from upstander.kernel.plan.interchange.finding import target_of
from upstander.kernel.plan.interchange.wording import counted, summary
from upstander.kernel.plan.models import Plan
from upstander.kernel.plan.opening import open_plan
from upstander.kernel.plan.printing.forms import FORMS, write_plan
from upstander.kernel.plan.views.doors import opened_or_sent, plan_page
from upstander.kernel.records.drafts import drop_draft, keep_draft, read_draft

PURPOSE = "plan.import"
MOST_SHOWN = 200
LONGEST_KEY = 20


class UploadForm(forms.Form):
    """Asks for the file that holds a plan."""

    label_size = "m"

    file = forms.FileField(
        label="Your plan",
        help_text="Word (docx), Excel (xlsx), PDF, csv, json or txt, at most 20 MB.",
        error_messages={"required": "Choose the file that holds your plan"},
        widget=forms.ClearableFileInput(attrs={"accept": ".docx,.xlsx,.pdf,.csv,.json,.txt"}),
    )


@require_http_methods(["GET", "HEAD"])
@plan_page("plan.view")
def download(request: HttpRequest, plan: Plan) -> HttpResponse:
    """Offer the whole plan as a file, or give it."""
    plans = Plan.objects.visible_to(request.user)
    asked = request.GET.get("plan", "")
    if asked:
        plan = get_object_or_404(plans, pk=asked if _is_key(asked) else 0)
    form = request.GET.get("format", "")
    if form in FORMS:
        return _file(request, plan, form)
    context = {
        "plan": plan,
        "others": plans.exclude(pk=plan.pk),
        "forms": FORMS.values(),
        "columns": COLUMNS,
        "editor": may(request.user, "plan.edit"),
    }
    return render(request, "plan/download.html", context)


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
            token = keep_draft(request.user, PURPOSE, pack(document, upload.name))
            return redirect("plan:import_preview", token)
    context = {
        "form": form,
        "plan": Plan.objects.current(),
        "columns": COLUMNS,
    }
    return render(request, "plan/import.html", context)


@opened_or_sent
@page("plan.edit")
def import_preview(request: HttpRequest, token: str) -> HttpResponse:
    """Show what a file would change, and do exactly that when the person agrees."""
    document, name = unpack(read_draft(token, request.user, PURPOSE))
    if request.method == "POST":
        expected = request.POST.get("fingerprint", "-")
        plan = target_of(document)
        changes = compare(document, plan)
        try:
            home = commit(document, plan, by=request.user, file_name=name, expected=expected)
        except PlanMoved:
            return _preview(request, document, name, moved=True)
        drop_draft(token)
        messages.success(request, f"{home.title}: {summary(changes)}")
        return redirect("plan:home")
    return _preview(request, document, name)


@opened_or_sent
@page("plan.edit")
def import_discard(request: HttpRequest, token: str) -> HttpResponse:
    """Forget an upload that nobody wants to save."""
    if request.method == "POST":
        read_draft(token, request.user, PURPOSE)
        drop_draft(token)
        messages.info(request, "The file was put away. Nothing was changed.")
    return redirect("plan:import")


def _is_key(written: str) -> bool:
    # a number of thousands of digits is none that Python would read
    return written.isdecimal() and len(written) < LONGEST_KEY


def _file(request: HttpRequest, plan: Plan, form: str) -> HttpResponse:
    written = write_plan(plan, form)
    note_download(plan, form=form, by=request.user)
    disposition = f'attachment; filename="{written.name}"'
    return HttpResponse(
        written.content,
        content_type=FORMS[form].content_type,
        headers={"Content-Disposition": disposition},
    )


def _preview(
    request: HttpRequest, document: PlanDocument, name: str, *, moved: bool = False
) -> HttpResponse:
    plan = target_of(document)
    changes = compare(document, plan)
    warnings = [*document.warnings, *changes.warnings]
    context: dict[str, Any] = {
        "name": name,
        "document": document,
        "plan": plan,
        "year": plan.year if plan else year_meant(document)[0],
        "changes": changes,
        "headline": _headline(changes),
        "summary": summary(changes),
        "items": [(item, _address(item)) for item in changes.items[:MOST_SHOWN]],
        "new": _new(changes)[:MOST_SHOWN],
        "warnings": warnings[:MOST_SHOWN],
        "missing": changes.missing[:MOST_SHOWN],
        "more": {
            "items": max(0, len(changes.items) - MOST_SHOWN),
            "new": max(0, changes.added - MOST_SHOWN),
            "warnings": max(0, len(warnings) - MOST_SHOWN),
            "missing": max(0, len(changes.missing) - MOST_SHOWN),
        },
        "moved": moved,
    }
    return render(request, "plan/import_preview.html", context, status=409 if moved else 200)


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
