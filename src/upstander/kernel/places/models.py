"""What every place has that people can go to; and how it wants to be shown (abstract models).

A part of the product that has places inherits from these. Its tables of openings, closures and
languages have a foreign key `place`, with the related names `openings`, `closures`, `languages`.
"""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from upstander.kernel.clock import now
from upstander.kernel.reference.hours import Session
from upstander.kernel.reference.languages import LANGUAGE_CHOICES
from upstander.kernel.reference.models import Ward


class Known(models.TextChoices):
    """A fact that somebody has to have asked for: no answer is not No."""

    UNKNOWN = "unknown", "Not asked"
    YES = "yes", "Yes"
    NO = "no", "No"


class Place(models.Model):
    """A place that people can go to.

    `public_id` is random, so that nobody can count or guess places; it is made anew whenever the
    place chooses to be shown in another way. Where the public may think that it is (`keeping`) is
    kept apart from where it is.
    """

    class Shown(models.TextChoices):
        """How a place wants to be shown in public."""

        FULL = "full", "Name and place"
        AREA = "area", "Area only"
        REFERRAL = "referral", "By referral: not shown at all"

    class BankHolidays(models.TextChoices):
        """What happens on bank holidays."""

        CLOSED = "closed", "Closed"
        OPEN = "open", "Open as on other days"

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(max_length=120)
    shown = models.CharField(max_length=10, choices=Shown, default=Shown.AREA)

    address = models.CharField(max_length=200, blank=True)
    postcode = models.CharField(max_length=10, blank=True)
    ward = models.ForeignKey(
        Ward, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    website = models.URLField(blank=True)
    on_arrival = models.CharField(max_length=200, blank=True)

    step_free = models.CharField(max_length=8, choices=Known, default=Known.UNKNOWN)
    toilet = models.CharField(max_length=8, choices=Known, default=Known.UNKNOWN)
    hearing_loop = models.CharField(max_length=8, choices=Known, default=Known.UNKNOWN)
    quiet_room = models.CharField(max_length=8, choices=Known, default=Known.UNKNOWN)
    youth_friendly = models.CharField(max_length=8, choices=Known, default=Known.UNKNOWN)
    minimum_age = models.PositiveSmallIntegerField(null=True, blank=True)
    bank_holidays = models.CharField(
        max_length=8, choices=BankHolidays, default=BankHolidays.CLOSED
    )
    changed_at = models.DateTimeField(default=now, editable=False)
    public_latitude = models.FloatField(null=True, blank=True, editable=False)
    public_longitude = models.FloatField(null=True, blank=True, editable=False)

    class Meta:
        abstract = True
        ordering: ClassVar = ["name"]
        constraints: ClassVar = [
            # one by referral takes no name away: a name that is refused would say that it is there
            models.UniqueConstraint(
                fields=["name"],
                condition=~Q(shown="referral"),
                name="%(class)s_name_once",
                violation_error_message="There is one of this name already.",
            ),
            models.CheckConstraint(
                condition=Q(latitude=None, longitude=None)
                | Q(latitude__isnull=False, longitude__isnull=False),
                name="%(class)s_place_is_whole",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def kind_of_place(self) -> tuple[str, str]:
        """Give a code and words for what kind of place it is."""
        raise NotImplementedError

    @property
    def public_address(self) -> str:
        """Give the address of its page for everybody."""
        raise NotImplementedError


class PlaceOpening(models.Model):
    """One span of the week, in minutes since midnight by the clock in London."""

    weekday = models.PositiveSmallIntegerField()  # Monday is 0
    opens = models.PositiveSmallIntegerField()
    closes = models.PositiveSmallIntegerField()
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)

    class Meta:
        abstract = True
        ordering: ClassVar = ["weekday", "opens"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(weekday__lte=6, closes__lte=1440, opens__lt=F("closes")),
                name="%(class)s_lies_in_a_week",
            ),
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gte=F("valid_from")),
                name="%(class)s_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.weekday}: {self.opens} to {self.closes}"

    @property
    def session(self) -> Session:
        """Give it as the rules of opening hours know it."""
        return Session(self.weekday, self.opens, self.closes)


class PlaceClosure(models.Model):
    """Some days on which a place is shut: a holiday, a flood. Why is nobody's business outside."""

    first_on = models.DateField()
    last_on = models.DateField()
    why = models.CharField(max_length=200, blank=True)

    class Meta:
        abstract = True
        ordering: ClassVar = ["first_on", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(last_on__gte=F("first_on")), name="%(class)s_ends_after_it_starts"
            )
        ]

    def __str__(self) -> str:
        last = f"{self.last_on.day} {self.last_on:%B %Y}"
        if self.first_on == self.last_on:
            return f"Shut on {last}"
        return f"Shut {self.first_on.day} {self.first_on:%B} to {last}"


class PlaceLanguage(models.Model):
    """A language in which somebody at the place listens."""

    code = models.CharField(max_length=4, choices=LANGUAGE_CHOICES)

    class Meta:
        abstract = True
        ordering: ClassVar = ["code"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["place", "code"], name="%(class)s_once_a_place")
        ]

    def __str__(self) -> str:
        return self.get_code_display()
