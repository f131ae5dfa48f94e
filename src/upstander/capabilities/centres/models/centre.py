"""A centre: a place where people can report hate to somebody who is trained to listen."""

import uuid
from datetime import date
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q

from upstander.capabilities.centres.models.stages import Stage
from upstander.kernel.clock import now, today
from upstander.kernel.people.models import Organisation, Post
from upstander.kernel.reference.languages import LANGUAGE_CHOICES
from upstander.kernel.reference.models import Strand, Ward

# who has to know of places that are shown to nobody, because they lead people there
REFERRERS = frozenset({"strategic_lead", "caseworker", "panel_coordinator", "police_liaison"})


class Sector(models.TextChoices):
    """What kind of place it is (objectives 5, 10 and 19 of the plan)."""

    COMMUNITY = "community", "Community centre"
    LIBRARY = "library", "Library or council office"
    FAITH = "faith", "Place of worship"
    SPORT = "sport", "Sports club"
    BARBER = "barber", "Barber or hair salon"
    NAIL_BAR = "nail_bar", "Nail bar"
    TAXI = "taxi", "Taxi office"
    SHOP = "shop", "Shop or café"
    HEALTH = "health", "Health or care"
    YOUTH = "youth", "Youth centre"
    EDUCATION = "education", "School or college"
    LGBT = "lgbt", "LGBT+ venue"
    TRAVELLER = "traveller", "Gypsy, Roma and Traveller site"
    OTHER = "other", "Other"


class Known(models.TextChoices):
    """A fact that somebody has to have asked for: no answer is not No."""

    UNKNOWN = "unknown", "Not asked"
    YES = "yes", "Yes"
    NO = "no", "No"


class CentreQuerySet(models.QuerySet["Centre"]):
    """Finds centres."""

    def visible_to(self, user: Any) -> Self:
        """Give what a person may see: a place by referral only if they lead people there."""
        if not user.roles:
            return self.none()
        if not REFERRERS.isdisjoint(user.roles):
            return self
        own = Q(organisation__in=user.organisations_as(*user.roles))
        theirs = own | Q(owner__organisation__in=user.organisations_as("action_lead"))
        return self.filter(~Q(shown=Centre.Shown.REFERRAL) | theirs)

    def in_public(self, on: date | None = None) -> Self:
        """Give what anybody may read of: live, trained, seen of late, and willing to be shown.

        This is the only door for pages without an account, and for the open feed.
        """
        day = on or today()
        return self.filter(
            stage=Stage.LIVE,
            shown__in=[Centre.Shown.FULL, Centre.Shown.AREA],
            trained_until__gte=day,
            seen_until__gte=day,
        )

    def needing_somebody(self, by: date) -> Self:
        """Give those of which something falls due by a day, the longest overdue first."""
        return self.filter(attention_on__lte=by).order_by("attention_on", "pk")


class Centre(models.Model):
    """A reporting centre, from the first idea on.

    `public_id` is random, so that nobody can count or guess centres; it is made anew whenever the
    centre chooses to be shown in another way. The last fields are kept up by `changes`, so that a
    list of ten thousand can be asked quickly; tests hold them against what the records say.
    """

    class Shown(models.TextChoices):
        """How a centre wants to be shown in public."""

        FULL = "full", "Name and place"
        AREA = "area", "Area only"
        REFERRAL = "referral", "By referral: not shown at all"

    class BankHolidays(models.TextChoices):
        """What happens on bank holidays."""

        CLOSED = "closed", "Closed"
        OPEN = "open", "Open as on other days"

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(max_length=120)
    sector = models.CharField(max_length=12, choices=Sector)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    stage = models.CharField(max_length=10, choices=Stage, default=Stage.IDEA)
    stage_since = models.DateField(default=today)
    owner = models.ForeignKey(
        Post, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
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
    strands = models.ManyToManyField(Strand, related_name="+", blank=True)

    agreed_on = models.DateField(null=True, blank=True)
    agreement_ends_on = models.DateField(null=True, blank=True)
    agreement_kept = models.CharField(max_length=200, blank=True)
    notes = models.TextField(blank=True)
    changed_at = models.DateTimeField(default=now, editable=False)

    # kept up by changes.upkeep
    trained_until = models.DateField(null=True, blank=True, editable=False)
    seen_until = models.DateField(null=True, blank=True, editable=False)
    check_due_on = models.DateField(null=True, blank=True, editable=False)
    last_result = models.CharField(max_length=12, blank=True, editable=False)
    publicity_due_on = models.DateField(null=True, blank=True, editable=False)
    attention_on = models.DateField(null=True, blank=True, editable=False)
    public_latitude = models.FloatField(null=True, blank=True, editable=False)
    public_longitude = models.FloatField(null=True, blank=True, editable=False)

    objects = CentreQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["name"]
        indexes: ClassVar = [
            models.Index(fields=["stage", "stage_since"], name="centre_by_stage"),
            models.Index(fields=["sector", "stage"], name="centre_by_sector"),
            models.Index(fields=["attention_on"], name="centre_by_attention"),
            # all that the finder sorts and filters by, so that it reads whole rows of one page only
            models.Index(
                fields=[
                    *("stage", "seen_until", "trained_until", "shown", "step_free"),
                    *("youth_friendly", "bank_holidays", "public_latitude", "public_longitude"),
                    "public_id",
                ],
                name="centre_in_public",
            ),
        ]
        constraints: ClassVar = [
            # one by referral takes no name away: a name that is refused would say that it is there
            models.UniqueConstraint(
                fields=["name"],
                condition=~Q(shown="referral"),
                name="centre_name_once",
                violation_error_message="There is a centre of this name already.",
            ),
            models.CheckConstraint(
                condition=Q(latitude=None, longitude=None)
                | Q(latitude__isnull=False, longitude__isnull=False),
                name="centre_place_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(agreement_ends_on=None) | Q(agreed_on__isnull=False),
                name="centre_agreement_began",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def led_by(self) -> frozenset[int]:
        """Give the organisations that answer for it: its own, and that of whoever looks after."""
        owning = self.owner.organisation_id if self.owner else None
        return frozenset(filter(None, [self.organisation_id, owning]))


class CentreLanguage(models.Model):
    """A language in which somebody at the centre listens."""

    centre = models.ForeignKey(Centre, on_delete=models.CASCADE, related_name="languages")
    code = models.CharField(max_length=4, choices=LANGUAGE_CHOICES)

    class Meta:
        ordering: ClassVar = ["code"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["centre", "code"], name="language_once_a_centre")
        ]

    def __str__(self) -> str:
        return self.get_code_display()
