"""Reports as records: the queue, one report, its history."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest

from upstander.capabilities.reports.models import Report
from upstander.capabilities.reports.reading import agreements_of
from upstander.capabilities.reports.tables import COLUMNS, ORDER, ReportFilter
from upstander.capabilities.reports.views.one import about
from upstander.capabilities.reports.views.steps import STEPS
from upstander.kernel.access.check import may
from upstander.kernel.audit.record import record
from upstander.kernel.clock import now
from upstander.kernel.records.views import RecordViews
from upstander.kernel.subjects.opening import door_for


class ReportViews(RecordViews):
    """The queue of triage, and each report."""

    slug = "reports"
    model = Report
    title, singular, plural = "Reports", "report", "reports"
    intro = "Names and addresses never appear in this list. A dashed chip means the person said no."
    empty = "Nobody has told us anything yet. The public form stands at the address /tell/."
    columns = COLUMNS
    order = ORDER
    filters = ReportFilter
    steps = STEPS
    has: ClassVar = frozenset({"list", "detail", "history"})
    verbs: ClassVar[Mapping[str, str]] = {
        "detail": "reports.open",
        "history": "reports.open",
        "change": "reports.open",
    }

    @classmethod
    def rows(cls, user: Any) -> QuerySet[Any]:
        """Read the columns' relations at once."""
        rows: QuerySet[Any] = Report.objects.visible_to(user)
        return rows.select_related("holder", "subject").prefetch_related("strands")

    @classmethod
    def prepare(cls, user: Any, records: list[Any]) -> None:
        """Open the names of the queue for who may, with one row in the trail, and add the chips."""
        opened = [report for report in records if may(user, "reports.open", report)]
        if opened:
            door_for("triage queue", by=user).open(*opened)
            with transaction.atomic():
                keys = [report.pk for report in opened]
                record("reports.queue_read", "reports.report", by=user, records=keys)
        agreed, moment = agreements_of(records), now()
        for report in records:
            report.what = report.summary if report in opened else ""
            report.strands_told = ", ".join(strand.title for strand in report.strands.all())
            report.consent = agreed.get(report.pk, [])
            report.late = report.is_late(moment)

    @classmethod
    def context(cls, request: HttpRequest, page: str, record: Any = None) -> dict[str, Any]:
        """Gather what stands on one report's page, or above the queue."""
        if page == "detail":
            return about(record, request)
        if page == "list":
            seen = Report.objects.visible_to(request.user)
            new = seen.filter(stage="received")
            oldest = new.filter(read_at=None).order_by("answer_by").first()
            return {"new": new.count(), "open": seen.open().count(), "oldest": oldest}
        return {}
