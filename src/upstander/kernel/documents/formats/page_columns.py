"""Pages set in two columns of running text, as leaflets are, told from tables of two columns."""

from collections.abc import Sequence
from dataclasses import dataclass

from upstander.kernel.documents.formats.flowing import TextLine, heads
from upstander.kernel.documents.formats.lists import is_mark

LEAST_LINES = 4  # in the right column; fewer are no column of text
NEAR = 3.0
ABOVE = 60.0  # the left column may begin higher than the right one


@dataclass(frozen=True)
class Gutter:
    """Where the right column begins, from which height on down."""

    across: float
    top: float


def gutter_of(lines: Sequence[TextLine], width: float) -> Gutter | None:
    """Find where a page is parted into two columns that are read one after the other.

    Each column has headings of its own, and these do not stand side by side: in a table they do.
    """
    starts = sorted(
        piece.start
        for line in lines
        for piece in line.pieces
        if 0.42 * width < piece.start < 0.62 * width
    )
    if len(starts) < LEAST_LINES:
        return None
    across = starts[0]
    right = [line for line in lines if line.end > across and line.pieces[-1].start >= across - NEAR]
    if len(right) < LEAST_LINES:
        return None
    top, bottom = right[0].top, right[-1].top
    beside = [line for line in lines if top <= line.top <= bottom]
    crossing = any(p.start < across - NEAR < p.end for line in beside for p in line.pieces)
    nearly = [line for line in lines if top - ABOVE <= line.top <= bottom]
    named = [_heads_at(nearly, across, on_right) for on_right in (False, True)]
    cut = sum(_cells(line, across, on_right) > 1 for line in beside for on_right in (False, True))
    if crossing or cut > 0.1 * len(beside) or not all(named) or len(named[1]) * 3 > len(right):
        return None
    aligned = sum(any(abs(a - b) < NEAR for a in named[0]) for b in named[1])
    return Gutter(across - NEAR, top - ABOVE) if aligned <= 0.5 * len(named[1]) else None


def _cells(line: TextLine, across: float, on_right: bool) -> int:
    """Count the pieces of a line on one side, without the marks of lists."""
    held = [piece for piece in line.pieces if (piece.start >= across - NEAR) == on_right]
    return sum(not is_mark(piece.text) for piece in held)


def _heads_at(lines: Sequence[TextLine], across: float, on_right: bool) -> list[float]:
    """Give the heights at which headings stand in one of the columns."""
    return [
        line.top
        for line in lines
        for piece in line.pieces
        if (piece.start >= across - NEAR) == on_right
        if heads(piece.text) and not piece.text.isupper()
    ]
