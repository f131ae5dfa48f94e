"""Points, areas and distances on the ground. Pure functions; a point is (latitude, longitude).

Ray casting over a borough's borders takes some tens of lines; a geometry library would be eight
megabytes in every process for one question.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from math import asin, cos, radians, sin, sqrt

Point = tuple[float, float]
Ring = tuple[Point, ...]

EARTH = 6_371_009.0  # metres: the mean radius
DETOUR = 1.3  # what a walk is longer than the straight line, as a rule of thumb
METRES_A_MINUTE = 80  # 4.8 km an hour


@dataclass(frozen=True)
class Box:
    """The smallest upright rectangle around something."""

    south: float
    west: float
    north: float
    east: float

    def has(self, point: Point, margin: float = 0.0) -> bool:
        """Tell whether a point lies in it, or no further outside than a margin in degrees."""
        return (
            self.south - margin <= point[0] <= self.north + margin
            and self.west - margin <= point[1] <= self.east + margin
        )


@dataclass(frozen=True)
class Area:
    """A ward or another area: its code, its name, and polygons, each an outline and its holes."""

    code: str
    name: str
    polygons: tuple[tuple[Ring, ...], ...]

    @cached_property
    def box(self) -> Box:
        """Give the rectangle around all of it."""
        return box_of([point for polygon in self.polygons for point in polygon[0]])

    def has(self, point: Point) -> bool:
        """Tell whether a point lies inside, and in none of the holes."""
        if not self.box.has(point):
            return False
        return any(
            inside(point, polygon[0]) and not any(inside(point, hole) for hole in polygon[1:])
            for polygon in self.polygons
        )

    @cached_property
    def middle(self) -> Point:
        """Give a point that stands for the whole: its centre of gravity, or else one inside."""
        largest = max(self.polygons, key=lambda polygon: abs(signed_area(polygon[0])))
        centre = centroid(largest[0])
        return centre if self.has(centre) else _inside_at(centre[0], largest[0])


def box_of(points: Sequence[Point]) -> Box:
    """Give the rectangle around some points."""
    latitudes, longitudes = [point[0] for point in points], [point[1] for point in points]
    return Box(min(latitudes), min(longitudes), max(latitudes), max(longitudes))


def inside(point: Point, ring: Ring) -> bool:
    """Tell whether a ray from the point crosses the ring an odd number of times."""
    latitude, longitude = point
    crossings = False
    for (y1, x1), (y2, x2) in zip(ring, (*ring[1:], ring[0]), strict=True):
        if (y1 > latitude) != (y2 > latitude):
            crossings ^= longitude < (x2 - x1) * (latitude - y1) / (y2 - y1) + x1
    return crossings


def signed_area(ring: Ring) -> float:
    """Give the area in square degrees; its sign says which way round the ring runs."""
    pairs = zip(ring, (*ring[1:], ring[0]), strict=True)
    return sum(x1 * y2 - x2 * y1 for (y1, x1), (y2, x2) in pairs) / 2


def centroid(ring: Ring) -> Point:
    """Give the centre of gravity of a ring."""
    whole = signed_area(ring)
    if not whole:
        return ring[0]
    latitude = longitude = 0.0
    for (y1, x1), (y2, x2) in zip(ring, (*ring[1:], ring[0]), strict=True):
        cross = x1 * y2 - x2 * y1
        latitude += (y1 + y2) * cross
        longitude += (x1 + x2) * cross
    return latitude / (6 * whole), longitude / (6 * whole)


def _inside_at(latitude: float, ring: Ring) -> Point:
    """Give the middle of the longest stretch inside the ring at a latitude."""
    crossed = sorted(
        (x2 - x1) * (latitude - y1) / (y2 - y1) + x1
        for (y1, x1), (y2, x2) in zip(ring, (*ring[1:], ring[0]), strict=True)
        if (y1 > latitude) != (y2 > latitude)
    )
    stretches = list(zip(crossed[::2], crossed[1::2], strict=True))
    west, east = max(stretches, key=lambda ends: ends[1] - ends[0], default=(ring[0][1],) * 2)
    return latitude, (west + east) / 2


def straight(one: Point, other: Point) -> float:
    """Give the straight line between two points in metres (haversine)."""
    (y1, x1), (y2, x2) = one, other
    lift = sin(radians(y2 - y1) / 2) ** 2
    turn = cos(radians(y1)) * cos(radians(y2)) * sin(radians(x2 - x1) / 2) ** 2
    return 2 * EARTH * asin(min(sqrt(lift + turn), 1.0))


def walk(one: Point, other: Point) -> float:
    """Estimate a walk in metres: the straight line times 1.3 (design rule, stated on pages)."""
    return straight(one, other) * DETOUR


def minutes(metres: float) -> int:
    """Give the minutes that a walk takes, at 80 metres a minute, at least one."""
    return max(1, round(metres / METRES_A_MINUTE))


def metres_per_degree(latitude: float) -> tuple[float, float]:
    """Give how many metres a degree of latitude and one of longitude are, at a latitude."""
    north = radians(1) * EARTH
    return north, north * cos(radians(latitude))
