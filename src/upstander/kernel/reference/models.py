"""The shared words as dated rows: a record keeps the strand or ward of its own day."""

from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q

from upstander.kernel.clock import today


class DatedQuerySet(models.QuerySet):
    """Finds the rows that were in force on a day."""

    def on(self, day: date) -> Self:
        """Keep what was in force on a day."""
        return self.filter(Q(valid_from=None) | Q(valid_from__lte=day)).filter(
            Q(valid_until=None) | Q(valid_until__gte=day)
        )

    def current(self) -> Self:
        """Keep what is in force today."""
        return self.on(today())


class Dated(models.Model):
    """A coded row with its first and last day; no first day means as far back as anybody looks."""

    code = models.CharField(max_length=40)
    title = models.CharField(max_length=120)
    valid_from = models.DateField(null=True, blank=True)
    valid_until = models.DateField(null=True, blank=True)

    class Meta:
        abstract = True
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["code"],
                condition=Q(valid_until=None),
                name="%(class)s_in_force_once",
            ),
            models.CheckConstraint(
                condition=Q(valid_from=None)
                | Q(valid_until=None)
                | Q(valid_until__gte=F("valid_from")),
                name="%(class)s_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class StrandQuerySet(DatedQuerySet):
    """Finds strands."""

    def main(self) -> Self:
        """Keep the strands themselves, without what lies under them."""
        return self.filter(parent=None)

    def national(self) -> Self:
        """Keep those that are monitored nationally."""
        return self.filter(scope=Strand.Scope.NATIONAL)

    def local(self) -> Self:
        """Keep those that the borough adds; they are never mixed into a national figure."""
        return self.filter(scope=Strand.Scope.LOCAL)


class Strand(Dated):
    """A ground of hatred, or a part of one: it is what a report, an event or a member speaks of."""

    class Scope(models.TextChoices):
        """Who counts it."""

        NATIONAL = "national", "Monitored nationally"
        LOCAL = "local", "Added locally"

    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="parts"
    )
    scope = models.CharField(max_length=10, choices=Scope)
    position = models.PositiveSmallIntegerField(default=0)

    objects = StrandQuerySet.as_manager()

    class Meta(Dated.Meta):
        ordering: ClassVar = ["position", "code"]


class Ward(Dated):
    """A ward of the borough under its statistical code, which changes when its border does."""

    objects = DatedQuerySet.as_manager()

    class Meta(Dated.Meta):
        ordering: ClassVar = ["title"]
