"""How long records are kept: dated rules, holds, and runs that carry the rules out."""

import hmac
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Count, F, Q

from upstander.kernel.audit.key import trail_key
from upstander.kernel.audit.record import canonical
from upstander.kernel.clock import today
from upstander.kernel.vault.answering import answers_for_records


class RuleQuerySet(models.QuerySet["RetentionRule"]):
    """Finds rules."""

    def visible_to(self, user: Any) -> "RuleQuerySet":
        """Give the rules to whoever answers for what is kept."""
        return self if answers_for_records(user) else self.none()

    def in_force(self, on: date | None = None) -> "RuleQuerySet":
        """Keep the rules of a day, today unless said."""
        day = on or today()
        return self.filter(starts_on__lte=day).filter(Q(ends_on=None) | Q(ends_on__gt=day))


class RetentionRule(models.Model):
    """How long one class of records is kept. A change is a new row, from a day on."""

    code = models.CharField(max_length=40)
    title = models.CharField(max_length=200)
    counted_from = models.CharField(max_length=200)
    years = models.PositiveSmallIntegerField(default=0)
    months = models.PositiveSmallIntegerField(default=0)
    days = models.PositiveSmallIntegerField(default=0)
    forever = models.BooleanField(default=False)
    automatic = models.BooleanField("without anybody being asked", default=False)
    basis = models.CharField(max_length=200)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    objects = RuleQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["title", "starts_on"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["code", "starts_on"], name="rule_once_a_day"),
            models.UniqueConstraint(
                fields=["code"], condition=Q(ends_on=None), name="rule_in_force_once"
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gt=F("starts_on")),
                name="rule_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def kept_for(self) -> str:
        """Say the time in words."""
        if self.forever:
            return "for ever"
        parts = [
            f"{count} {word if count == 1 else word + 's'}"
            for count, word in ((self.years, "year"), (self.months, "month"), (self.days, "day"))
            if count
        ]
        return ", ".join(parts) or "until then"

    def ends(self, since: date) -> date:
        """Give the first day on which a record counted from `since` is kept no longer.

        Where there is no such day of a month (29 February), the next one: nothing goes early.
        """
        months = since.year * 12 + since.month - 1 + self.years * 12 + self.months
        year, month = divmod(months, 12)
        try:
            day = date(year, month + 1, since.day)
        except ValueError:
            day = date(year + (month == 11), (month + 1) % 12 + 1, 1)
        return day + timedelta(days=self.days)

    def might_end_by(self, day: date) -> date:
        """Give the last day from which a record could be counted and have ended by `day`."""
        months = day.year * 12 + day.month - 1 - self.years * 12 - self.months
        year, month = divmod(months, 12)
        return date(max(year, 1), month + 1, 28) + timedelta(days=4 - self.days)


class HoldQuerySet(models.QuerySet["Hold"]):
    """Finds holds."""

    def visible_to(self, user: Any) -> "HoldQuerySet":
        """Give them to whoever answers for what is kept."""
        return self if answers_for_records(user) else self.none()

    def in_force(self, on: date | None = None) -> "HoldQuerySet":
        """Keep those that hold on a day, today unless said."""
        day = on or today()
        return self.filter(lifted_on=None).filter(Q(until=None) | Q(until__gte=day))


class Hold(models.Model):
    """A decision to keep a record beyond its time: why, who said so, until when.

    It names no person: the ground is one of a few, and the reference that of another body's file.
    """

    class Ground(models.TextChoices):
        """Why a record must stay."""

        CLAIM = "claim", "A legal claim, or one that is expected"
        INVESTIGATION = "investigation", "An investigation or prosecution"
        INQUIRY = "inquiry", "An inquest, inquiry or safeguarding review"
        COMPLAINT = "complaint", "A complaint, or the ombudsman"
        RIGHTS = "rights", "Somebody asked for their data"
        REVIEW = "review", "Reviewed: still needed for safeguarding"

    record = models.CharField(max_length=120, db_index=True)
    ground = models.CharField(max_length=20, choices=Ground)
    reference = models.CharField(max_length=60, blank=True)
    until = models.DateField(null=True, blank=True)
    placed_on = models.DateField(default=today)
    placed_by = models.CharField(max_length=200)
    lifted_on = models.DateField(null=True, blank=True)
    lifted_by = models.CharField(max_length=200, blank=True)

    objects = HoldQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-pk"]

    def __str__(self) -> str:
        return f"Hold {self.pk}"


class RunQuerySet(models.QuerySet["RetentionRun"]):
    """Finds runs."""

    def visible_to(self, user: Any) -> "RunQuerySet":
        """Give them to whoever answers for what is kept."""
        return self if answers_for_records(user) else self.none()

    def waiting(self) -> "RunQuerySet":
        """Keep those that nobody has run or put aside."""
        return self.filter(agreed_on=None, put_aside_on=None)


class RetentionRun(models.Model):
    """A list of what is due, prepared by one person and carried out once another agrees."""

    prepared_on = models.DateField()
    prepared_by = models.CharField(max_length=200)
    prepared_key = models.CharField(max_length=120)
    agreed_on = models.DateField(null=True)
    agreed_by = models.CharField(max_length=200, blank=True)
    agreed_key = models.CharField(max_length=120, blank=True)
    put_aside_on = models.DateField(null=True)
    finished_on = models.DateField(null=True)
    seal = models.CharField(max_length=64, blank=True)

    objects = RunQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-pk"]

    def __str__(self) -> str:
        return f"List {self.pk}"

    @property
    def state(self) -> str:
        """Say in words how far it is."""
        if self.put_aside_on:
            return "Put aside"
        if self.finished_on:
            return "Done"
        return "Under way" if self.agreed_on else "Waits for a second person"

    @property
    def outcomes(self) -> list[tuple[str, str, int]]:
        """Count the records of each rule by what became of them."""
        counted = self.items.values_list("rule", "outcome").annotate(n=Count("pk"))
        return sorted(counted)

    @property
    def facts(self) -> Mapping[str, Any]:
        """Give what the certificate says."""
        return {
            "number": self.pk,
            "prepared": [self.prepared_on, self.prepared_key],
            "agreed": [self.agreed_on, self.agreed_key],
            "finished": self.finished_on,
            "outcomes": self.outcomes,
        }

    def sealed(self) -> str:
        """Make the seal of the certificate, under the key of the trail."""
        said = f"certificate of a retention run\n{canonical(dict(self.facts))}"
        return hmac.digest(trail_key(settings.HOME), said.encode(), "sha256").hex()

    @property
    def genuine(self) -> bool:
        """Tell whether the certificate says what it said when it was sealed."""
        return bool(self.seal) and hmac.compare_digest(self.seal, self.sealed())


class RunItem(models.Model):
    """One record on a list, and what became of it."""

    class Outcome(models.TextChoices):
        """What became of a record."""

        WAITING = "waiting", "Waits"
        ERASED = "erased", "Erased"
        HELD = "held", "Kept: a hold was placed"
        KEPT = "kept", "Kept: no longer due"

    run = models.ForeignKey(RetentionRun, on_delete=models.PROTECT, related_name="items")
    record = models.CharField(max_length=120)
    rule = models.CharField(max_length=40)
    due_on = models.DateField()
    outcome = models.CharField(max_length=10, choices=Outcome, default=Outcome.WAITING)

    class Meta:
        ordering: ClassVar = ["rule", "due_on", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["run", "record"], name="run_item_once")
        ]

    def __str__(self) -> str:
        return f"{self.run}: {self.record}"
