"""Places that people can go to as a directory of the open feed, read only as far as asked."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from upstander.kernel.listing import Body, Listing
from upstander.kernel.places.listing import partnership
from upstander.kernel.places.models import Place
from upstander.kernel.places.public import PublicPlace, local_now, place_of, read_public


@dataclass(frozen=True)
class ListedPlaces:
    """What a `Directory` asks of the places of one model.

    `shown` gives those that may be shown at this moment, `write` makes a service of one, and `also`
    names columns of the model's own that everybody may read.
    """

    shown: Callable[[], QuerySet[Any]]
    write: Callable[[PublicPlace], Listing]
    also: tuple[str, ...] = ()

    def count(self, *, placed: bool = False) -> int:
        """Count the places in the feed, or those that tell where they are."""
        return self._chosen(placed).count()

    def listings(self, start: int, stop: int, *, placed: bool = False) -> list[Listing]:
        """Give a slice of the places, in the order of their random keys."""
        return self._written(self._chosen(placed).order_by("public_id"), slice(start, stop))

    def find(self, key: str) -> Listing | None:
        """Find one place by its key."""
        return next(iter(self._written(self.shown().filter(public_id=UUID(key)))), None)

    def bodies(self) -> list[Body]:
        """Name who answers for them."""
        return [partnership()] if self.shown().exists() else []

    def _chosen(self, placed: bool) -> QuerySet[Any]:
        return self.shown().filter(shown=Place.Shown.FULL) if placed else self.shown()

    def _written(self, places: QuerySet[Any], part: slice = slice(None)) -> list[Listing]:
        moment = local_now()
        rows = read_public(places, *self.also)[part]
        return [self.write(place_of(row, moment)) for row in rows]
