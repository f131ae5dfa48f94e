"""A centre: a place where people can report hate to somebody who is trained to listen."""

from datetime import date
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from upstander.capabilities.centres.models.stages import Stage
from upstander.kernel.clock import today
from upstander.kernel.people.models import Organisation, Post
from upstander.kernel.places.models import Place
from upstander.kernel.reference.models import Strand

# who has to know of places that are shown to nobody, because they lead people there
REFERRERS = frozenset({"strategic_lead", "caseworker", "panel_coordinator", "police_liaison"})
PUBLIC_TOO = ("sector",)  # columns of a centre that everybody may read, beside those of a place


class Sector(models.TextChoices):
    """What kind of place it is (objectives 5, 10 and 19 of the plan)."""

    COMMUNITY = "community", _("Community centre")
    LIBRARY = "library", _("Library or council office")
    FAITH = "faith", _("Place of worship")
    SPORT = "sport", _("Sports club")
    BARBER = "barber", _("Barber or hair salon")
    NAIL_BAR = "nail_bar", _("Nail bar")
    TAXI = "taxi", _("Taxi office")
    SHOP = "shop", _("Shop or café")
    HEALTH = "health", _("Health or care")
    YOUTH = "youth", _("Youth centre")
    EDUCATION = "education", _("School or college")
    LGBT = "lgbt", _("LGBT+ venue")
    TRAVELLER = "traveller", _("Gypsy, Roma and Traveller site")
    OTHER = "other", _("Other")


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


class Centre(Place):
    """A reporting centre, from the first idea on.

    The last fields are kept up by `changes`, so that a list of ten thousand can be asked quickly;
    tests hold them against what the records say.
    """

    sector = models.CharField(max_length=12, choices=Sector)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    stage = models.CharField(max_length=10, choices=Stage, default=Stage.IDEA)
    stage_since = models.DateField(default=today)
    owner = models.ForeignKey(
        Post, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    strands = models.ManyToManyField(Strand, related_name="+", blank=True)

    agreed_on = models.DateField(null=True, blank=True)
    agreement_ends_on = models.DateField(null=True, blank=True)
    agreement_kept = models.CharField(max_length=200, blank=True)
    notes = models.TextField(blank=True)

    # kept up by changes.upkeep
    trained_until = models.DateField(null=True, blank=True, editable=False)
    seen_until = models.DateField(null=True, blank=True, editable=False)
    check_due_on = models.DateField(null=True, blank=True, editable=False)
    last_result = models.CharField(max_length=12, blank=True, editable=False)
    publicity_due_on = models.DateField(null=True, blank=True, editable=False)
    attention_on = models.DateField(null=True, blank=True, editable=False)

    objects = CentreQuerySet.as_manager()

    class Meta(Place.Meta):
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
            *Place.Meta.constraints,
            models.CheckConstraint(
                condition=Q(agreement_ends_on=None) | Q(agreed_on__isnull=False),
                name="centre_agreement_began",
            ),
        ]

    @property
    def kind_of_place(self) -> tuple[str, str]:
        """Give the sector, and its words."""
        return self.sector, self.get_sector_display()

    @property
    def public_address(self) -> str:
        """Give the address of its page for everybody."""
        return reverse("places:place", args=[self.public_id])

    def led_by(self) -> frozenset[int]:
        """Give the organisations that answer for it: its own, and that of whoever looks after."""
        owning = self.owner.organisation_id if self.owner else None
        return frozenset(filter(None, [self.organisation_id, owning]))
