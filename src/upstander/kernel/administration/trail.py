"""The trail as a list to read, and a check that it is whole."""

from datetime import datetime
from typing import Any, ClassVar

from django.apps import apps
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from upstander.kernel.access.check import may
from upstander.kernel.access.opening import shut_keys
from upstander.kernel.administration.filters import TrailFilter
from upstander.kernel.audit.anchors import last_anchor, unanchored_since
from upstander.kernel.audit.reading import readings
from upstander.kernel.audit.record import whole_trail
from upstander.kernel.audit.verify import Report, verify
from upstander.kernel.records.columns import Column
from upstander.kernel.records.page import RecordPage
from upstander.kernel.records.paging import Key
from upstander.kernel.records.telling import facts_of
from upstander.kernel.records.views import RecordViews

FOR_GOVERNANCE = (
    "audit.read",
    "access.barred",
    "access.unbarred",
    "access.alert_raised",
    "access.alert_settled",
)


class TrailViews(RecordViews):
    """Who did what to which record, and when."""

    slug = "administration"
    noun = "trail"
    title, singular, plural = "Audit trail", "row", "rows"
    intro = "Who did what, to which record, and when. Rows are written once and never change."
    empty = "Rows appear here as soon as somebody changes something."
    parents = (("Administration", "administration:home"),)
    verbs: ClassVar = {"view": "audit.view"}
    has = frozenset({"list", "export"})
    columns = (
        Column("moment", "When", "The true time", sort="sequence"),
        Column("title", "What", "What happened"),
        Column("actor_name", "Who", "The name of who did it, as it was then"),
        Column(
            "about",
            "Record",
            "What it happened to",
            value=lambda event: getattr(event, "about", event.record),
            cell="administration/cells/about.html",
        ),
        Column(
            "detail",
            "Detail",
            "What was written about it",
            value=facts_of,
            cell="administration/cells/facts.html",
            filed=False,
        ),
        Column(
            "facts",
            "Facts",
            "The detail as it was written, as JSON",
            value=lambda event: event.detail,
            listed=False,
        ),
        Column("sequence", "Row", "The number of the row", numeric=True),
    )
    order = (Key("sequence", descending=True),)
    filters = TrailFilter

    @classmethod
    def rows(cls, user: Any) -> QuerySet[Any]:
        """Give the trail to whoever may read it.

        Who read what and who is barred is for information governance alone, and what is about a
        record that is shut to the reader is left out: they are not told that there is one.
        """
        rows: QuerySet[Any] = whole_trail().visible_to(user)
        if not may(user, "access.reads"):
            rows = rows.exclude(kind__in=FOR_GOVERNANCE)
        shut = shut_keys(user)
        if shut:
            about = readings().filter(about__in=shut).values("sequence")
            named = [*shut, *(f"barring:{key}" for key in shut)]
            rows = rows.exclude(record__in=named).exclude(sequence__in=about)
        return rows

    @classmethod
    def prepare(cls, user: Any, records: list[Any]) -> None:
        """Find the names of the records that the rows are about."""
        titles = titles_of({event.record for event in records}, user)
        for event in records:
            event.about = titles[event.record]

    @classmethod
    def context(cls, request: HttpRequest, page: str, record: Any = None) -> dict[str, Any]:
        """Say how the trail stands outside the database."""
        anchor = last_anchor()
        return {
            "anchor": anchor,
            "anchored_at": datetime.fromisoformat(anchor.at) if anchor else None,
            "unanchored_since": unanchored_since(),
        }


class CheckPage(RecordPage):
    """Checks every row and every anchor, and says what was found."""

    site = TrailViews
    page: ClassVar[str] = "list"

    def post(self, request: HttpRequest) -> HttpResponse:
        """Check, and go back to the list with the finding."""
        report = verify()
        tell = messages.success if report.whole else messages.error
        tell(request, finding(report))
        return redirect(TrailViews.url("list"))


def finding(report: Report) -> str:
    """Say in a sentence what a check found."""
    if report.first_break is not None:
        return f"The trail is broken at row {report.first_break.sequence:,}: " + (
            report.first_break.sentence
        )
    return (
        f"The trail is whole: {report.rows:,} rows and {report.anchors:,} anchors were checked. "
        f"{report.unanchored:,} rows came after the last anchor."
    )


def titles_of(keys: set[str], user: Any) -> dict[str, str]:
    """Name records by their titles where the person may see them, else by kind and number."""
    by_model: dict[str, set[int]] = {}
    for key in keys:
        label, _, number = key.partition(":")
        if label.count(".") == 1 and number.isdecimal():
            by_model.setdefault(label, set()).add(int(number))
    titles = {key: key.replace("dataset:", "List ") for key in keys}
    for label, numbers in by_model.items():
        titles |= _titles(label, numbers, user)
    return titles


def _titles(label: str, numbers: set[int], user: Any) -> dict[str, str]:
    try:
        model = apps.get_model(label)
    except LookupError:  # a capability that is no longer installed
        return {}
    kind = str(model._meta.verbose_name)
    titles = {f"{label}:{number}": f"{kind.capitalize()} {number}" for number in numbers}
    manager = model._default_manager
    if hasattr(manager, "visible_to"):
        # a record's name may hold the name of what it belongs to
        seen = manager.visible_to(user).select_related().in_bulk(numbers)
        titles |= {f"{label}:{number}": str(record) for number, record in seen.items()}
    return titles
