"""The referral sheet, as the person agrees at this moment: docx, PDF or JSON from one table."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from upstander.capabilities.reports.changes.handing import document_of, sheet_of
from upstander.capabilities.reports.models import Report
from upstander.capabilities.reports.views.answers import said
from upstander.kernel.access.check import require
from upstander.kernel.access.door import page
from upstander.kernel.access.reading import open_records
from upstander.kernel.subjects.changes import NotShared
from upstander.kernel.subjects.sharing import may_share

FORMS = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "json": "application/json",
}


@require_safe
@page("reports.change")
def sheet(request: HttpRequest, pk: int, number: int, form: str) -> HttpResponse:
    """Give the sheet of a hand-over; refused from the moment at which the person takes it back."""
    report = get_object_or_404(Report.objects.visible_to(request.user), pk=pk)
    require(request.user, "reports.change", report)
    handed = get_object_or_404(report.handed.filter(offer=""), pk=number)
    if form not in FORMS:
        raise Http404("no such form")
    answer = may_share(report.subject, handed.purpose, handed.organisation)
    if not answer:
        raise NotShared(answer)
    along = ["subject", "named"]
    open_records(request.user, [report], page="sheet", along=along)
    made = sheet_of(report, handed.purpose, said=said, to=handed.organisation)
    content = _content(made, form)
    response = HttpResponse(content, content_type=FORMS[form])
    response["Content-Disposition"] = f'attachment; filename="{report.reference}.{form}"'
    return response


def _content(made: object, form: str) -> bytes | str:
    # setting a document takes libraries that no other page needs
    from upstander.kernel.documents.report.pdf import to_pdf  # noqa: PLC0415
    from upstander.kernel.documents.report.word.file import to_docx  # noqa: PLC0415

    if form == "json":
        return made.as_json()  # type: ignore[attr-defined]
    document = document_of(made)  # type: ignore[arg-type]
    return to_pdf(document) if form == "pdf" else to_docx(document)
