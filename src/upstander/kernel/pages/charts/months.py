"""A run of months (or weeks, or terms): what was held, what was missed, what is to come."""

from collections.abc import Sequence

from upstander.kernel.pages.charts.canvas import (
    BLUE,
    EDGE,
    INK,
    MUTED,
    ORANGE,
    Canvas,
    Figure,
    Size,
    both,
)

DONE, MISSED, TO_COME = "done", "missed", "to come"


def run_of_months(
    title: str,
    months: Sequence[tuple[str, str]],
    *,
    description: str = "",
    done_word: str = "held",
    column: str = "Month",
) -> Figure:
    """Draw a box for each month; each month's state is done, missed or to come."""
    counts = {
        state: sum(found == state for _, found in months) for state in (DONE, MISSED, TO_COME)
    }
    told = description or (
        f"{counts[DONE]} {done_word}, {counts[MISSED]} missed, {counts[TO_COME]} to come"
    )

    def draw(size: Size) -> Canvas:
        canvas = Canvas(size, 118)
        _boxes(canvas, months)
        due = counts[DONE] + counts[MISSED]
        _legend(
            canvas, (f"{done_word}: {counts[DONE]}", f"due by now: {due}", f"year: {len(months)}")
        )
        return canvas

    wide, narrow = both(draw, title, told)
    words = {DONE: done_word.capitalize(), MISSED: "Missed", TO_COME: "To come"}
    rows = tuple((label, words[state]) for label, state in months)
    return Figure(title, told, wide, narrow, (column, "State"), rows)


def _boxes(canvas: Canvas, months: Sequence[tuple[str, str]]) -> None:
    step = canvas.width / max(len(months), 1)
    thick = min(step * 0.8, 46)
    for index, (label, state) in enumerate(months):
        left = step * (index + 0.5) - thick / 2
        middle = step * (index + 0.5)
        _box(canvas, state, left, thick)
        short = label[:1] if canvas.size.narrow and len(months) > 7 else label[:3]
        canvas.text(middle, 84, short, anchor="middle", fill=MUTED)
    past = sum(state != TO_COME for _, state in months)
    if 0 < past < len(months):
        canvas.line((step * past, 8), (step * past, 74), stroke=INK, stroke_width=1.5)


def _box(canvas: Canvas, state: str, left: float, thick: float) -> None:
    middle = left + thick / 2
    if state == DONE:
        canvas.rect(left, 20, thick, 46, rx=3, fill=BLUE)
        tick = f"M{middle - 6:.1f} 43l4 4 8-9"
        canvas.path(tick, fill="none", stroke="#fff", stroke_width=2.4)
    elif state == MISSED:
        canvas.rect(left + 1, 21, thick - 2, 44, rx=3, fill="#fff", stroke=ORANGE, stroke_width=2.5)
        cross = f"M{middle - 5:.1f} 38l10 10m0-10l-10 10"
        canvas.path(cross, stroke="#a03b06", stroke_width=2.2)
    else:
        looks = {"fill": "none", "stroke": EDGE, "stroke_dasharray": "3 3"}
        canvas.rect(left + 0.5, 20.5, thick - 1, 45, rx=3, **looks)


def _legend(canvas: Canvas, words: tuple[str, str, str]) -> None:
    canvas.text(0, 110, words[0], bold=True)
    canvas.text(canvas.width / 2, 110, words[1], anchor="middle", bold=True)
    canvas.text(canvas.width, 110, words[2], anchor="end", bold=True)
