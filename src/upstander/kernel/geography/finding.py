"""From what somebody types to where they mean: a ward, an area, a station, a street, a postcode.

What is typed goes to our own tables and to nobody else, and is kept nowhere.
"""

import re
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from upstander.kernel.geography.boundaries import borders
from upstander.kernel.geography.models import Place, folded
from upstander.kernel.geography.shapes import Point

POSTCODE = re.compile(r"[a-z]{1,2}\d[a-z\d]? ?\d[a-z]{2}", re.IGNORECASE)
MOST = 8


@dataclass(frozen=True)
class Found:
    """One place that was meant, or may have been."""

    name: str
    kind: str
    point: Point


def is_postcode(text: str) -> bool:
    """Tell whether the text has the shape of a whole postcode."""
    return POSTCODE.fullmatch(" ".join(text.split())) is not None


def knows_postcodes() -> bool:
    """Tell whether the operator has loaded postcodes."""
    return Place.objects.filter(kind=Place.Kind.POSTCODE).exists()


def find(text: str) -> list[Found]:
    """List what was meant, the likeliest first: the same name before one that begins like it."""
    wanted = folded(text)[:120]
    if not wanted:
        return []
    if is_postcode(text):
        return _postcode(wanted)
    wards = _wards(wanted)
    named = Place.objects.exclude(kind=Place.Kind.POSTCODE)
    same = _places(named.filter(folded__in=[wanted, f"{wanted} station"]))
    if wards or same:
        return (wards + same)[:MOST]
    begins = Q(folded__startswith=wanted) | Q(folded__contains=f" {wanted}")
    return _places(named.filter(begins)) if len(wanted) > 2 else []


def _postcode(wanted: str) -> list[Found]:
    close = wanted.replace(" ", "")
    return _places(Place.objects.filter(kind=Place.Kind.POSTCODE, folded=close))


def _wards(wanted: str) -> list[Found]:
    known = borders()
    return [
        Found(f"{area.name} ward", "ward", area.middle)
        for area in (known.areas if known else ())
        if wanted in (folded(area.name), f"{folded(area.name)} ward")
    ]


def _places(rows: QuerySet[Place]) -> list[Found]:
    order = list(Place.Kind.values)
    found = sorted(rows[: 4 * MOST], key=lambda row: (order.index(row.kind), row.name))
    return [Found(row.name, row.kind, (row.latitude, row.longitude)) for row in found[:MOST]]
