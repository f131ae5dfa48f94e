"""The quarter's report as a file: before the meeting as it stands, afterwards as adopted."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.text import slugify
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from upstander.kernel.documents.report.html import to_page
from upstander.kernel.documents.report.model import Report
from upstander.kernel.documents.report.pdf import to_pdf
from upstander.kernel.documents.report.word.file import to_docx
from upstander.kernel.quarters.adopted import AdoptedPlan, adopted_plan, plan_of_values
from upstander.kernel.quarters.changes import note_report
from upstander.kernel.quarters.gathering import values_now
from upstander.kernel.quarters.models import Review, Snapshot
from upstander.kernel.quarters.reading import previous_snapshot
from upstander.kernel.quarters.reporting import quarter_report
from upstander.kernel.quarters.views.doors import review_page

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
WRITERS = {
    "docx": (to_docx, WORD),
    "pdf": (to_pdf, "application/pdf"),
    "html": (lambda report: to_page(report).encode(), "text/html; charset=utf-8"),
}


@require_safe
@review_page("quarters.view")
def report(request: HttpRequest, review: Review, form: str) -> HttpResponse:
    """Give the quarter's report as docx, PDF or one web page."""
    if form not in WRITERS:
        raise Http404("no such kind of file")
    write, content_type = WRITERS[form]
    content = write(report_of_review(review))
    note_report(review, form=form, by=request.user)
    name = f"{slugify(str(review))}-report.{form}"
    return HttpResponse(
        content,
        content_type=content_type,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def report_of_review(review: Review) -> Report:
    """Lay a quarter out: as it was adopted, or else as it stands."""
    before = previous_snapshot(review)
    earlier = adopted_plan(before) if before else None
    return quarter_report(
        plan_of_review(review),
        earlier,
        adopted_on=localdate(review.adopted_at) if review.adopted_at else None,
    )


def plan_of_review(review: Review) -> AdoptedPlan:
    """Read a quarter out of its snapshot, or out of what a snapshot taken now would hold."""
    if review.is_adopted:
        return adopted_plan(Snapshot.objects.select_related("review__plan").get(review=review))
    return plan_of_values(review, values_now(review))
