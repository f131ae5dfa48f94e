"""Shares with the interval in which each may truly lie: a small base says so itself."""

from collections.abc import Sequence
from dataclasses import dataclass

from upstander.kernel.pages.charts.canvas import (
    BLUE,
    GRID,
    MUTED,
    Canvas,
    Figure,
    Size,
    both,
    cut,
    fits,
    scale,
    shown,
)


@dataclass(frozen=True)
class Span:
    """One row: a value, and the lowest and highest it may truly be."""

    label: str
    value: float
    low: float
    high: float


def intervals(
    title: str,
    spans: Sequence[Span],
    *,
    description: str = "",
    unit: str = "%",
    top: float | None = 100,
    column: str = "Period",
) -> Figure:
    """Draw each value as a dot on its interval, all on one scale from nought to `top`."""
    told = description or "; ".join(
        f"{s.label}: {shown(s.value, unit)} ({shown(s.low, unit)} to {shown(s.high, unit)})"
        for s in spans
    )

    def draw(size: Size) -> Canvas:
        canvas = Canvas(size, 27 * len(spans) + 40)
        left = min(max([fits(s.label, size) for s in spans] or [0]) + 12, canvas.width * 0.4)
        _Scale(canvas, left, top or scale([s.high for s in spans])[-1], unit).draw(spans)
        return canvas

    wide, narrow = both(draw, title, told)
    rows = tuple(
        (s.label, shown(s.value, unit), shown(s.low, unit), shown(s.high, unit)) for s in spans
    )
    columns = (column, "Value", "Lowest likely", "Highest likely")
    return Figure(title, told, wide, narrow, columns, rows)


@dataclass(frozen=True)
class _Scale:
    canvas: Canvas
    left: float
    top: float
    unit: str

    def x(self, value: float) -> float:
        right = self.canvas.width - 30
        return self.left + (right - self.left) * min(value, self.top) / self.top

    def draw(self, spans: Sequence[Span]) -> None:
        foot = 27 * len(spans) + 8
        for tick in (0, self.top / 2, self.top):
            x = self.x(tick)
            self.canvas.line((x, 6), (x, foot), stroke=GRID, stroke_width=1)
            self.canvas.text(x, foot + 18, shown(tick, self.unit), anchor="middle", fill=MUTED)
        for index, span in enumerate(spans):
            self._row(span, 22 + 27 * index)

    def _row(self, span: Span, y: float) -> None:
        canvas = self.canvas
        canvas.text(0, y + 5, cut(span.label, canvas.size, self.left - 6))
        low, high = self.x(span.low), self.x(span.high)
        canvas.line((low, y), (high, y), stroke=BLUE, stroke_width=2.5)
        canvas.dot(self.x(span.value), y, 5.5, fill=BLUE)
        words = shown(span.value, self.unit)
        if high + 8 + fits(words, canvas.size) < canvas.width:
            canvas.text(high + 8, y + 5, words, bold=True)
        else:
            canvas.text(low - 8, y + 5, words, anchor="end", bold=True)
