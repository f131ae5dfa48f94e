"""The borders of the borough's wards, from the GeoJSON file that the operator names.

Any file of the statistics office will do: an area is known by whichever of its properties holds a
ward's code, or else its name. The demonstration has borders that we drew ourselves.
"""

import json
import logging
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings

from upstander.kernel.errors import Refused
from upstander.kernel.geography.shapes import Area, Box, Point, Ring, box_of
from upstander.kernel.reference.models import Ward

log = logging.getLogger(__name__)

DRAWN_BY_US = Path(__file__).parent / "demo" / "merton-wards.json"
LARGEST = 40 * 1024 * 1024


class BordersUnreadable(Refused):
    """The operator's file is missing, or is not what it should be."""

    def __init__(self, what: str) -> None:
        """Say what is wrong with which setting."""
        super().__init__(f"The file named by UPSTANDER_BOUNDARIES {what}.")


@dataclass(frozen=True)
class Borders:
    """The wards, as areas."""

    areas: tuple[Area, ...]

    def at(self, point: Point) -> Area | None:
        """Find the ward in which a point lies."""
        return next((area for area in self.areas if area.has(point)), None)

    def named(self, code: str) -> Area | None:
        """Find a ward by its code."""
        return next((area for area in self.areas if area.code == code), None)

    @cached_property
    def box(self) -> Box:
        """Give the rectangle around the borough."""
        corners = [(a.box.south, a.box.west) for a in self.areas]
        return box_of(corners + [(a.box.north, a.box.east) for a in self.areas])


def borders() -> Borders | None:
    """Give the borders of the wards; None where nobody has given any that can be read.

    A spoilt file takes away the map, never the list of places: `upstander doctor` tells of it.
    """
    try:
        return read_borders()
    except BordersUnreadable as refusal:
        log.warning("%s", refusal.message)
        return None


def read_borders() -> Borders | None:
    """Give the borders of the wards; None where no file is named.

    Raises BordersUnreadable for a file that cannot be used.
    """
    path = file_of_borders()
    if path is None:
        return None
    try:
        return _read(path, path.stat().st_mtime_ns)
    except FileNotFoundError as error:
        raise BordersUnreadable("is not there") from error
    except OSError as error:
        raise BordersUnreadable("cannot be opened") from error


def file_of_borders() -> Path | None:
    """Name the file: the operator's, or ours in the demonstration."""
    return settings.BOUNDARIES or (DRAWN_BY_US if settings.DEMO else None)


def drawn_by_us() -> bool:
    """Tell whether the map shows the borders that we drew for the demonstration."""
    return file_of_borders() == DRAWN_BY_US


@lru_cache(maxsize=4)
def _read(path: Path, changed: int) -> Borders:
    if path.stat().st_size > LARGEST:
        raise BordersUnreadable("is larger than 40 MB; give one of this borough alone")
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        wards = _wards()
        found = [_area(feature, wards) for feature in content["features"]]
    except (ValueError, KeyError, TypeError, IndexError, AttributeError) as error:
        raise BordersUnreadable("is not GeoJSON with areas in degrees") from error
    areas = tuple(area for area in found if area)
    if not areas:
        raise BordersUnreadable("has no area with the code or the name of a ward")
    return Borders(areas)


def _wards() -> dict[str, tuple[str, str]]:
    known: dict[str, tuple[str, str]] = {}
    for ward in Ward.objects.all():
        known |= {ward.title: (ward.code, ward.title), ward.code: (ward.code, ward.title)}
    return known


def _area(feature: dict[str, Any], wards: dict[str, tuple[str, str]]) -> Area | None:
    told = [value for value in feature["properties"].values() if isinstance(value, str)]
    found = [wards[value] for value in told if value in wards]
    if not found:
        return None
    shape = feature["geometry"]
    polygons = shape["coordinates"]
    if shape["type"] == "Polygon":
        polygons = [polygons]
    elif shape["type"] != "MultiPolygon":
        raise ValueError("an area is a polygon")
    return Area(*found[0], tuple(tuple(map(_ring, polygon)) for polygon in polygons))


def _ring(points: list[list[float]]) -> Ring:
    ring = tuple((float(point[1]), float(point[0])) for point in points)
    if len(ring) < 4 or not all(-90 <= y <= 90 and -180 <= x <= 180 for y, x in ring):
        raise ValueError("a border has at least three corners, in degrees")
    return ring
