"""What every chart is drawn with: a sheet of SVG, two sizes, one palette.

No Django, no style attributes: a strict content security policy holds, and the same drawing can
stand in a document.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from html import escape
from math import ceil, floor, log10
from zlib import crc32

# the Government Analysis palette for categories; at most three of its hues in one chart
BLUE, TURQUOISE, RED, ORANGE = "#12436D", "#28A197", "#801650", "#F46A25"
PALE_BLUE = "#8fa7bd"
INK, MUTED, GRID, EDGE = "#1d2326", "#484f54", "#d9d5cc", "#8b8f92"
WARM = "#8f3a0e"

Cell = str | int | float


@dataclass(frozen=True)
class Figure:
    """A chart: the finding it states, what it shows, two drawings, and the numbers behind them."""

    title: str
    description: str
    svg_wide: str
    svg_narrow: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True)
class Size:
    """One of the two widths that a chart is drawn for."""

    name: str
    width: int
    font: int

    @property
    def narrow(self) -> bool:
        """Tell whether this is the drawing for a phone or a card."""
        return self.name == "narrow"


WIDE, NARROW = Size("wide", 760, 14), Size("narrow", 340, 13)


@dataclass
class Canvas:
    """A sheet of a given size; each method draws one thing on it."""

    size: Size
    height: float
    drawn: list[str] = field(default_factory=list)

    @property
    def width(self) -> float:
        """Give the width in drawing units."""
        return self.size.width

    def rect(self, x: float, y: float, width: float, height: float, **looks: Cell) -> None:
        """Draw a rectangle."""
        self._add("rect", {"x": x, "y": y, "width": width, "height": height, **looks})

    def line(self, start: tuple[float, float], end: tuple[float, float], **looks: Cell) -> None:
        """Draw a straight line."""
        ends = {"x1": start[0], "y1": start[1], "x2": end[0], "y2": end[1]}
        self._add("line", {**ends, **looks})

    def dot(self, x: float, y: float, radius: float, **looks: Cell) -> None:
        """Draw a dot."""
        self._add("circle", {"cx": x, "cy": y, "r": radius, **looks})

    def path(self, course: str, **looks: Cell) -> None:
        """Draw a path that somebody has worked out."""
        self._add("path", {"d": course, **looks})

    def text(
        self, x: float, y: float, words: str, *, anchor: str = "start", bold: bool = False,
        fill: str = INK,
    ) -> None:  # fmt: skip
        """Write words with their baseline at y."""
        weight = ' font-weight="700"' if bold else ""
        place = f'x="{number(x)}" y="{number(y)}" font-size="{self.size.font}"'
        self.drawn.append(
            f'<text {place} text-anchor="{anchor}" fill="{fill}"{weight}>{escape(words)}</text>'
        )

    def _add(self, tag: str, looks: dict[str, Cell]) -> None:
        written = " ".join(f'{name.replace("_", "-")}="{said(v)}"' for name, v in looks.items())
        self.drawn.append(f"<{tag} {written}/>")

    def svg(self, title: str, description: str) -> str:
        """Give the finished drawing, named and described for those who do not see it."""
        key = f"c{crc32(f'{title}|{description}'.encode()):x}-{self.size.name}"
        return (
            f'<svg class="up-chart up-chart--{self.size.name}" role="img" '
            f'viewBox="0 0 {number(self.width)} {number(self.height)}" '
            f'aria-labelledby="{key}-t {key}-d" font-family="Helvetica Neue, Arial, sans-serif" '
            f'xmlns="http://www.w3.org/2000/svg"><title id="{key}-t">{escape(title)}</title>'
            f'<desc id="{key}-d">{escape(description)}</desc>{"".join(self.drawn)}</svg>'
        )


def both(draw: Callable[[Size], Canvas], title: str, description: str) -> tuple[str, str]:
    """Draw a chart in both sizes."""
    return draw(WIDE).svg(title, description), draw(NARROW).svg(title, description)


def number(value: float) -> str:
    """Write a coordinate without needless noughts."""
    return f"{value:.1f}".removesuffix(".0")


def said(value: Cell) -> str:
    """Write the value of an attribute."""
    return escape(value) if isinstance(value, str) else number(value)


def shown(value: float | None, unit: str = "") -> str:
    """Write a value as its label and its cell in the table do."""
    if value is None:
        return "no figure"
    return f"{value:,.1f}".removesuffix(".0") + unit


def scale(values: Sequence[float | None], most: int = 5) -> list[float]:
    """Give round ticks from nought to just above the largest value."""
    top = max([value for value in values if value is not None] or [0]) or 1
    rough = top / most
    power = 10.0 ** floor(log10(rough))
    step = next(power * nice for nice in (1, 2, 2.5, 5, 10) if power * nice >= rough - 1e-9)
    step = max(step, 1) if float(top).is_integer() else step
    return [step * index for index in range(ceil(top / step - 1e-9) + 1)]


def fits(words: str, size: Size) -> float:
    """Estimate how wide words are in the sans-serif of the page."""
    return len(words) * size.font * 0.52


def cut(words: str, size: Size, room: float) -> str:
    """Shorten words that would run out of their room; the table has them in full."""
    if fits(words, size) <= room:
        return words
    return words[: max(int(room / (size.font * 0.52)) - 1, 1)].rstrip() + "…"
