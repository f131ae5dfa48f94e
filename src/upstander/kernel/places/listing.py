"""A place in the open feed: a `PublicPlace` in the words of the standard, and no more."""

from django.conf import settings

from upstander.kernel.listing import Body, Listing, Opens, Spot, Term
from upstander.kernel.places.public import PublicPlace
from upstander.kernel.reference.hours import DAYS, WHOLE_DAY, days_of

ROUGH = "Where exactly is told by telephone."


def partnership() -> Body:
    """Give the body that answers for what the partnership itself offers."""
    return Body(
        f"{settings.BOROUGH} hate crime partnership",
        "The council, police, schools, landlords and community groups that act on hate together.",
        settings.ADDRESS,
    )


def listing_of(
    place: PublicPlace, *, name: str, description: str, terms: tuple[Term, ...]
) -> Listing:
    """Write a public place as a service of the feed."""
    way_in = ROUGH if place.rough else place.on_arrival
    return Listing(
        key=place.key,
        name=name,
        description=f"{description} {way_in}".strip(),
        body=partnership(),
        changed_at=place.changed_at,
        area=place.ward or settings.BOROUGH,
        spot=None if place.rough else _spot(place),
        url=f"{settings.ADDRESS}{place.url}",
        languages=tuple((spoken.code, spoken.title) for spoken in place.languages),
        hours=_hours(place),
        terms=terms,
        minimum_age=place.minimum_age,
        closed_for_now=bool(place.state and not place.state.is_open and place.state.until is None),
    )


def _spot(place: PublicPlace) -> Spot:
    latitude, longitude = place.point or (None, None)
    return Spot(
        name=place.name,
        latitude=latitude,
        longitude=longitude,
        address=place.address,
        town=settings.BOROUGH,
        postcode=place.postcode,
        access=place.access,
    )


def _hours(place: PublicPlace) -> tuple[Opens, ...]:
    week = place.calendar.week if place.calendar else ()
    return tuple(
        Opens(tuple(DAYS[day][:2].upper() for day in days), _clock(opens), _clock(closes))
        for (opens, closes), days in days_of(week).items()
    )


def _clock(minutes: int) -> str:
    # the day of the standard has no 24:00
    return "23:59" if minutes == WHOLE_DAY else f"{minutes // 60:02}:{minutes % 60:02}"
