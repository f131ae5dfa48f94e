"""Data sharing agreements: data that the doors to records obey."""

from datetime import date, timedelta
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q

from upstander.kernel.access.gateways import Gateway
from upstander.kernel.access.predicates import has_role
from upstander.kernel.clock import today
from upstander.kernel.guards import CATEGORIES
from upstander.kernel.people.models import Organisation, Post

SEES_AGREEMENTS = has_role("information_governance", "administrator", "strategic_lead")
SOON = timedelta(days=30)  # so long before a lapse information governance is told (design.md 4)


class AgreementQuerySet(models.QuerySet["Agreement"]):
    """Finds agreements."""

    def visible_to(self, user: Any) -> "AgreementQuerySet":
        """Give all to those who answer for them, and others those that their own body signed."""
        if SEES_AGREEMENTS(user, None):
            return self
        return self.filter(parties__in=user.organisations_as(*user.roles)).distinct()

    def in_force(self, on: date | None = None) -> "AgreementQuerySet":
        """Keep those that open records on a day, today unless said."""
        day = on or today()
        return self.filter(starts_on__lte=day, ends_on__gte=day, stopped_on=None)

    def lapsed(self, on: date | None = None) -> "AgreementQuerySet":
        """Keep those that opened records once, and no longer do."""
        day = on or today()
        return self.filter(starts_on__lte=day).exclude(ends_on__gte=day, stopped_on=None)

    def ending_soon(self, on: date | None = None) -> "AgreementQuerySet":
        """Keep those in force that end within thirty days."""
        day = on or today()
        return self.in_force(day).filter(ends_on__lte=day + SOON)


class Agreement(models.Model):
    """Bodies that may open categories of each other's records, for one purpose, until a day.

    It opens records in which the other body is involved, and no others. Nobody deletes one: a
    lapsed agreement still says what was open when.
    """

    title = models.CharField(max_length=200)
    parties = models.ManyToManyField(Organisation, related_name="+")
    purpose = models.CharField(max_length=40)
    gateway = models.CharField("legal gateway", max_length=20, choices=Gateway)
    starts_on = models.DateField("from", default=today)
    ends_on = models.DateField("until")
    stopped_on = models.DateField(null=True, blank=True)
    renewed_by = models.ForeignKey(
        Post, verbose_name="who can renew it", on_delete=models.PROTECT, related_name="+"
    )

    objects = AgreementQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["ends_on", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="agreement_ends_after_it_starts"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["ends_on"], name="agreement_by_end")]

    def __str__(self) -> str:
        return self.title

    @property
    def state(self) -> str:
        """Say in words how it stands today."""
        day = today()
        if self.stopped_on:
            return "Stopped"
        if day > self.ends_on:
            return "Lapsed"
        if day < self.starts_on:
            return "Not yet begun"
        return "Ends soon" if self.ends_on <= day + SOON else "In force"

    @property
    def renewer(self) -> str:
        """Name who can renew it: the post, its body, and who holds it now."""
        holder = f" ({self.renewed_by.holder})" if self.renewed_by.holder else ""
        return f"{self.renewed_by}{holder}"

    @property
    def lapsed_on(self) -> date:
        """Give the last day on which it opened anything."""
        return min(self.ends_on, self.stopped_on or self.ends_on)


class OpenedCategory(models.Model):
    """One category of data that an agreement opens."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="categories")
    category = models.CharField(max_length=20, choices=list(CATEGORIES.items()))

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["agreement", "category"], name="category_opened_once")
        ]

    def __str__(self) -> str:
        return self.get_category_display()
