"""A record as a document: on a page of the workspace, and as a file to take away."""

from typing import Any, ClassVar

from django.db import transaction
from django.http import HttpRequest, HttpResponse

from upstander.kernel.audit.record import record as write_trail
from upstander.kernel.documents.report.download import check_form, download
from upstander.kernel.documents.report.html import to_fragment
from upstander.kernel.records.page import RecordPage


class ReportPage(RecordPage):
    """One of the reports that a kind of record declares; each is made for who asks for it."""

    report: ClassVar[str] = ""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show it in a page of the workspace."""
        record = self.find(pk)
        report = self.site.reports[self.report](record, request.user)
        context = {"report": report, "shown": to_fragment(report), "name": self.report}
        return self.answer(context, record, page="report")


class ReportFile(ReportPage):
    """The same as docx, PDF or one web page."""

    def get(self, request: HttpRequest, pk: int, form: str = "") -> HttpResponse:
        """Give it, and write into the trail that it was taken."""
        record = self.find(pk)
        report = self.site.reports[self.report](record, request.user)
        self._note(record, check_form(form))
        return download(report, form, f"{self.report} {record}")

    @transaction.atomic
    def _note(self, record: Any, form: str) -> None:
        write_trail("records.taken", record, by=self.request.user, report=self.report, format=form)
