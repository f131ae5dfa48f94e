"""When a centre is open, and in which languages somebody listens there."""

from typing import ClassVar

from django.db import models

from upstander.capabilities.centres.models.centre import Centre
from upstander.kernel.places.models import PlaceClosure, PlaceLanguage, PlaceOpening


class Opening(PlaceOpening):
    """One span of the week of a centre."""

    place = models.ForeignKey(Centre, on_delete=models.CASCADE, related_name="openings")

    class Meta(PlaceOpening.Meta):
        indexes: ClassVar = [models.Index(fields=["place", "weekday"], name="opening_of_day")]


class Closure(PlaceClosure):
    """Some days on which a centre is shut."""

    place = models.ForeignKey(Centre, on_delete=models.CASCADE, related_name="closures")


class CentreLanguage(PlaceLanguage):
    """A language of a centre."""

    place = models.ForeignKey(Centre, on_delete=models.CASCADE, related_name="languages")
