"""A place's poster: a square code that leads to the form with the place known."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from upstander.capabilities.reports.engine import poster
from upstander.kernel.documents.report.model.blocks import Bullets, Callout, Figure, Paragraph
from upstander.kernel.documents.report.model.report import Closing, Report
from upstander.kernel.documents.report.model.tables import Cell, Column, Row, Table
from upstander.kernel.documents.report.model.text import Run
from upstander.kernel.documents.report.square import square_code
from upstander.kernel.languages.printing import draft_notice, other_languages
from upstander.kernel.languages.speaking import language_now


def poster_for(request: HttpRequest, key: Any, place: str) -> Report:
    """Set the poster of a place in the language that is spoken, into which the square leads.

    A shorter address stands below it for who has no camera.
    """
    address = request.build_absolute_uri(reverse("tell:at_place", args=[key]))
    typed = Run(request.build_absolute_uri(reverse("tell:start")), language="en")
    table = Table(
        caption=str(poster.LEADS),
        columns=(Column(str(poster.PLACE), 1), Column(str(poster.TYPED), 3)),
        rows=(Row((Cell(place, heads=True), Cell((typed,)))),),
    )
    heard = str(poster.HEARD % {"address": address})
    return Report(
        str(poster.TITLE),
        (
            *draft_notice(),
            Paragraph(str(poster.LEDE)),
            Figure(square_code(address), heard, str(poster.SQUARE), table),
            Bullets(tuple(map(str, poster.STEPS)), numbered=True),
            *other_languages(str(poster.SPEAKS)),
            Callout(str(poster.DANGER), str(poster.HOURS), tone="warm"),
        ),
        language="en-GB" if language_now() == "en" else language_now(),
        closing=Closing(str(poster.FROM % {"borough": settings.BOROUGH})),
    )
