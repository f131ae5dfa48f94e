"""Files of a report, for whoever works on it."""

from django.db import transaction
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from upstander.capabilities.reports.models import Report
from upstander.kernel.access.check import require
from upstander.kernel.access.door import page
from upstander.kernel.audit.record import record
from upstander.kernel.subjects.opening import door_for
from upstander.kernel.vault.files.sending import send
from upstander.kernel.vault.models import files_of


@require_safe
@page("reports.open")
def download(request: HttpRequest, pk: int, number: int) -> HttpResponseBase:
    """Hand one file out, with its row in the trail."""
    report = get_object_or_404(Report.objects.visible_to(request.user), pk=pk)
    require(request.user, "reports.open", report)
    stored = get_object_or_404(files_of(report), pk=number)
    with transaction.atomic():
        record("reports.file_opened", report, by=request.user, file=stored.pk)
    return send(stored, door_for("triage", by=request.user))
