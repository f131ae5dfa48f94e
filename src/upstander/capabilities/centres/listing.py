"""The places in the open feed: a `PublicPlace` in the words of the standard, and no more."""

from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet

from upstander.capabilities.centres.models import Centre, Sector
from upstander.capabilities.centres.public import (
    KIND,
    PublicPlace,
    local_now,
    place_of,
    public_centres,
)
from upstander.kernel.listing import Body, Listing, Opens, Spot, Term
from upstander.kernel.reference.hours import DAYS, WHOLE_DAY, days_of

REPORTING = Term("Service", "reporting", KIND, "Somebody trained listens and writes it down.")
SAYS = (
    "People here are trained to listen to whoever met with hate, and to write down what happened."
)
ROUGH = "Where exactly is told by telephone."


def terms() -> list[Term]:
    """List the words by which the feed sorts places."""
    return [REPORTING, *(_kind(code) for code in Sector.values)]


def _kind(code: str) -> Term:
    title = Sector(code).label
    return Term("Kind of place", code, title, f"{title}.")


def count() -> int:
    """Count the places in the feed."""
    return Centre.objects.in_public().count()


def listings(start: int, stop: int) -> list[Listing]:
    """Give a slice of the places, in the order of their random keys."""
    return _told(public_centres().order_by("public_id")[start:stop])


def find(key: str) -> Listing | None:
    """Find one place by its key."""
    return next(iter(_told(public_centres().filter(public_id=UUID(key)))), None)


def _told(centres: QuerySet[Centre]) -> list[Listing]:
    moment = local_now()
    return [listing_of(place_of(centre, moment)) for centre in centres]


def listing_of(place: PublicPlace) -> Listing:
    """Write a public place as a service of the feed."""
    return Listing(
        key=place.key,
        name=f"Report hate crime: {place.name}",
        description=" ".join(filter(None, [SAYS, ROUGH if place.rough else place.on_arrival])),
        body=_partnership(),
        changed_at=place.changed_at,
        area=place.ward or settings.BOROUGH,
        spot=None if place.rough else _spot(place),
        url=f"{settings.ADDRESS}{place.url}",
        languages=tuple((spoken.code, spoken.title) for spoken in place.languages),
        hours=_hours(place),
        terms=(REPORTING, _kind(place.sector)) if place.sector else (REPORTING,),
        minimum_age=place.minimum_age,
        closed_for_now=bool(place.state and not place.state.is_open and place.state.until is None),
    )


def _partnership() -> Body:
    return Body(
        f"{settings.BOROUGH} hate crime partnership",
        "The council, police, schools, landlords and community groups that act on hate together.",
        settings.ADDRESS,
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
