"""A service that the public may use, in words that every part of the product understands.

A part that has such services declares a `Directory` in the registry. The open feed reads these
values and nothing else: what is not put into them cannot leak.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True)
class Term:
    """One word of a list by which services are sorted."""

    taxonomy: str
    code: str
    title: str
    meaning: str


@dataclass(frozen=True)
class Body:
    """Who answers for a service."""

    name: str
    description: str
    website: str = ""


@dataclass(frozen=True)
class Spot:
    """Where a service is."""

    name: str
    latitude: float | None = None
    longitude: float | None = None
    address: str = ""
    town: str = ""
    postcode: str = ""
    access: tuple[str, ...] = ()


@dataclass(frozen=True)
class Opens:
    """One span of a week, on local time: days as in calendars (MO, TU) and hours as HH:MM."""

    days: tuple[str, ...]
    opens: str
    closes: str
    valid_from: date | None = None
    valid_until: date | None = None


@dataclass(frozen=True)
class Listing:
    """One service, as everybody may read it. `key` is a random UUID, so that none can be guessed.

    Without a `spot` the place is not told, and `area` says for whom the service is there.
    """

    key: str
    name: str
    description: str
    body: Body
    changed_at: datetime
    area: str = ""
    spot: Spot | None = None
    assured_on: date | None = None
    url: str = ""
    languages: tuple[tuple[str, str], ...] = ()  # code and name
    hours: tuple[Opens, ...] = ()
    terms: tuple[Term, ...] = ()
    minimum_age: int | None = None
    closed_for_now: bool = False
    fees: str = "Free"


@dataclass(frozen=True)
class Directory:
    """Services that the public may use, for the open feed: nothing that is private is in it.

    `listings(start, stop)` gives a slice in an order that stays; it and `count` are asked with
    `placed=True` for those alone that tell where they are. `find` looks for one key; `bodies`
    names who answers for services, if there are any.
    """

    code: str
    title: str
    count: Callable[..., int]
    listings: Callable[..., Sequence[Listing]]
    find: Callable[[str], Listing | None]
    terms: Callable[[], Sequence[Term]]
    bodies: Callable[[], Sequence[Body]]
    order: int = 50
