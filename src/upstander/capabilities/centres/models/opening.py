"""When a centre is open: its week, from which day on, and days on which it is shut."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from upstander.capabilities.centres.models.centre import Centre
from upstander.kernel.reference.hours import Session


class Opening(models.Model):
    """One span of the week, in minutes since midnight by the clock in London."""

    centre = models.ForeignKey(Centre, on_delete=models.CASCADE, related_name="openings")
    weekday = models.PositiveSmallIntegerField()  # Monday is 0
    opens = models.PositiveSmallIntegerField()
    closes = models.PositiveSmallIntegerField()
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["weekday", "opens"]
        indexes: ClassVar = [models.Index(fields=["centre", "weekday"], name="opening_of_day")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(weekday__lte=6, closes__lte=1440, opens__lt=F("closes")),
                name="opening_lies_in_a_week",
            ),
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gte=F("valid_from")),
                name="opening_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.weekday}: {self.opens} to {self.closes}"

    @property
    def session(self) -> Session:
        """Give it as the rules of opening hours know it."""
        return Session(self.weekday, self.opens, self.closes)


class Closure(models.Model):
    """Some days on which a centre is shut: a holiday, a flood. Why is nobody's business outside."""

    centre = models.ForeignKey(Centre, on_delete=models.CASCADE, related_name="closures")
    first_on = models.DateField()
    last_on = models.DateField()
    why = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering: ClassVar = ["first_on", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(last_on__gte=F("first_on")), name="closure_ends_after_it_starts"
            )
        ]

    def __str__(self) -> str:
        last = f"{self.last_on.day} {self.last_on:%B %Y}"
        if self.first_on == self.last_on:
            return f"Shut on {last}"
        return f"Shut {self.first_on.day} {self.first_on:%B} to {last}"
