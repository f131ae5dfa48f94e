"""The places to report in the open feed."""

from upstander.capabilities.centres.models import PUBLIC_TOO, Centre, Sector
from upstander.kernel.listing import Listing, Term
from upstander.kernel.places.directories import ListedPlaces
from upstander.kernel.places.listing import listing_of
from upstander.kernel.places.public import PublicPlace

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


def _listing(place: PublicPlace) -> Listing:
    sorts = (REPORTING, _kind(place.sort)) if place.sort else (REPORTING,)
    name = f"Report hate crime: {place.name}"
    return listing_of(place, name=name, description=SAYS, terms=sorts)


PLACES = ListedPlaces(Centre.objects.in_public, _listing, PUBLIC_TOO)
