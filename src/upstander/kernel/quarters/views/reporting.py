"""The quarter's report as a file: before the meeting as it stands, afterwards as adopted."""

from django.http import HttpRequest, HttpResponse
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from upstander.kernel.documents.report.download import check_form, download
from upstander.kernel.documents.report.model import Report
from upstander.kernel.quarters.adopted import AdoptedPlan, adopted_plan, plan_of_values
from upstander.kernel.quarters.changes import note_report
from upstander.kernel.quarters.gathering import values_now
from upstander.kernel.quarters.models import Review, Snapshot
from upstander.kernel.quarters.reading import previous_snapshot
from upstander.kernel.quarters.reporting import quarter_report
from upstander.kernel.quarters.views.doors import review_page


@require_safe
@review_page("quarters.view")
def report(request: HttpRequest, review: Review, form: str) -> HttpResponse:
    """Give the quarter's report as docx, PDF or one web page."""
    note_report(review, form=check_form(form), by=request.user)
    return download(report_of_review(review), form, f"{review}-report")


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
