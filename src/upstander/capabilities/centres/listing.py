"""The places to report in the open feed."""

from uuid import UUID

from django.db.models import QuerySet

from upstander.capabilities.centres.models import PUBLIC_TOO, Centre, Sector
from upstander.kernel.listing import Body, Listing, Term
from upstander.kernel.places.listing import listing_of, partnership
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
    title = Sector(code).label
    return Term("Kind of place", code, title, f"{title}.")


def bodies() -> list[Body]:
    """Name who answers for them."""
    return [partnership()] if count() else []


def count(*, placed: bool = False) -> int:
    """Count the places in the feed, or those that tell where they are."""
    return _shown(placed=placed).count()


def listings(start: int, stop: int, *, placed: bool = False) -> list[Listing]:
    """Give a slice of the places, in the order of their random keys."""
    return _told(_shown(placed=placed).order_by("public_id"), slice(start, stop))


def _shown(*, placed: bool) -> QuerySet[Centre]:
    shown = Centre.objects.in_public()
    return shown.filter(shown=Centre.Shown.FULL) if placed else shown


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
