"""Bars: one for each thing, or one for each thing split by kind."""

from collections.abc import Sequence

from upstander.kernel.pages.charts.canvas import (
    BLUE,
    GRID,
    INK,
    MUTED,
    ORANGE,
    PALE_BLUE,
    TURQUOISE,
    WARM,
    Canvas,
    Cell,
    Figure,
    Size,
    both,
    cut,
    fits,
    scale,
    shown,
)

HUES = (BLUE, TURQUOISE, ORANGE)


def bars(
    title: str,
    values: Sequence[tuple[str, float | None]],
    *,
    description: str = "",
    columns: tuple[str, str] = ("Period", "Count"),
    level: tuple[float, str] | None = None,
    last_stands_out: bool = True,
) -> Figure:
    """Draw upright bars, the last one darker; `level` is a dashed line with its words."""
    told = description or _told(values)

    def draw(size: Size) -> Canvas:
        canvas = Canvas(size, 150 if size.narrow else 240)
        base, head = canvas.height - 30, 30
        ticks = scale([*(value for _, value in values), level[0] if level else None])
        high = (base - head) / ticks[-1]
        _upright(canvas, values, base, high, last_stands_out)
        if level:
            y = base - level[0] * high
            canvas.line(
                (0, y), (canvas.width, y), stroke=WARM, stroke_width=1.5, stroke_dasharray="5 3"
            )
            canvas.text(canvas.width, y - 6, level[1], anchor="end", bold=True, fill=WARM)
        canvas.line((0, base), (canvas.width, base), stroke=INK, stroke_width=1)
        return canvas

    wide, narrow = both(draw, title, told)
    rows = tuple((label, shown(value)) for label, value in values)
    return Figure(title, told, wide, narrow, columns, rows)


def _told(values: Sequence[tuple[str, float | None]]) -> str:
    return ", ".join(f"{label}: {shown(value)}" for label, value in values)


def _upright(
    canvas: Canvas,
    values: Sequence[tuple[str, float | None]],
    base: float,
    high: float,
    last_stands_out: bool,
) -> None:
    step = canvas.width / max(len(values), 1)
    thick = min(step * 0.68, 72)
    for index, (label, value) in enumerate(values):
        middle = step * (index + 0.5)
        dark = index == len(values) - 1 or not last_stands_out
        if value is None:
            canvas.text(middle, base - 6, "–", anchor="middle", fill=MUTED)
        else:
            _bar(canvas, value, (middle, base), (thick, value * high), dark=dark)
        room = step - 4
        canvas.text(middle, base + 20, cut(label, canvas.size, room), anchor="middle", fill=MUTED)


def _bar(
    canvas: Canvas,
    value: float,
    foot: tuple[float, float],
    size: tuple[float, float],
    *,
    dark: bool,
) -> None:
    (middle, base), (thick, tall) = foot, size
    canvas.rect(middle - thick / 2, base - tall, thick, tall, fill=BLUE if dark else PALE_BLUE)
    inside = tall > canvas.size.font + 8 and fits(shown(value), canvas.size) < thick
    at = base - tall + canvas.size.font + 3 if inside else base - tall - 6
    ink = "#fff" if dark and inside else INK
    canvas.text(middle, at, shown(value), anchor="middle", bold=True, fill=ink)


def stacked_bars(
    title: str,
    values: Sequence[tuple[str, Sequence[int]]],
    series: Sequence[str],
    *,
    description: str = "",
    column: str = "",
    hues: Sequence[str] = HUES,
) -> Figure:
    """Draw lying bars to one scale, each split into the same few kinds."""
    told = description or "; ".join(
        f"{label}: " + ", ".join(f"{n} {kind}" for n, kind in zip(counts, series, strict=True))
        for label, counts in values
    )

    def draw(size: Size) -> Canvas:
        return _lying(size, values, series, hues)

    wide, narrow = both(draw, title, told)
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (label, *counts, sum(counts)) for label, counts in values
    )
    return Figure(title, told, wide, narrow, (column, *series, "All"), rows)


def _lying(
    size: Size,
    values: Sequence[tuple[str, Sequence[int]]],
    series: Sequence[str],
    hues: Sequence[str],
) -> Canvas:
    keys = _key_lines(size, series)
    row, head = (48 if size.narrow else 34), 22.0 * len(keys) + 10
    canvas = Canvas(size, head + row * len(values) + 4)
    _key(canvas, keys, series, hues)
    at = (
        0.0
        if size.narrow
        else min(max([fits(label, size) for label, _ in values] or [0]) + 12, 280)
    )
    unit = (canvas.width - at - 46) / max([sum(counts) for _, counts in values], default=1)
    for index, (label, counts) in enumerate(values):
        top = head + row * index
        lift = 20 if size.narrow else 0
        baseline = top + (13 if size.narrow else 17)
        room = canvas.width if size.narrow else at - 8
        canvas.text(0, baseline, cut(label, size, room))
        end = _pieces(canvas, counts, hues, (at, top + lift), unit)
        canvas.text(end + 7, top + lift + 16, str(sum(counts)), bold=True)
    return canvas


def _pieces(
    canvas: Canvas,
    counts: Sequence[int],
    hues: Sequence[str],
    place: tuple[float, float],
    unit: float,
) -> float:
    x, y = place
    for count, hue in zip(counts, hues, strict=False):
        if count:
            canvas.rect(x, y, max(count * unit - 1, 1.5), 22, fill=hue)
            x += count * unit
    return x


def _key_lines(size: Size, series: Sequence[str]) -> list[list[int]]:
    lines: list[list[int]] = [[]]
    room = float(size.width)
    for index, kind in enumerate(series):
        need = fits(kind, size) + 42
        if need > room and lines[-1]:
            lines.append([])
            room = size.width
        lines[-1].append(index)
        room -= need
    return lines


def _key(
    canvas: Canvas, lines: Sequence[Sequence[int]], series: Sequence[str], hues: Sequence[str]
) -> None:
    for at, line in enumerate(lines):
        x = 0.0
        for index in line:
            canvas.rect(x, 22 * at + 3, 14, 14, fill=hues[index], stroke=GRID, stroke_width=0.5)
            canvas.text(x + 20, 22 * at + 15, series[index])
            x += fits(series[index], canvas.size) + 42
