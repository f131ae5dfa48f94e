"""One record on its own page, and what happened to it."""

from typing import ClassVar

from django.http import HttpRequest, HttpResponse

from upstander.kernel.audit.record import events_for
from upstander.kernel.records.columns import shown
from upstander.kernel.records.models import RecordFile
from upstander.kernel.records.page import RecordPage
from upstander.kernel.records.stepping import offered
from upstander.kernel.records.telling import told

RECENT = 5
MOST_EVENTS = 500


class DetailPage(RecordPage):
    """Shows one record and what happened to it of late."""

    page: ClassVar[str] = "detail"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show it."""
        record = self.find(pk)
        columns = [column for column in self.site.columns if column.detailed]
        facts = [(column, shown(column.read(record))) for column in columns]
        events = told(list(events_for(record)[:RECENT]), self.site.columns)
        files = RecordFile.objects.beside(record) if "files" in self.site.has else ()
        context = {"steps": offered(self.site, request.user, record), "files": files}
        return self.answer({"facts": facts, "events": events} | context, record)


class HistoryPage(RecordPage):
    """Shows everything that the trail says of one record."""

    page: ClassVar[str] = "history"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show it."""
        record = self.find(pk)
        found = list(events_for(record)[: MOST_EVENTS + 1])
        events = told(found[:MOST_EVENTS], self.site.columns)
        return self.answer({"events": events, "more": len(found) > MOST_EVENTS}, record)
