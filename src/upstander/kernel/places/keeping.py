"""Sets what belongs to a place; called by a capability's changes, whose trail says so."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from upstander.kernel.clock import today
from upstander.kernel.geography.boundaries import borders
from upstander.kernel.geography.finding import find
from upstander.kernel.geography.shapes import Point
from upstander.kernel.places.models import Place
from upstander.kernel.reference.hours import Week
from upstander.kernel.reference.models import Ward

APART = ("hours", "languages")  # in tables of their own


def locate(place: Any) -> None:
    """Fill in what follows from the rest: the place from a postcode, the ward from the place."""
    if place.latitude is None and place.postcode:
        found = find(place.postcode)
        if found:
            place.latitude, place.longitude = found[0].point
    known = borders()
    if known and place.ward is None and place.latitude is not None:
        area = known.at((place.latitude, place.longitude or 0.0))
        place.ward = Ward.objects.current().filter(code=area.code).first() if area else None


def public_point(place: Any) -> Point | None:
    """Give where the public may think a place is.

    Of one that shows its area alone that is the middle of the ward, for distances and their order
    as well: from three searches with true distances anybody could work out the door.
    """
    if place.shown == Place.Shown.REFERRAL:
        return None
    if place.shown == Place.Shown.FULL and place.latitude is not None:
        return place.latitude, place.longitude or 0.0
    known = borders()
    area = known.named(place.ward.code) if known and place.ward else None
    return area.middle if area else None


def set_apart(place: Any, fields: Mapping[str, Any]) -> list[str]:
    """Set hours and languages where they are told, and name what changed."""
    changed = []
    if "hours" in fields and set_week(place, fields["hours"], today()):
        changed.append("hours")
    if "languages" in fields and set_languages(place, fields["languages"]):
        changed.append("languages")
    return changed


def set_languages(place: Any, codes: Iterable[str]) -> bool:
    """Say in which languages somebody listens there; tells whether that is new."""
    wanted = set(codes)
    held = set(place.languages.values_list("code", flat=True))
    place.languages.exclude(code__in=wanted).delete()
    row = place.languages.model
    place.languages.bulk_create(row(place=place, code=code) for code in sorted(wanted - held))
    return wanted != held


def set_week(place: Any, week: Week, first: date) -> bool:
    """Let a week hold from a day on, the one before until then; tells whether it is new."""
    running = place.openings.filter(valid_until=None)
    if {row.session for row in running if row.valid_from <= first} == set(week):
        return False
    running.filter(valid_from__gte=first).delete()
    running.update(valid_until=date.fromordinal(first.toordinal() - 1))
    row = place.openings.model
    place.openings.bulk_create(
        row(place=place, weekday=s.weekday, opens=s.opens, closes=s.closes, valid_from=first)
        for s in week
    )
    return True
