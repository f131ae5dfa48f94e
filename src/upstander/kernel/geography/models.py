"""Names of places that people search by: stations, areas, streets, postcodes."""

import re
from typing import ClassVar

from django.db import models


def folded(name: str) -> str:
    """Fold what people write differently and mean alike: case, signs, "St" and "Street"."""
    words = re.sub(r"[’']", "", name.casefold())
    words = re.sub(r"[\W_]+", " ", words).strip()
    return re.sub(r"\b(road|street|avenue|lane)\b", lambda found: _SHORT[found[1]], words)


_SHORT = {"road": "rd", "street": "st", "avenue": "ave", "lane": "ln"}


class Place(models.Model):
    """A name and where it is. It says nothing of anybody: it comes from public lists."""

    class Kind(models.TextChoices):
        """What kind of place, in the order in which people mean it."""

        AREA = "area", "Area"
        STATION = "station", "Station"
        STREET = "street", "Street"
        POSTCODE = "postcode", "Postcode"

    kind = models.CharField(max_length=10, choices=Kind)
    name = models.CharField(max_length=120)
    folded = models.CharField(max_length=120, db_index=True)
    latitude = models.FloatField()
    longitude = models.FloatField()

    class Meta:
        ordering: ClassVar = ["name", "pk"]

    def __str__(self) -> str:
        return self.name
