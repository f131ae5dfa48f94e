"""New words for somebody who lost theirs and can be reached over their safe contact."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods

from upstander.capabilities.reports.changes.triage import renew_words
from upstander.capabilities.reports.models import Report
from upstander.kernel.access.check import require
from upstander.kernel.access.door import page


@require_http_methods(["GET", "HEAD", "POST"])
@page("reports.change")
def new_words(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask first; then show the new words once, on this page and nowhere else."""
    report = get_object_or_404(Report.objects.visible_to(request.user), pk=pk)
    require(request.user, "reports.change", report)
    secret = renew_words(report, by=request.user) if request.method == "POST" else None
    return render(request, "reports/new_words.html", {"report": report, "secret": secret})
