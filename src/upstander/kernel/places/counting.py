"""Counts that one part of the product offers to every kind of place, whoever keeps the places."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from django.db.models import Q, QuerySet

from upstander.kernel.figures import Period, Value
from upstander.kernel.places.models import Place, kinds_of_place
from upstander.kernel.registry import RecordCount

Rows = Callable[[Period], QuerySet[Any]]


def counts_of_places(what: str, title: str, rows: Rows, done: str = "") -> Iterator[RecordCount]:
    """Offer to each kind of place a count of what came through it.

    `rows` gives in a period what has a `place` (its public number) and an `organisation`; `done`
    names the field that is filled in those that are counted, where not all are. A place through
    which nothing came is left out.
    """
    for model in kinds_of_place():
        yield RecordCount(what, title, model._meta.label_lower, partial(_count, model, rows, done))


def _count(
    places: type[Place], rows: Rows, done: str, keys: Sequence[int], period: Period
) -> Mapping[int, Value]:
    counted = {}
    for place in places._base_manager.filter(pk__in=keys):
        body = getattr(place, "organisation_id", None)
        at_work = Q(organisation=body) if body else Q(pk=None)
        here = rows(period).filter(Q(place=str(place.public_id)) | at_work)
        if here.exists():
            reached = here.filter(**{f"{done}__isnull": False}) if done else here
            counted[place.pk] = Value.counted(reached.count())
    return counted
