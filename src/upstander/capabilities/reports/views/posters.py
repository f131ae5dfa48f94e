"""A place's poster: a square code that leads to the form with the place known."""

from django.conf import settings

from upstander.capabilities.reports.engine import poster
from upstander.kernel.documents.report.model.blocks import Bullets, Callout, Figure, Paragraph
from upstander.kernel.documents.report.model.report import Closing, Report
from upstander.kernel.documents.report.model.tables import Cell, Column, Row, Table


def poster_of(place: str, address: str, typed: str, code: str) -> Report:
    """Set the poster of a place; `typed` is the shorter address for who has no camera."""
    table = Table(
        caption="Where the square leads",
        columns=(Column("Place", 1), Column("Address to type", 3)),
        rows=(Row((Cell(place, heads=True), Cell(typed))),),
    )
    figure = Figure(
        code,
        alt=f"A square code. It leads to {address}",
        caption="Point your phone here",
        table=table,
    )
    blocks = (
        Paragraph(poster.LEDE),
        figure,
        Bullets(poster.STEPS, numbered=True),
        Callout(poster.DANGER, "This page is read on working days.", tone="warm"),
    )
    return Report(
        poster.TITLE, blocks, closing=Closing(f"{settings.BOROUGH} hate crime partnership")
    )
