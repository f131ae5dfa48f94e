"""The places to report in the open feed."""

from uuid import UUID

from django.db.models import QuerySet

from upstander.capabilities.centres.models import PUBLIC_TOO, Centre, Sector
from upstander.kernel.listing import Listing, Term
from upstander.kernel.places.listing import listing_of
from upstander.kernel.places.public import PublicPlace, local_now, place_of, read_public

REPORTING = Term(
    "Service", "reporting", "Place to report", "Somebody trained listens and writes it down."
)
SAYS = (
    "People here are trained to listen to whoever met with hate, and to write down what happened."
)


def terms() -> list[Term]:
    """List the words by which the feed sorts places."""
    return [REPORTING, *(_kind(code) for code in Sector.values)]


def _kind(code: str) -> Term:
    title = str(Sector(code).label)
    return Term("Kind of place", code, title, f"{title}.")


def count() -> int:
    """Count the places in the feed."""
    return Centre.objects.in_public().count()


def listings(start: int, stop: int) -> list[Listing]:
    """Give a slice of the places, in the order of their random keys."""
    return _told(Centre.objects.in_public().order_by("public_id"), slice(start, stop))


def find(key: str) -> Listing | None:
    """Find one place by its key."""
    return next(iter(_told(Centre.objects.in_public().filter(public_id=UUID(key)))), None)


def _told(centres: QuerySet[Centre], part: slice = slice(None)) -> list[Listing]:
    moment = local_now()
    return [_listing(place_of(row, moment)) for row in read_public(centres, *PUBLIC_TOO)[part]]


def _listing(place: PublicPlace) -> Listing:
    sorts = (REPORTING, _kind(place.sort)) if place.sort else (REPORTING,)
    name = f"Report hate crime: {place.name}"
    return listing_of(place, name=name, description=SAYS, terms=sorts)
