"""Takes letters, rules and filled areas off the pages of a PDF, without guessing at a layout."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from pdfminer.pdfdevice import PDFTextDevice
from pdfminer.pdffont import PDFUnicodeNotDefined
from pdfminer.pdfinterp import PDFResourceManager
from pdfminer.utils import MATRIX_IDENTITY, apply_matrix_pt, mult_matrix, translate_matrix

from upstander.kernel.documents.limits import Budget

_BULLETS = (127, 129, 141, 143, 144, 157)  # the usual encoding shows a bullet for each of these
THIN = 3.0  # a filled area no thicker than this is a drawn line


@dataclass(slots=True)
class Letter:
    """A letter where it stands; `top` and `foot` count down the page."""

    text: str
    left: float
    right: float
    top: float
    foot: float
    size: float
    bold: bool


@dataclass(slots=True)
class Turned:
    """A letter of words that run up or down the page: where it begins, and which way they run."""

    text: str
    across: float
    down: float
    size: float
    upwards: bool
    bold: bool


@dataclass(frozen=True)
class Box:
    """A rectangle: a rule where it is thin, else a filled area."""

    left: float
    top: float
    right: float
    bottom: float
    colour: str = ""


@dataclass
class Page:
    """What stands on a page."""

    number: int
    width: float
    height: float
    letters: list[Letter] = field(default_factory=list)
    rules: list[Box] = field(default_factory=list)
    areas: list[Box] = field(default_factory=list)
    turned: list[Turned] = field(default_factory=list)
    pictures: int = 0


class Capture(PDFTextDevice):
    """A device that keeps what is drawn on it."""

    def __init__(self, resources: PDFResourceManager, budget: Budget) -> None:
        """Begin without a page."""
        super().__init__(resources)
        self.budget = budget
        self.page = Page(0, 0, 0)
        self.left = self.top = 0.0
        self.bold: dict[int, bool] = {}

    def begin_page(self, page: Any, ctm: Any) -> None:
        """Begin a page; its upper left corner becomes the origin."""
        left, bottom, right, top = page.mediabox
        corners = [apply_matrix_pt(ctm, point) for point in ((left, bottom), (right, top))]
        self.left = min(point[0] for point in corners)
        self.top = max(point[1] for point in corners)
        width = abs(corners[1][0] - corners[0][0])
        self.page = Page(self.page.number + 1, width, abs(corners[1][1] - corners[0][1]))

    def end_page(self, page: Any) -> None:
        """Nothing is left to do when a page ends."""

    def render_image(self, name: str, stream: Any) -> None:
        """Count a picture; pictures are not read."""
        self.page.pictures += 1

    def render_char(  # noqa: PLR0917 - the library asks for it
        self,
        matrix: Any,
        font: Any,
        fontsize: float,
        scaling: float,
        rise: float,
        cid: int,
        ncs: Any,
        graphicstate: Any,
    ) -> float:
        """Keep one letter; gives how far the pen moves on."""
        try:
            text = font.to_unichr(cid)
        except PDFUnicodeNotDefined:
            text = "•" if cid in _BULLETS else "\ufffd"
        advance = font.char_width(cid) * fontsize * scaling
        placed = mult_matrix(matrix, translate_matrix((1, 0, 0, 1, 0, 0), (0, rise)))
        start = apply_matrix_pt(placed, (0, 0))
        end = apply_matrix_pt(placed, (advance, 0))
        up = apply_matrix_pt(placed, (0, fontsize))
        self.budget.spend(signs=len(text))
        if abs(end[1] - start[1]) > abs(end[0] - start[0]) + 0.1:
            place = (start[0] - self.left, self.top - start[1])
            size = abs(up[0] - start[0]) or fontsize
            self.page.turned.append(
                Turned(text, *place, size, end[1] > start[1], self._is_bold(font))
            )
            return advance
        size = abs(up[1] - start[1]) or fontsize
        left, right = sorted((start[0] - self.left, end[0] - self.left))
        foot = self.top - start[1]
        letter = Letter(text, left, right, foot - size, foot, size, self._is_bold(font))
        self.page.letters.append(letter)
        return advance

    def _is_bold(self, font: Any) -> bool:
        known = self.bold.get(id(font))
        if known is None:
            name = str(font.fontname).casefold()
            known = self.bold[id(font)] = "bold" in name or "black" in name or "heavy" in name
        return known

    def paint_path(
        self, graphicstate: Any, stroke: bool, fill: bool, evenodd: bool, path: Sequence[Any]
    ) -> None:
        """Keep straight lines and filled rectangles."""
        matrix = self.ctm or MATRIX_IDENTITY
        for points, closed in _subpaths(path):
            placed = [apply_matrix_pt(matrix, point) for point in points]
            shown = [(x - self.left, self.top - y) for x, y in placed]
            self.budget.spend(cells=1 if len(shown) < 3 else 0)
            colour = colour_of(graphicstate.ncolor) if fill else ""
            self._keep(shown, closed, stroke, fill, colour)

    def _keep(
        self, points: list[tuple[float, float]], closed: bool, stroke: bool, fill: bool, colour: str
    ) -> None:
        box = _bounds(points, colour)
        thin = min(box.right - box.left, box.bottom - box.top) <= THIN
        if fill and len(points) >= 4 and not thin and _is_rectangle(points):
            self.page.areas.append(box)
        if thin and (fill or stroke):
            self.page.rules.append(box)
        elif stroke:
            ring = [*points, points[0]] if closed else points
            self.page.rules += [
                _bounds(side, "")
                for side in (list(pair) for pair in pairwise(ring))
                if _is_straight(side)
            ]


def _bounds(points: list[tuple[float, float]], colour: str) -> Box:
    across, down = [x for x, _ in points], [y for _, y in points]
    return Box(min(across), min(down), max(across), max(down), colour)


def _is_straight(side: list[tuple[float, float]]) -> bool:
    (x, y), (other_x, other_y) = side
    return abs(x - other_x) < 1 or abs(y - other_y) < 1


def _is_rectangle(points: list[tuple[float, float]]) -> bool:
    corners = {(round(x), round(y)) for x, y in points}
    across, down = {x for x, _ in corners}, {y for _, y in corners}
    return len(corners) == 4 and len(across) == 2 and len(down) == 2


def _subpaths(path: Sequence[Any]) -> Iterator[tuple[list[tuple[float, float]], bool]]:
    points: list[tuple[float, float]] = []
    for step in path[:4_000]:
        if step[0] == "m":
            if len(points) > 1:
                yield points, False
            points = [(step[1], step[2])]
        elif step[0] == "l":
            points.append((step[1], step[2]))
        elif step[0] == "h":
            if len(points) > 1:
                yield points, True
        else:  # a curve: only where it ends
            points.append((step[-2], step[-1]))
    if len(points) > 1 and (not path or path[-1][0] != "h"):
        yield points, False


def colour_of(value: Any) -> str:
    """Give a colour of any of the three ways of naming one as six signs."""
    parts = value if isinstance(value, list | tuple) else [value]
    try:
        shares = [max(0.0, min(1.0, float(part))) for part in parts]
    except (TypeError, ValueError):
        return ""
    if len(shares) == 1:
        shares = shares * 3
    elif len(shares) == 4:
        shares = [(1 - share) * (1 - shares[3]) for share in shares[:3]]
    if len(shares) != 3:
        return ""
    found = "".join(f"{round(share * 255):02x}" for share in shares)
    return "" if found == "ffffff" else found
