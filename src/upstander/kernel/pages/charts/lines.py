"""A line over time, cut where the way of counting changed and never drawn across the cut."""

from collections.abc import Iterator, Mapping, Sequence

from upstander.kernel.pages.charts.canvas import (
    BLUE,
    GRID,
    INK,
    MUTED,
    ORANGE,
    WARM,
    Canvas,
    Figure,
    Size,
    both,
    fits,
    number,
    scale,
    shown,
)

Points = Sequence[tuple[str, float | None]]


def line(
    title: str,
    points: Points,
    *,
    unit: str = "",
    description: str = "",
    columns: tuple[str, str] = ("Period", "Count"),
    breaks: Mapping[int, str] | None = None,
    notes: Mapping[int, str] | None = None,
    level: tuple[float, str] | None = None,
) -> Figure:
    """Draw points in order; `breaks` says before which points counting changed, and how.

    `notes` names points that stand out, `unit` what is counted, `level` a line to compare with.
    """
    told = description or _told(points)

    def draw(size: Size) -> Canvas:
        canvas = Canvas(size, 260 if size.narrow else 340)
        plot = _Plot(canvas, points, level)
        plot.axes(unit)
        plot.breaks(breaks or {})
        plot.level(level)
        plot.runs(breaks or {})
        plot.notes(notes or {})
        return canvas

    wide, narrow = both(draw, title, told)
    rows = tuple((label, shown(value)) for label, value in points)
    return Figure(title, told, wide, narrow, columns, rows)


def _told(points: Points) -> str:
    known = [(label, value) for label, value in points if value is not None]
    if not known:
        return "No figures yet"
    low, high = min(known, key=lambda p: p[1] or 0), max(known, key=lambda p: p[1] or 0)
    return (
        f"From {shown(known[0][1])} in {known[0][0]} to {shown(known[-1][1])} in {known[-1][0]}; "
        f"lowest {shown(low[1])} in {low[0]}, highest {shown(high[1])} in {high[0]}"
    )


class _Plot:
    """Where each point lies on a sheet, and the parts of the drawing in order."""

    def __init__(self, canvas: Canvas, points: Points, level: tuple[float, str] | None) -> None:
        self.canvas, self.points = canvas, points
        self.ticks = scale([*(value for _, value in points), level[0] if level else None])
        self.left = fits(shown(self.ticks[-1]), canvas.size) + 10
        self.right, self.top, self.bottom = canvas.width - 12, 58.0, canvas.height - 30

    def x(self, index: float) -> float:
        share = (index + 0.5) / max(len(self.points), 1)
        return self.left + (self.right - self.left) * share

    def y(self, value: float) -> float:
        return self.bottom - (self.bottom - self.top) * value / self.ticks[-1]

    def axes(self, unit: str) -> None:
        self.canvas.text(0, 15, unit, fill=MUTED)
        for tick in self.ticks:
            y = self.y(tick)
            self.canvas.line((self.left, y), (self.right, y), stroke=GRID, stroke_width=1)
            self.canvas.text(self.left - 7, y + 5, shown(tick), anchor="end", fill=MUTED)
        base = self.bottom
        self.canvas.line((self.left, base), (self.right, base), stroke=INK, stroke_width=1)
        for index in self._labelled():
            words = self.points[index][0]
            self.canvas.text(self.x(index), base + 21, words, anchor="middle", fill=MUTED)

    def _labelled(self) -> range:
        widest = max((fits(label, self.canvas.size) for label, _ in self.points), default=1)
        room = max(int((self.right - self.left) / (widest + 14)), 1)
        return range(0, len(self.points), -(-len(self.points) // room) or 1)

    def breaks(self, breaks: Mapping[int, str]) -> None:
        for index, words in breaks.items():
            x = self.x(index - 0.5)
            self.canvas.rect(x - 4, self.top - 8, 8, self.bottom - self.top + 8, fill="#f4efe6")
            ends = (x, self.top - 8), (x, self.bottom)
            self.canvas.line(*ends, stroke=INK, stroke_width=1.4, stroke_dasharray="2 3")
            anchor = "end" if x > self.canvas.width / 2 else "start"
            self.canvas.text(x, self.top - 16, words, anchor=anchor, bold=True)

    def level(self, level: tuple[float, str] | None) -> None:
        if level is None:
            return
        y = self.y(level[0])
        ends = (self.left, y), (self.right, y)
        self.canvas.line(*ends, stroke=WARM, stroke_width=1.5, stroke_dasharray="5 3")
        self.canvas.text(self.right, y - 6, level[1], anchor="end", bold=True, fill=WARM)

    def runs(self, breaks: Mapping[int, str]) -> None:
        radius = 2.6 if self.canvas.size.narrow else 3.8
        for run in self._unbroken(breaks):
            course = "M" + "L".join(f"{number(self.x(i))} {number(self.y(v))}" for i, v in run)
            self.canvas.path(course, fill="none", stroke=BLUE, stroke_width=1.8)
            for index, value in run:
                self.canvas.dot(self.x(index), self.y(value), radius, fill=BLUE)

    def _unbroken(self, breaks: Mapping[int, str]) -> Iterator[list[tuple[int, float]]]:
        run: list[tuple[int, float]] = []
        for index, (_, value) in enumerate(self.points):
            if run and (value is None or index in breaks):
                yield run
                run = []
            if value is not None:
                run.append((index, value))
        if run:
            yield run

    def notes(self, notes: Mapping[int, str]) -> None:
        for index, words in notes.items():
            value = self.points[index][1]
            if value is None:
                continue
            x, y = self.x(index), self.y(value)
            self.canvas.rect(x - 6, y - 6, 12, 12, fill=ORANGE, stroke=INK, stroke_width=1.5)
            after = x + 14 + fits(words, self.canvas.size) < self.canvas.width
            self.canvas.text(
                x + 12 if after else x - 12,
                y - 1,
                words,
                anchor="start" if after else "end",
                bold=True,
            )
