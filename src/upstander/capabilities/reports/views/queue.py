"""Reports as records: the queue, one report, its history."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http import HttpRequest

from upstander.capabilities.reports.models import Report
from upstander.capabilities.reports.reading import agreements_of, first_of_all
from upstander.capabilities.reports.tables import COLUMNS, ORDER, ReportFilter
from upstander.capabilities.reports.views.one import about
from upstander.capabilities.reports.views.steps import STEPS
from upstander.kernel.access.reading import open_records
from upstander.kernel.access.standing import standings
from upstander.kernel.clock import now
from upstander.kernel.records.guarded import GuardedViews

SHOWS = frozenset({"detail", "decide"})


class ReportViews(GuardedViews):
    """The queue of triage, and each report."""

    slug = "reports"
    model = Report
    title, singular, plural = "Reports", "report", "reports"
    intro = "Names and addresses never stand in this list. A dashed chip: the person took it back."
    empty = "Nobody has told us anything yet. The public form stands at the address /tell/."
    columns = COLUMNS
    order = ORDER
    filters = ReportFilter
    steps = STEPS
    stacks = True
    has: ClassVar = frozenset({"list", "detail", "history"})
    verbs: ClassVar[Mapping[str, str]] = {
        "detail": "reports.open",
        "history": "reports.change",
        "change": "reports.change",
    }

    @classmethod
    def rows(cls, user: Any) -> QuerySet[Any]:
        """Read the columns' relations at once."""
        rows: QuerySet[Any] = Report.objects.listed_for(user)
        return rows.select_related("holder", "subject", "alleged", "ward").prefetch_related(
            "strands"
        )

    @classmethod
    def prepare(cls, user: Any, records: list[Any]) -> None:
        """Open the names of the queue for who may, with one row of reading, and add the chips."""
        theirs = {key for key, stands in standings(user, records).items() if stands.open}
        opened = [report for report in records if report.pk in theirs]
        open_records(user, opened, page="list")
        agreed, moment = agreements_of(records), now()
        for report in records:
            report.what = report.summary if report.pk in theirs else ""
            report.strands_told = ", ".join(strand.title for strand in report.strands.all())
            report.consent = agreed.get(report.pk, [])
            report.late = report.is_late(moment)

    @classmethod
    def found(cls, user: Any, record: Any, page: str, *, again: bool) -> None:
        """Open a report for the pages that show something of it, and whom it names along."""
        if page in SHOWS:
            along = ["named"] if page == "detail" else []
            open_records(user, [record], page=page, along=along, again=again)

    @classmethod
    def context(cls, request: HttpRequest, page: str, record: Any = None) -> dict[str, Any]:
        """Gather what stands on one report's page, or above the queue."""
        if page == "detail":
            return super().context(request, page, record) | about(record, request)
        if page == "list":
            first = {} if request.GET else first_of_all(request.user)  # else a list was asked for
            return super().context(request, page, record) | first
        return {}
