"""A place's poster: a square code that leads to the form with the place known."""

from io import BytesIO
from typing import Any

import segno
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext

from upstander.capabilities.reports.engine import poster
from upstander.capabilities.reports.views.speaking import language_now
from upstander.kernel.documents.report.model.blocks import (
    Block,
    Bullets,
    Callout,
    Figure,
    Paragraph,
)
from upstander.kernel.documents.report.model.report import Closing, Report
from upstander.kernel.documents.report.model.tables import Cell, Column, Row, Table
from upstander.kernel.documents.report.model.text import Run
from upstander.kernel.languages.offering import language_of, languages

# points of one little square: the code is read by an old phone at two metres (about 11 cm)
ACROSS_A_ROOM = 10
DRAFT = "Draft: awaiting a speaker’s check."


def poster_of(place: str, address: str, typed: str, code: str) -> Report:
    """Set the poster of a place in the language that is spoken; `typed` is for who has no camera.

    The square leads into the same language.
    """
    language = language_now()
    table = Table(
        caption=str(poster.LEADS),
        columns=(Column(str(poster.PLACE), 1), Column(str(poster.TYPED), 3)),
        rows=(Row((Cell(place, heads=True), Cell((Run(typed, language="en"),)))),),
    )
    figure = Figure(
        code,
        alt=str(poster.HEARD % {"address": address}),
        caption=str(poster.SQUARE),
        table=table,
    )
    blocks: tuple[Block, ...] = (
        *_draft(language),
        Paragraph(str(poster.LEDE)),
        figure,
        Bullets(tuple(map(str, poster.STEPS)), numbered=True),
        *_others(language),
        Callout(str(poster.DANGER), str(poster.HOURS), tone="warm"),
    )
    closing = Closing(str(poster.FROM % {"borough": settings.BOROUGH}))
    spoken = "en-GB" if language == "en" else language
    return Report(str(poster.TITLE), blocks, language=spoken, closing=closing)


def drawn(address: str) -> str:
    """Draw the square code of an address, as SVG."""
    drawing = BytesIO()
    code = segno.make(address, error="m")
    code.save(drawing, "svg", xmldecl=False, border=4, omitsize=True, scale=ACROSS_A_ROOM)
    return drawing.getvalue().decode()


def poster_for(request: HttpRequest, key: Any, place: str) -> Report:
    """Set the poster of a place, with the addresses of this installation."""
    address = request.build_absolute_uri(reverse("tell:at_place", args=[key]))
    typed = request.build_absolute_uri(reverse("tell:start"))
    return poster_of(place, address, typed, drawn(address))


def _draft(language: str) -> tuple[Paragraph, ...]:
    if language == "en" or language_of(language).checked:
        return ()
    return (Paragraph((Run(f"{gettext(DRAFT)} "), Run(DRAFT, language="en"))),)


def _others(language: str) -> tuple[Paragraph, ...]:
    """Name the languages of the page to whoever reads none of the words above."""
    others = [each for each in languages() if each.offered] if language == "en" else []
    names = [Run(f" {each.own}  ", language=each.code, strong=True) for each in others]
    return (Paragraph((Run(str(poster.SPEAKS)), *names)),) if names else ()
