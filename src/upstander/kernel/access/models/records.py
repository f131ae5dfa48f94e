"""What is said of one record: who takes part, who is barred, what is withheld.

Records are named by label and key, so that one table serves every kind of record and no part of
the product has to be known here.
"""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from upstander.kernel.access.predicates import has_role
from upstander.kernel.clock import today
from upstander.kernel.people.models import Organisation

LISTS_BARRED = has_role("information_governance")


class OfRecordQuerySet(models.QuerySet[Any]):
    """Finds what is said of records."""

    def of(self, label: str, *keys: int) -> "OfRecordQuerySet":
        """Keep what is said of records of a label."""
        return self.filter(label=label.lower(), **({"key__in": keys} if keys else {}))

    def standing(self) -> "OfRecordQuerySet":
        """Keep what holds now."""
        return self.filter(ended_on=None)


class OfRecord(models.Model):
    """Something said of one record."""

    label = models.CharField(max_length=80)
    key = models.BigIntegerField()
    began_on = models.DateField(default=today)
    ended_on = models.DateField(null=True, blank=True)

    objects = OfRecordQuerySet.as_manager()

    class Meta:
        abstract = True

    @property
    def about(self) -> str:
        """Name the record as the trail does."""
        return f"{self.label}:{self.key}"


class Involvement(OfRecord):
    """A body that takes part in a case: only there does an agreement open anything to it."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["label", "key", "organisation"],
                condition=Q(ended_on=None),
                name="involved_once",
            )
        ]
        indexes: ClassVar = [
            models.Index(fields=["label", "organisation", "key"], name="involved_by_body")
        ]

    def __str__(self) -> str:
        return f"{self.organisation} in {self.about}"


class BarringQuerySet(OfRecordQuerySet):
    """Finds what is barred."""

    def visible_to(self, user: Any) -> "BarringQuerySet":
        """Give the list to information governance alone: it names people and why."""
        return self if LISTS_BARRED(user, None) else self.none()


class Barring(OfRecord):
    """A person or a body that a record is shut to, whatever any role or agreement says.

    The ground is one of a few words, since a reason in free text would name somebody. A body that
    is barred may have another that takes hand-overs in its place.
    """

    class Ground(models.TextChoices):
        """Why somebody is kept out."""

        ACCUSED = "accused", "Accused, or works with whoever is accused"
        FAMILY = "family", "Family or friend of somebody in it"
        COLLEAGUE = "colleague", "Works with the person it is about"
        WISH = "wish", "The person asked for it"
        COMPLAINT = "complaint", "The record holds a complaint about them"

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, related_name="+"
    )
    ground = models.CharField(max_length=20, choices=Ground)
    instead = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects: ClassVar = BarringQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(user=None) ^ Q(organisation=None), name="barring_names_one"
            ),
            models.UniqueConstraint(
                fields=["label", "key", "user"],
                condition=Q(ended_on=None, organisation=None),
                name="person_barred_once",
            ),
            models.UniqueConstraint(
                fields=["label", "key", "organisation"],
                condition=Q(ended_on=None, user=None),
                name="body_barred_once",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["label", "key"], name="barring_by_record")]

    def __str__(self) -> str:
        return f"{self.user or self.organisation} barred from {self.about}"


class Withholding(OfRecord):
    """A category of one record that is kept from a partner body, or from every partner body."""

    category = models.CharField(max_length=20)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering: ClassVar = ["pk"]
        indexes: ClassVar = [models.Index(fields=["label", "key"], name="withheld_by_record")]

    def __str__(self) -> str:
        return f"{self.category} of {self.about} withheld"


class Workplace(OfRecord):
    """Whom the record speaks of works for a body of the partnership.

    Nobody is shut out by that; colleagues who read it stand on the list of unusual reading.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["label", "key", "organisation"], name="works_there_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.about} works for {self.organisation}"


class SystemUse(models.Model):
    """A day on which some work of the product went through a kind of record; its row is written."""

    work = models.CharField(max_length=40)
    label = models.CharField(max_length=80)
    on = models.DateField()

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["work", "label", "on"], name="system_use_once_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.work} on {self.label}"
