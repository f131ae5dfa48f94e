"""What is said of one record: who takes part, who is barred, what is withheld.

Records are named by label and key, so that one table serves every kind of record and no part of
the product has to be known here.
"""

from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from upstander.kernel.access.predicates import has_role
from upstander.kernel.clock import today
from upstander.kernel.people.models import Organisation

LISTS_BARRED = has_role("information_governance")


class OfRecordQuerySet(models.QuerySet[Any]):
    """Finds what is said of records."""

    def of(self, label: str, *keys: int) -> Self:
        """Keep what is said of records of a label."""
        return self.filter(label=label.lower(), **({"key__in": keys} if keys else {}))

    def standing(self) -> Self:
        """Keep what holds now."""
        return self.filter(ended_on=None)


class OfRecord(models.Model):
    """Something said of one record."""

    label = models.CharField(max_length=80)
    key = models.BigIntegerField()
    began_on = models.DateField(default=today)
    ended_on = models.DateField(null=True, blank=True)

    objects: ClassVar[Any] = OfRecordQuerySet.as_manager()

    class Meta:
        abstract = True

    @property
    def about(self) -> str:
        """Name the record as the trail does."""
        return f"{self.label}:{self.key}"


class LimitedQuerySet(OfRecordQuerySet):
    """Finds what somebody set, some of it until a day."""

    def standing(self) -> Self:
        """Keep what holds today."""
        return self.filter(Q(until=None) | Q(until__gte=today()), ended_on=None)

    def over(self) -> Self:
        """Keep what has run out and is not written down as ended."""
        return self.filter(ended_on=None, until__lt=today())


class Limited(OfRecord):
    """What somebody set on a record, until somebody lifts it or, where it says so, until a day."""

    class Lifted(models.TextChoices):
        """Why it was lifted before its day."""

        OVER = "over", "It is no longer needed"
        WISH = "wish", "The person asked for it"
        MISTAKE = "mistake", "It was a mistake"

    until = models.DateField("last day", null=True, blank=True)
    by_name = models.CharField("set by", max_length=200, blank=True)
    lifted_by = models.CharField(max_length=200, blank=True)
    lifted_why = models.CharField("why lifted", max_length=20, choices=Lifted, blank=True)

    objects: ClassVar[Any] = LimitedQuerySet.as_manager()

    class Meta:
        abstract = True

    @property
    def state(self) -> str:
        """Say in words whether it holds."""
        if self.ended_on or (self.until and self.until < today()):
            return "Over"
        return f"Until {self.until:%d %B %Y}" if self.until else "In force"


class Involvement(Limited):
    """A body that takes part in a case: only there does an agreement open anything to it."""

    class Reason(models.TextChoices):
        """What the body takes part for."""

        SUPPORT = "support", "It supports the person"
        CRIME = "crime", "It investigates what happened"
        HOME = "home", "It lets the home, or the home of whoever did it"
        SAFEGUARDING = "safeguarding", "It protects a child or an adult at risk"
        SCHOOL = "school", "It teaches, employs or cares for somebody in it"
        PANEL = "panel", "It sits on the panel that plans for safety"

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=20, choices=Reason, blank=True)

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


class BarringQuerySet(LimitedQuerySet):
    """Finds what is barred."""

    def visible_to(self, user: Any) -> "BarringQuerySet":
        """Give the list to information governance alone: it names people and why."""
        return self if LISTS_BARRED(user, None) else self.none()

    def naming(self, user: Any) -> Self:
        """Keep what bars a person, by name or through a body of theirs."""
        return self.filter(Q(user=user.pk) | Q(organisation__in=user.organisations_as(*user.roles)))

    def in_records_of(self, body: Any) -> Self:
        """Keep what holds in the records of a body: its own barrings, and those for all."""
        return self.filter(Q(within=None) | Q(within=body))


class Barring(Limited):
    """A person or a body that a record is shut to, whatever any role or agreement says.

    On a person spoken of it shuts what speaks of them: the records of the body `within`, or of all
    where it is empty. Nobody but information governance shuts records that another body keeps.
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
    within = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
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
                condition=Q(ended_on=None, organisation=None, within=None),
                name="person_barred_once",
            ),
            models.UniqueConstraint(
                fields=["label", "key", "user", "within"],
                condition=Q(ended_on=None, organisation=None),
                name="person_barred_once_within",
            ),
            models.UniqueConstraint(
                fields=["label", "key", "organisation"],
                condition=Q(ended_on=None, user=None, within=None),
                name="body_barred_once",
            ),
            models.UniqueConstraint(
                fields=["label", "key", "organisation", "within"],
                condition=Q(ended_on=None, user=None),
                name="body_barred_once_within",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["label", "key"], name="barring_by_record")]

    def __str__(self) -> str:
        return f"{self.user or self.organisation} barred from {self.about}"

    @property
    def where(self) -> str:
        """Name the one body in whose records it holds; '' where it holds in all."""
        return self.within.short if self.within else ""


class Withholding(Limited):
    """A category of one record that is kept from a partner body, or from every partner body."""

    class Reason(models.TextChoices):
        """Why it is kept back."""

        WISH = "wish", "The person asked for it"
        DANGER = "danger", "Knowing it could put somebody in danger"
        OTHERS = "others", "It speaks of somebody else"
        NEED = "need", "They do not need it for what they do"

    reason = models.CharField(max_length=20, choices=Reason, blank=True)
    category = models.CharField(max_length=20)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering: ClassVar = ["pk"]
        indexes: ClassVar = [models.Index(fields=["label", "key"], name="withheld_by_record")]

    def __str__(self) -> str:
        return f"{self.category} of {self.about} withheld"


class Workplace(Limited):
    """A person spoken of works for a body of the partnership.

    Nobody is shut out by that; colleagues who read it stand on the list of unusual reading.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["label", "key", "organisation"],
                condition=Q(ended_on=None),
                name="works_there_once",
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
