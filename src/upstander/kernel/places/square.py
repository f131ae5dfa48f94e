"""A poster with a square code: whoever points a phone at it comes to a page, with the place known.

The code says nothing of who used it. The PDF can be read aloud, and the address typed instead.
"""

from dataclasses import dataclass
from io import BytesIO

from django.conf import settings

from upstander.kernel.documents.report.model.blocks import Bullets, Callout, Figure, Paragraph
from upstander.kernel.documents.report.model.report import Closing, Report
from upstander.kernel.documents.report.model.tables import Cell, Column, Row, Table

# points of one little square: the code is read by an old phone at two metres (about 11 cm)
ACROSS_A_ROOM = 10


@dataclass(frozen=True)
class Says:
    """The words of a poster, for paper and for who hears it."""

    title: str
    lede: str
    steps: tuple[str, ...]
    danger: str
    hours: str


def square_poster(place: str, says: Says, *, address: str, typed: str) -> Report:
    """Set the poster of a place; `typed` is the shorter address for who has no camera."""
    table = Table(
        caption="Where the square leads",
        columns=(Column("Place", 1), Column("Address to type", 3)),
        rows=(Row((Cell(place, heads=True), Cell(typed))),),
    )
    figure = Figure(
        _code(address),
        alt=f"A square code. It leads to {address}",
        caption="Point your phone here",
        table=table,
    )
    blocks = (
        Paragraph(says.lede),
        figure,
        Bullets(says.steps, numbered=True),
        Callout(says.danger, says.hours, tone="warm"),
    )
    return Report(says.title, blocks, closing=Closing(f"{settings.BOROUGH} hate crime partnership"))


def _code(address: str) -> str:
    import segno  # noqa: PLC0415 - only a poster needs it

    drawing = BytesIO()
    code = segno.make(address, error="m")
    code.save(drawing, "svg", xmldecl=False, border=4, omitsize=True, scale=ACROSS_A_ROOM)
    return drawing.getvalue().decode()
