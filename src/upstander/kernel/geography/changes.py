"""Putting names of places into the tables, and taking those of the same kinds out."""

from typing import Any

from django.db import transaction

from upstander.kernel.audit.record import record
from upstander.kernel.errors import Refused
from upstander.kernel.geography.models import Place


@transaction.atomic
def replace_places(places: list[Place], *, by: Any) -> int:
    """Put places in, instead of all that there are of their kinds; returns how many.

    Raises Refused where there is none: a wrong file must not empty a list that works.
    """
    if not places:
        raise Refused("The file holds no place in this borough or near it. Nothing was changed.")
    kinds = {place.kind for place in places}
    Place.objects.filter(kind__in=kinds).delete()
    Place.objects.bulk_create(places, batch_size=1_000)
    record(
        "geography.places_loaded", "geography.places", by=by, kinds=sorted(kinds), count=len(places)
    )
    return len(places)
