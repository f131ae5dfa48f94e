"""The product's addresses and two more: a form as long as the public one, and a record to read."""

from typing import Any

from django import forms
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template import engines
from django.urls import path
from django_tasks import task

from upstander.kernel.audit.record import record
from upstander.kernel.registry import AuditKind, Capability, keep_only, register
from upstander.kernel.subjects.changes import add_subject, give_consents
from upstander.kernel.testing.models import TrialReport
from upstander.kernel.vault.door import Door
from upstander.kernel.vault.models.classified import classified_fields
from upstander.site.urls import handler400, handler403, handler404, handler500
from upstander.site.urls import urlpatterns as product

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]

AGREED = ("police", "support")
BY = "system:public form"

register(
    Capability(
        slug="trial",
        title="Trial",
        audit_kinds=(AuditKind("trial.reported", "Reported", keep_only("ward")),),
    )
)

PLAIN = {
    "family_name": forms.CharField(max_length=200),
    "given_names": forms.CharField(max_length=200),
    "received_on": forms.DateField(),
    "ward": forms.CharField(max_length=40),
    "strand": forms.CharField(max_length=40),
}
PROTECTED = {field.name: field.formfield() for field in classified_fields(TrialReport)}
ReportForm = type("ReportForm", (forms.Form,), {**PLAIN, **PROTECTED})


@task()
def acknowledge(report: int) -> None:
    """Stand for what follows a report."""


@transaction.atomic
def add_report(*, by: Any, family_name: str, given_names: str, **fields: Any) -> TrialReport:
    """Save a report, the person with their search tokens, what they agreed to, what follows."""
    person = add_subject(
        family_name=family_name,
        given_names=given_names,
        born_on=fields["born_on"],
        phones=[fields["phone"]],
        emails=[fields["email"]],
        postcode=fields["postcode"],
        contact_ways=["email"],
        language="pl",
        by=by,
    )
    give_consents(person, purposes=AGREED, wording="2026-01", language="pl", by=by)
    report = TrialReport.objects.create(**fields)
    record("trial.reported", report, by=by, ward=report.ward)
    acknowledge.enqueue(report.pk)
    return report


PAGE = engines["django"].from_string(
    "<form method=post>{% csrf_token %}{{ form }}</form>{{ form.errors }}"
)


def new(request: HttpRequest) -> HttpResponse:
    """Show the form, or save what it brings."""
    form = ReportForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        add_report(by=BY, **form.cleaned_data)
        return redirect("home")
    return HttpResponse(PAGE.render({"form": form}, request), status=422 if form.errors else 200)


def read(request: HttpRequest, pk: int) -> HttpResponse:
    """Open a report and show a part of it."""
    report = get_object_or_404(TrialReport, pk=pk)
    Door(BY, "trying").open(report)
    return HttpResponse(report.name)


urlpatterns = [*product, path("trial/new/", new), path("trial/<int:pk>/", read)]
