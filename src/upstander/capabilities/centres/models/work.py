"""What keeps a centre alive: who is trained, what checks found, its standard, its posters."""

from datetime import date
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import F, Q

from upstander.capabilities.centres.models.centre import Centre, Sector
from upstander.kernel.clock import today
from upstander.kernel.reference.languages import LANGUAGE_CHOICES
from upstander.kernel.vault.fields import Personal
from upstander.kernel.vault.kinds import Email, Phone, Text
from upstander.kernel.vault.models import Classification, Classified, ClassifiedQuerySet, Clock


class LeadQuerySet(ClassifiedQuerySet):
    """Finds the people who take reports."""

    def active(self, on: date | None = None) -> Self:
        """Keep those who work there on a day; the day they leave is the first without."""
        day = on or today()
        return self.filter(since__lte=day).filter(Q(left_on=None) | Q(left_on__gt=day))


class Lead(Classified):
    """Somebody at a centre who takes reports: named to those who look after it, and nowhere else.

    What is computed from them (since when, until when, trained) stays when the name is erased.
    """

    classification = Classification(
        people="People who take reports at a centre",
        purpose="To have somebody trained at every centre, and to reach them",
        basis="Public task (UK GDPR Art. 6(1)(e); Crime and Disorder Act 1998, section 17)",
        clocks=(Clock("centre_lead", "left_on"),),
    )

    centre = models.ForeignKey(Centre, on_delete=models.PROTECT, related_name="leads")
    name = Personal(Text(120), "To know whom to ask for")
    email = Personal(Email(), "To tell them of trainings and of what became of reports", blank=True)
    phone = Personal(Phone(), "To check whether the centre is ready", blank=True)
    since = models.DateField(default=today)
    left_on = models.DateField(null=True, blank=True)

    objects: ClassVar = LeadQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["since", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(left_on=None) | Q(left_on__gte=F("since")),
                name="lead_leaves_after_coming",
            )
        ]

    def __str__(self) -> str:
        return f"Somebody who takes reports at {self.centre}"


class Training(models.Model):
    """A day on which a lead was trained, at first or as a refresher."""

    lead = models.ForeignKey(Lead, on_delete=models.PROTECT, related_name="trainings")
    on = models.DateField(default=today)

    class Meta:
        ordering: ClassVar = ["on", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["lead", "on"], name="trained_once_a_day")
        ]

    def __str__(self) -> str:
        return f"Trained on {self.on.day} {self.on:%B %Y}"


class CheckQuerySet(models.QuerySet["LivenessCheck"]):
    """Finds checks."""

    def visible_to(self, user: Any) -> Self:
        """Give the checks of the centres that a person may see."""
        return self.filter(centre__in=Centre.objects.visible_to(user).values("pk"))


class LivenessCheck(models.Model):
    """Somebody rang, wrote or went there to see whether it is open and ready."""

    class Kind(models.TextChoices):
        """How it was looked at."""

        CALL = "call", "Telephone call"
        VISIT = "visit", "Visit by appointment"
        MYSTERY = "mystery", "Mystery visit"

    class Result(models.TextChoices):
        """What was found. Only the first is a pass."""

        PASSED = "passed", "Open, and somebody trained was there"
        NOBODY = "nobody", "Open, but nobody trained was there"
        UNSURE = "unsure", "Staff did not know of the scheme"
        SHUT = "shut", "Shut at a time when it should be open"
        SILENT = "silent", "Nobody answered"

    centre = models.ForeignKey(Centre, on_delete=models.PROTECT, related_name="checks")
    kind = models.CharField(max_length=8, choices=Kind)
    on = models.DateField(default=today)
    due_on = models.DateField(null=True, blank=True)  # when it fell due, as it then stood
    result = models.CharField(max_length=8, choices=Result)
    note = models.CharField(max_length=500, blank=True)
    follow_up = models.CharField(max_length=300, blank=True)
    follow_up_on = models.DateField(null=True, blank=True)
    by_name = models.CharField(max_length=200)

    objects = CheckQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-on", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(result="passed") | Q(follow_up_on__isnull=False),
                name="failed_check_is_followed_up",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_result_display()}, {self.on.day} {self.on:%B %Y}"

    @property
    def passed(self) -> bool:
        """Tell whether the centre was found as it should be."""
        return self.result == self.Result.PASSED


class Answer(models.Model):
    """What a centre says to one item of the minimum standard; the latest of an item holds."""

    centre = models.ForeignKey(Centre, on_delete=models.PROTECT, related_name="answers")
    item = models.CharField(max_length=30)
    met = models.BooleanField()
    on = models.DateField(default=today)

    class Meta:
        ordering: ClassVar = ["on", "pk"]

    def __str__(self) -> str:
        return f"{self.item}: {'met' if self.met else 'not met'}"


class Publicity(models.Model):
    """Something that makes the centre known, and the day by which somebody looks whether it is."""

    class Kind(models.TextChoices):
        """What it is."""

        POSTER = "poster", "Poster"
        LEAFLET = "leaflet", "Leaflets"
        STICKER = "sticker", "Window sticker"
        WEB = "web", "Page or post online"

    centre = models.ForeignKey(Centre, on_delete=models.PROTECT, related_name="publicity")
    kind = models.CharField(max_length=8, choices=Kind)
    language = models.CharField(max_length=4, choices=LANGUAGE_CHOICES, default="en")
    given_on = models.DateField(default=today)
    review_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["given_on", "pk"]
        verbose_name_plural = "publicity"

    def __str__(self) -> str:
        return f"{self.get_kind_display()} in {self.get_language_display()}"


class SectorTarget(models.Model):
    """How many new live centres of a sector the partnership wants by a day."""

    sector = models.CharField(max_length=12, choices=Sector)
    wanted = models.PositiveSmallIntegerField()
    by = models.DateField()

    class Meta:
        ordering: ClassVar = ["by", "sector"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["sector", "by"], name="target_once_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.get_sector_display()}: {self.wanted} by {self.by.day} {self.by:%B %Y}"
