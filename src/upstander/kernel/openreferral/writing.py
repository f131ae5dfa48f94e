"""Services in the words of Open Referral UK 3.0 (domain.md 19). Pure functions.

Whatever has an id gets one made from the service's own random key, so that ids stay the same from
day to day and nobody can count or guess them.
"""

from datetime import UTC
from typing import Any
from uuid import UUID, uuid5

from upstander.kernel.listing import Body, Listing, Opens, Spot, Term

NAMESPACE = UUID("6e1f3a52-94c7-4a53-8f0e-1f5f0f6a2b7d")
RANDOM_BITS = ~(0xF << 76 | 0x3 << 62) & (1 << 128) - 1  # all but version and variant of a UUID
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")

Json = dict[str, Any]


def twin_of(kind: str, key: str) -> str:
    """Give the lasting id of what a service has one of; asked with that id, give the service's key.

    So one row is found without reading all. Raises ValueError for what is no UUID.
    """
    return str(UUID(int=UUID(key).int ^ (uuid5(NAMESPACE, kind).int & RANDOM_BITS)))


def id_of(kind: str, *keys: str) -> str:
    """Give the lasting id of a part of a service."""
    return str(uuid5(NAMESPACE, "/".join((kind, *keys))))


def _told(**fields: Any) -> Json:
    return {name: value for name, value in fields.items() if value not in (None, "", [])}


def service(listing: Listing, *, full: bool = True) -> Json:
    """Write a service; lists hold only what there is one of, unless `full`."""
    found = _told(
        id=listing.key,
        name=listing.name,
        description=listing.description,
        url=listing.url,
        status="temporarily closed" if listing.closed_for_now else "active",
        fees=listing.fees,
        minimum_age=listing.minimum_age,
        assured_date=listing.assured_on.isoformat() if listing.assured_on else None,
        last_modified=listing.changed_at.astimezone(UTC).isoformat(timespec="seconds"),
        organization=organization(listing.body),
    )
    return found | _nested(listing) if full else found


def _nested(listing: Listing) -> Json:
    return _told(
        schedules=[
            schedule(listing.key, place, opens) for place, opens in enumerate(listing.hours)
        ],
        service_areas=[_area(listing)] if listing.area else [],
        service_at_locations=[_at(listing, listing.spot)] if listing.spot else [],
        languages=[
            {"id": id_of("language", listing.key, code), "code": code, "name": name}
            for code, name in listing.languages
        ],
        attributes=[_attribute(listing.key, term) for term in listing.terms],
    )


def schedule(key: str, place: int, opens: Opens) -> Json:
    """Write a span of the week."""
    return _told(
        id=id_of("schedule", key, str(place)),
        freq="WEEKLY",
        interval=1,
        byday=",".join(opens.days),
        opens_at=f"{opens.opens}:00",
        closes_at=f"{opens.closes}:00",
        valid_from=opens.valid_from.isoformat() if opens.valid_from else None,
        valid_to=opens.valid_until.isoformat() if opens.valid_until else None,
        notes="By the clock in London.",
    )


def _area(listing: Listing) -> Json:
    return {
        "id": id_of("area", listing.key),
        "name": listing.area,
        "service_area": listing.area,
    }


def service_at_location(listing: Listing, spot: Spot) -> Json:
    """Write that a service is at a place, with the service itself."""
    return _at(listing, spot) | {"service": service(listing, full=False)}


def _at(listing: Listing, spot: Spot) -> Json:
    return {
        "id": twin_of("at", listing.key),
        "service_id": listing.key,
        "location": location(listing.key, spot),
    }


def location(key: str, spot: Spot) -> Json:
    """Write a place."""
    return _told(
        id=twin_of("location", key),
        location_type="physical",
        name=spot.name,
        latitude=spot.latitude,
        longitude=spot.longitude,
        addresses=[_address(key, spot)] if spot.address and spot.postcode else [],
        accessibility=[
            {"id": id_of("access", key, str(place)), "description": words}
            for place, words in enumerate(spot.access)
        ],
    )


def _address(key: str, spot: Spot) -> Json:
    return {
        "id": id_of("address", key),
        "address_1": spot.address,
        "city": spot.town,
        "state_province": "London",
        "postal_code": spot.postcode,
        "country": "GB",
        "address_type": "physical",
    }


def organization(body: Body) -> Json:
    """Write who answers for services."""
    return _told(
        id=id_of("organization", body.name),
        name=body.name,
        description=body.description,
        website=body.website,
    )


def _attribute(key: str, term: Term) -> Json:
    return {
        "id": id_of("attribute", key, term.taxonomy, term.code),
        "link_id": key,
        "link_type": "service",
        "taxonomy_term": taxonomy_term(term),
    }


def taxonomy_term(term: Term) -> Json:
    """Write a word of a list."""
    return {
        "id": term_id(term),
        "name": term.title,
        "description": term.meaning,
        "taxonomy": term.taxonomy,
        "taxonomy_id": taxonomy_id(term),
        "term": term.title,
    }


def taxonomy(term: Term) -> Json:
    """Write the list that a word belongs to."""
    return {
        "id": taxonomy_id(term),
        "name": term.taxonomy,
        "description": f"{term.taxonomy}, as this partnership sorts its services.",
    }


def term_id(term: Term) -> str:
    """Give the id of a word."""
    return id_of("term", term.taxonomy, term.code)


def taxonomy_id(term: Term) -> str:
    """Give the id of a list of words."""
    return id_of("taxonomy", term.taxonomy)
