"""Reads files of places: a list of our own kind, ONSPD, or Code-Point Open, told by their columns.

Only what lies in the borough or within some three kilometres of it is kept: who looks for a place
to go to does not come from the other end of the country.
"""

import csv
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from upstander.kernel.errors import Refused
from upstander.kernel.geography.boundaries import read_borders
from upstander.kernel.geography.finding import is_postcode
from upstander.kernel.geography.grid import to_degrees
from upstander.kernel.geography.models import Place, folded
from upstander.kernel.geography.shapes import Box

MARGIN = 0.03  # degrees
CODE_POINT_COLUMNS = 10
OWN = ("kind", "name", "latitude", "longitude")
ONSPD = ("pcds", "lat", "long")


def read_places(path: Path) -> list[Place]:
    """Read a file; raises Refused with a sentence where it is none of the three kinds."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            rows = csv.reader(lines)
            first = next(rows, [])
            return _kept(_places(first, rows))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise Refused(f"{path.name} cannot be read as a csv file in UTF-8.") from error


def _places(first: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[Place]:
    heads = [head.strip().casefold() for head in first]
    if set(OWN) <= set(heads):
        return _own(heads, rows)
    if set(ONSPD) <= set(heads):
        return _onspd(heads, rows)
    if len(first) == CODE_POINT_COLUMNS and is_postcode(_spaced(first[0])):
        return _code_point([first, *rows])
    raise Refused(
        f"The file needs the columns {', '.join(OWN)}, or to be ONSPD or Code-Point Open as it "
        "comes."
    )


def _own(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[Place]:
    places = [heads.index(name) for name in OWN]
    for number, row in enumerate(rows, start=2):
        try:
            kind, name, latitude, longitude = (row[place].strip() for place in places)
            yield _place(Place.Kind(kind.casefold()), name, float(latitude), float(longitude))
        except (IndexError, ValueError) as error:
            raise Refused(f"Row {number} needs a known kind, a name and two numbers.") from error


def _onspd(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[Place]:
    code, north, east = (heads.index(name) for name in ONSPD)
    ended = heads.index("doterm") if "doterm" in heads else None
    for row in rows:
        latitude, longitude = float(row[north]), float(row[east])
        # 99.999999 is how the file says that no position is known
        if latitude < 90 and (ended is None or not row[ended].strip()):
            yield _place(Place.Kind.POSTCODE, row[code], latitude, longitude)


def _code_point(rows: Iterable[Sequence[str]]) -> Iterator[Place]:
    for row in rows:
        quality, easting, northing = (int(row[place]) for place in (1, 2, 3))
        if quality < 90:  # 90 means that no position is known
            yield _place(Place.Kind.POSTCODE, _spaced(row[0]), *to_degrees(easting, northing))


def _spaced(code: str) -> str:
    close = code.replace(" ", "").upper()
    return f"{close[:-3]} {close[-3:]}"


def _place(kind: Place.Kind, name: str, latitude: float, longitude: float) -> Place:
    if not name or not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise ValueError("a place has a name and lies on the earth")
    key = folded(name).replace(" ", "") if kind == Place.Kind.POSTCODE else folded(name)
    return Place(kind=kind, name=name[:120], folded=key[:120], latitude=latitude,
                 longitude=longitude)  # fmt: skip


def _kept(places: Iterable[Place]) -> list[Place]:
    box = _around()
    if box is None:
        return list(places)
    return [place for place in places if box.has((place.latitude, place.longitude), MARGIN)]


def _around() -> Box | None:
    known = read_borders()
    return known.box if known else None
