"""Centres and partners: report for somebody, see what became of it, and nothing else."""

from typing import Any, ClassVar
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from upstander.capabilities.reports.changes.receiving import Source, Told, receive
from upstander.capabilities.reports.forms.taking import TakeForm
from upstander.capabilities.reports.models import Report
from upstander.capabilities.reports.reading import handed_of
from upstander.kernel.access.door import page
from upstander.kernel.languages.offering import languages
from upstander.kernel.languages.speaking import spoken
from upstander.kernel.listing import Listing
from upstander.kernel.people.models import Organisation
from upstander.kernel.records.columns import Column
from upstander.kernel.records.paging import Key
from upstander.kernel.records.views import RecordViews
from upstander.kernel.registry import all_directories
from upstander.kernel.subjects.passphrase import draw


class OwnReportViews(RecordViews):
    """What became of the reports that one's own organisation sent: stage and answer, no more."""

    slug = "reports"
    noun = "sent"
    model = Report
    title, singular, plural = "What we reported", "report", "reports"
    intro = "The reports of your organisation, and what became of them. What was told stays closed."
    empty = "Nobody of your organisation has reported for somebody yet."
    columns = (
        Column("reference", "Report", "The number by which the team speaks of it"),
        Column("received_at", "Sent", "When it was sent", sort="received_at"),
        Column("stage", "Stage", "Where it stands", sort="stage"),
        Column("answer_by", "Read by", "By when the team reads it", sort="answer_by"),
        Column("answers", "Who has it", "To whom it went, and what they answered", detailed=False),
        Column("fed_back_at", "Person told", "When the person was told what was done"),
        Column("outcome", "What became of it", "In a word"),
    )
    order = (Key("received_at", descending=True),)
    stacks = True
    has: ClassVar = frozenset({"list"})
    verbs: ClassVar = {"list": "reports.take"}

    @classmethod
    def rows(cls, user: Any) -> QuerySet[Any]:
        """Keep those of one's own organisations, also for who may see more elsewhere."""
        rows: QuerySet[Any] = Report.objects.sent_by(user)
        return rows

    @classmethod
    def prepare(cls, user: Any, records: list[Any]) -> None:
        """Say to whom each went, and what they answered."""
        handed = handed_of(records)
        for report in records:
            report.answers = ". ".join(str(each) for each in handed[report.pk])


@require_http_methods(["GET", "HEAD", "POST"])
@page("reports.take")
def take_down(request: HttpRequest) -> HttpResponse:
    """Take a report down for somebody, and give them their words."""
    form = TakeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        secret = draw()
        answers = {**form.cleaned_data, "role": "professional"}
        report = receive(Told(secret, answers), _source(request.user))
        context = {"secret": secret, "report": report}
        return render(request, "reports/taken.html", context)
    return render(request, "reports/take.html", {"form": form})


def _source(user: Any) -> Source:
    centre = user.organisations_as("centre_worker")
    bodies = centre or user.organisations_as(*user.roles)
    channel = Report.Channel.CENTRE if centre else Report.Channel.PARTNER
    organisation = Organisation.objects.filter(pk__in=bodies).order_by("pk").first()
    return Source(channel, organisation, by=user)


@require_safe
@page("reports.take")
def posters(request: HttpRequest) -> HttpResponse:
    """List the places that can have a poster."""
    places = [each for known in all_directories() for each in known.listings(0, 200)]
    spoken_too = [each for each in languages() if each.offered]
    return render(request, "reports/posters.html", {"places": places, "languages": spoken_too})


@require_safe
@page("reports.take")
def poster(request: HttpRequest, key: UUID) -> HttpResponse:
    """Give a place's poster as a PDF that can be read aloud, in a language that is offered."""
    from upstander.capabilities.reports.views.posters import poster_for  # noqa: PLC0415
    from upstander.kernel.documents.report.pdf import to_pdf  # noqa: PLC0415

    place = _place(str(key))
    with spoken(request.GET.get("language", "")):
        made = poster_for(request, key, place.name)
    response = HttpResponse(to_pdf(made), "application/pdf")
    response["Content-Disposition"] = 'attachment; filename="poster.pdf"'
    return response


def _place(key: str) -> Listing:
    found = next((each for known in all_directories() if (each := known.find(key))), None)
    if found is None:
        raise Http404("no such place")
    return found
