"""Files of a report, for whoever works on it."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from upstander.capabilities.reports.models import Report
from upstander.kernel.access.check import require
from upstander.kernel.access.door import page
from upstander.kernel.access.reading import send_file
from upstander.kernel.vault.models import files_of


@require_safe
@page("reports.open")
def download(request: HttpRequest, pk: int, number: int) -> HttpResponseBase:
    """Hand one file out, with its row in the trail."""
    report = get_object_or_404(Report.objects.visible_to(request.user), pk=pk)
    require(request.user, "reports.open", report)
    stored = get_object_or_404(files_of(report), pk=number)
    return send_file(request.user, stored, category="events")
