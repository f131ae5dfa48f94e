"""The finder of places: where can I go, now? A list first, a map second, and no script at all."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.formats import number_format
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from upstander.kernel.geography.boundaries import borders, drawn_by_us
from upstander.kernel.geography.drawing import Map, Pin, draw_map
from upstander.kernel.geography.finding import Found, find, is_postcode, knows_postcodes
from upstander.kernel.geography.shapes import DETOUR, METRES_A_MINUTE, minutes, walk
from upstander.kernel.places.models import Known, Place
from upstander.kernel.places.public import (
    MOST_COUNTED,
    YOUNG,
    PublicPlace,
    count_some,
    local_now,
    open_at,
    page_of,
    place_of,
)
from upstander.kernel.reference.languages import LANGUAGES
from upstander.kernel.reference.models import Ward

A_PAGE = 10
LONGEST_WALK = 60  # minutes; further is said in kilometres
TICKS = (
    ("open", _("Open now")),
    ("step_free", _("Step-free")),
    ("young", YOUNG),
)
NARROWING = ("open", "step_free", "young", "language")


@dataclass(frozen=True)
class Hit:
    """One place in the list: its number, and how far it is."""

    number: int
    place: PublicPlace
    way: str


def find_places(asked: QueryDict, shown: QuerySet[Any], *also: str) -> dict[str, Any]:
    """Find the places that fit, the nearest first, for the page of a finder.

    `shown` are those that everybody may know of; `also` names the columns that their own model
    needs to say what kind of place each is.
    """
    matches = find(asked.get("q", "").strip())
    chosen = _chosen(matches, asked)
    start, moment = _start(asked), local_now()
    narrowed = any(asked.get(name) for name in NARROWING)
    fitting = _filtered(shown, asked, moment)
    rows, total = page_of(fitting, chosen.point if chosen else None, start, A_PAGE, *also)
    hits = [
        Hit(number, place, _way(place, chosen))
        for number, place in enumerate((place_of(row, moment) for row in rows), start=start + 1)
    ]
    return {
        "asked": {name: asked.get(name, "") for name in ("q", *NARROWING)},
        "ticks": TICKS,
        "languages": LANGUAGES,
        "chosen": chosen,
        "others": [match for match in matches if match != chosen],
        "unknown": _unknown(asked.get("q", "").strip(), matches),
        "hits": hits,
        "total": total,
        "all": count_some(shown) if narrowed else total,
        "most": MOST_COUNTED,
        "wards": Ward.objects.current(),
        "map": _map(hits, chosen),
        "drawn_by_us": drawn_by_us(),
        "earlier": _turned(asked, start - A_PAGE) if start else "",
        "later": _turned(asked, start + A_PAGE) if start + A_PAGE < total else "",
        "narrowed": narrowed,
        "detour": DETOUR,
        "pace": METRES_A_MINUTE,
        "now": moment,
    }


def _chosen(matches: list[Found], asked: QueryDict) -> Found | None:
    """Give the match that was chosen from several, or else the likeliest."""
    place = asked.get("match", "0")
    number = int(place) if place.isascii() and place.isdecimal() and len(place) < 3 else 0
    return matches[min(number, len(matches) - 1)] if matches else None


def _unknown(text: str, matches: list[Found]) -> str:
    """Say why nothing was found where something was typed."""
    if not text or matches:
        return ""
    if is_postcode(text) and not knows_postcodes():
        return gettext(
            "We cannot look up postcodes here. Type a ward, a station, an area or a street."
        )
    return gettext(
        "We do not know that place. Type a ward, a station, an area or a street near you."
    )


def _filtered(places: QuerySet[Any], asked: QueryDict, moment: datetime) -> QuerySet[Any]:
    if asked.get("open"):
        places = places.filter(open_at(places.model, moment))
    if asked.get("step_free"):
        places = places.filter(step_free=Known.YES)
    if asked.get("young"):
        places = places.filter(youth_friendly=Known.YES)
    if asked.get("language"):
        # of a place that shows its area alone a language could say which house it is
        code = asked["language"][:4]
        places = places.filter(shown=Place.Shown.FULL, languages__code=code)
    return places


def _start(asked: QueryDict) -> int:
    written = asked.get("from", "0")
    return int(written) if written.isascii() and written.isdecimal() and len(written) < 6 else 0


def _turned(asked: QueryDict, start: int) -> str:
    query = asked.copy()
    query["from"] = str(max(start, 0))
    return f"?{query.urlencode()}"


def _way(place: PublicPlace, chosen: Found | None) -> str:
    if chosen is None or place.point is None:
        return ""
    metres = walk(chosen.point, place.point)
    way = _on_foot(metres)
    return gettext("about %(way)s") % {"way": way} if place.rough else way


def _on_foot(metres: float) -> str:
    count = minutes(metres)
    if count > LONGEST_WALK:
        return gettext("%(far)s km on foot") % {"far": number_format(metres / 1000, 1)}
    return ngettext("%(minutes)s minute’s walk", "%(minutes)s minutes’ walk", count) % {
        "minutes": count
    }


def _map(hits: list[Hit], chosen: Found | None) -> Map | None:
    known = borders()
    if known is None:
        return None
    pins = [
        Pin(hit.place.point, str(hit.number), full=_is_open(hit.place), rough=hit.place.rough)
        for hit in hits
        if hit.place.point
    ]
    told = "; ".join(f"{hit.number}: {hit.place.name}, {hit.place.ward}" for hit in hits)
    here = chosen.point if chosen else None
    return draw_map(known, gettext("Map of the places in the list"), told, pins=pins, here=here)


def _is_open(place: PublicPlace) -> bool:
    return bool(place.state and place.state.is_open)
