"""The two small drawings that stand in rows of tables: pure functions that give SVG."""

from collections.abc import Mapping
from html import escape

from upstander.kernel.pages.statuses import STATUSES

GAP = 0.6
THINNEST = 1.4  # a single one must still be seen


def number(value: float) -> str:
    """Write a coordinate without needless noughts."""
    return f"{value:.1f}".removesuffix(".0")


def status_bar(
    counts: Mapping[str, int], *, width: int = 104, label: str = "", most: int = 0
) -> str:
    """Draw one bar split by status; `most` makes the bars of a table share one scale."""
    total = sum(counts.get(code, 0) for code in STATUSES)
    unit = width / max(most, total, 1)
    at, rects = 0.0, []
    for code, status in STATUSES.items():
        span = counts.get(code, 0) * unit
        if span:
            thick = number(max(span - GAP, THINNEST))
            rects.append(
                f'<rect class="{status.css}" x="{number(at)}" width="{thick}" height="16"/>'
            )
        at += span
    words = escape(label or in_words(counts))
    return (
        f'<svg class="up-stack" viewBox="0 0 {width} 16" preserveAspectRatio="none" '
        f'role="img" aria-label="{words}">{"".join(rects)}</svg>'
    )


def in_words(counts: Mapping[str, int]) -> str:
    """Say what the bar shows: 3 completed, 15 in progress, 1 behind, 1 on hold."""
    return ", ".join(
        f"{counts.get(code, 0)} {status.dense.lower()}" for code, status in STATUSES.items()
    )


def pace_bar(done: int, due: int, total: int) -> str:
    """Draw done as a bar on the total, and due as a tick; the numbers stand beside it as text."""
    whole = max(total, done, due, 1)
    filled = number(60 * done / whole)
    tick = number(min(max(60 * due / whole - 1, 0), 58))
    return (
        '<svg class="up-pace" viewBox="0 0 60 14" aria-hidden="true" focusable="false">'
        '<rect class="up-pace__all" y="3" width="60" height="8"/>'
        f'<rect class="up-pace__done" y="3" width="{filled}" height="8"/>'
        f'<rect class="up-pace__due" x="{tick}" width="2" height="14"/></svg>'
    )
