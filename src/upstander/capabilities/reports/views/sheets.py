"""The referral sheet, as the person agrees at this moment: docx, PDF or JSON from one table."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from upstander.capabilities.reports.changes.handing import sheet_of
from upstander.capabilities.reports.models import Report
from upstander.capabilities.reports.views.answers import said
from upstander.kernel.access.check import require
from upstander.kernel.access.door import page
from upstander.kernel.access.reading import open_records
from upstander.kernel.referrals.sheets import TYPES
from upstander.kernel.subjects.changes import NotShared
from upstander.kernel.subjects.sharing import may_share


@require_safe
@page("reports.change")
def sheet(request: HttpRequest, pk: int, number: int, form: str) -> HttpResponse:
    """Give the sheet of a hand-over; refused from the moment at which the person takes it back."""
    report = get_object_or_404(Report.objects.visible_to(request.user), pk=pk)
    require(request.user, "reports.change", report)
    handed = get_object_or_404(report.handed.filter(offer=""), pk=number)
    if form not in TYPES:
        raise Http404("no such form")
    answer = may_share(report.subject, handed.purpose, handed.organisation)
    if not answer:
        raise NotShared(answer)
    along = ["subject", "named"]
    open_records(request.user, [report], page="sheet", along=along)
    to, at = handed.organisation, handed.at
    made = sheet_of(report, handed.purpose, said=said, to=to, at=at)
    response = HttpResponse(made.written(form), content_type=TYPES[form])
    response["Content-Disposition"] = f'attachment; filename="{report.reference}.{form}"'
    return response
