"""Our own map: wards as shapes, places as numbered pins. Nothing is fetched from anybody.

It is drawn for a wide and a narrow place, like every chart, and never says anything that the list
or the table beside it does not say as well.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import cos, hypot, radians

from upstander.kernel.geography.boundaries import Borders
from upstander.kernel.geography.shapes import Area, Box, Point, Ring
from upstander.kernel.pages.charts.canvas import BLUE, INK, MUTED, WARM, Canvas, Size, number

WIDE, NARROW = Size("wide", 520, 12), Size("narrow", 330, 12)
EDGE = 6.0  # room around the borough
PIN = 12.0
LEADING, LETTER = 13.0, 5.8  # of the names of wards: a line, and about one letter
TRIES = sorted(
    ((right, down) for right in (0, -10, 10, -20, 20) for down in range(-30, 31, 6)),
    key=lambda moved: hypot(*moved),
)
TEAL = "#0d4a50"
LINE = "#9fb3b1"
FILLS = {"plain": "#f4f8f7", "good": "#b9d8d2", "fair": "#f4f8f7", "poor": "url(#hatch-{size})"}
HATCH = (
    '<defs><pattern id="hatch-{size}" width="7" height="7" patternUnits="userSpaceOnUse" '
    'patternTransform="rotate(45)"><rect width="7" height="7" fill="#fdf3e9"/>'
    '<rect width="2" height="7" fill="#c98a5e"/></pattern></defs>'
)


@dataclass(frozen=True)
class Pin:
    """A numbered place. `full` is drawn as a disc, else as a ring; `rough` is somewhere there."""

    point: Point
    label: str
    full: bool = True
    rough: bool = False


@dataclass(frozen=True)
class _Block:
    """A piece of the sheet: its middle, and how far it reaches to the sides, up and down."""

    x: float
    y: float
    aside: float
    tall: float

    def meets(self, other: "_Block") -> bool:
        aside, tall = self.aside + other.aside, self.tall + other.tall
        return abs(self.x - other.x) < aside and abs(self.y - other.y) < tall


@dataclass(frozen=True)
class Map:
    """A map in both sizes."""

    wide: str
    narrow: str


def draw_map(
    known: Borders,
    title: str,
    description: str,
    *,
    pins: Sequence[Pin] = (),
    here: Point | None = None,
    fills: Mapping[str, str] | None = None,
    numbers: Mapping[str, str] | None = None,
) -> Map:
    """Draw the wards, filled as `fills` says (good, fair, poor), and the pins on them.

    `here` is where somebody is looking from. The narrow drawing has no room for the names of
    wards; it writes their `numbers` where there are any.
    """
    drawn = {}
    for size in (WIDE, NARROW):
        sheet = _Sheet(known.box, size)
        sheet.keep_free([*(pin.point for pin in pins), *([here] if here else [])])
        for area in known.areas:
            sheet.ward(area, (fills or {}).get(area.code, "plain"))
        for area in known.areas:
            sheet.name(area, (numbers or {}).get(area.code, ""))
        if here:
            sheet.looking_from(here)
        for pin in reversed(pins):  # the first, which is nearest, lies on top
            sheet.pin(pin)
        drawn[size.name] = sheet.canvas.svg(title, description)
    return Map(drawn["wide"], drawn["narrow"])


class _Sheet:
    """A canvas on which points of the ground have a place."""

    def __init__(self, box: Box, size: Size) -> None:
        self.box = box
        self.across = cos(radians((box.south + box.north) / 2))
        self.unit = (size.width - 2 * EDGE) / max((box.east - box.west) * self.across, 1e-9)
        self.canvas = Canvas(size, (box.north - box.south) * self.unit + 2 * EDGE)
        self.canvas.drawn.append(HATCH.format(size=size.name))
        self.taken: list[_Block] = []

    def keep_free(self, points: Sequence[Point]) -> None:
        """Write no name where these are."""
        self.taken += [_Block(*self.at(point), PIN, PIN) for point in points]

    def at(self, point: Point) -> tuple[float, float]:
        x = (point[1] - self.box.west) * self.across * self.unit
        return EDGE + x, EDGE + (self.box.north - point[0]) * self.unit

    def ward(self, area: Area, look: str) -> None:
        course = "".join(self._course(ring) for polygon in area.polygons for ring in polygon)
        fill = FILLS[look].format(size=self.canvas.size.name)
        self.canvas.path(course, fill=fill, fill_rule="evenodd", stroke=LINE, stroke_width=1)

    def _course(self, ring: Ring) -> str:
        points = (self.at(point) for point in ring)
        return "M" + "L".join(f"{number(x)} {number(y)}" for x, y in points) + "Z"

    def name(self, area: Area, label: str) -> None:
        x, y = self.at(area.middle)
        if self.canvas.size.narrow:
            if label:
                self.canvas.text(x, y + 4, label, anchor="middle", bold=True, fill=INK)
            return
        lines = _lines(area.name)
        block = self._room_for(x, y, lines)
        self.taken.append(block)
        for place, line in enumerate(lines):
            down = (place - (len(lines) - 1) / 2) * LEADING + 4
            self.canvas.text(block.x, block.y + down, line, anchor="middle", fill=MUTED)

    def _room_for(self, x: float, y: float, lines: Sequence[str]) -> _Block:
        """Find the nearest place, up, down or aside, where a name meets neither pin nor name."""
        aside, tall = LETTER * max(map(len, lines)) / 2, LEADING * len(lines) / 2
        tries = [_Block(x + right, y + down, aside, tall) for right, down in TRIES]
        free = (one for one in tries if not any(one.meets(other) for other in self.taken))
        return next(free, tries[0])

    def looking_from(self, point: Point) -> None:
        x, y = self.at(point)
        self.canvas.dot(x, y, 18, fill=BLUE, fill_opacity=0.16)
        self.canvas.dot(x, y, 6, fill=BLUE, stroke="#fff", stroke_width=2)

    def pin(self, pin: Pin) -> None:
        x, y = self.at(pin.point)
        ink = TEAL if not pin.full else "#fff"
        looks: dict[str, str | float] = {"fill": TEAL if pin.full else "#fff"}
        looks |= {"stroke": WARM if pin.rough else "#fff" if pin.full else TEAL}
        if pin.rough:
            looks |= {"stroke_dasharray": "4 3"}
        self.canvas.dot(x, y, PIN, stroke_width=2, **looks)
        self.canvas.text(x, y + 4, pin.label, anchor="middle", bold=True, fill=ink)


def _lines(name: str) -> list[str]:
    lines: list[str] = []
    for word in name.split():
        if lines and len(lines[-1]) + len(word) < 10:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines
