"""Unusual reading, as a rule found it."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from upstander.kernel.access.predicates import has_role

LOOKS_AT_READING = has_role("information_governance")


class AlertQuerySet(models.QuerySet["Alert"]):
    """Finds alerts."""

    def visible_to(self, user: Any) -> "AlertQuerySet":
        """Give them to information governance alone."""
        return self if LOOKS_AT_READING(user, None) else self.none()

    def waiting(self) -> "AlertQuerySet":
        """Keep those that nobody has settled."""
        return self.filter(settled_on=None)


class Alert(models.Model):
    """One thing that stood out: by which rule, who read, when, and how much.

    It accuses nobody: most have a good reason, which whoever reviews it writes down as a finding.
    """

    class Finding(models.TextChoices):
        """What was found when somebody asked."""

        WORK = "work", "It was part of their work"
        MISTAKE = "mistake", "A mistake; it was talked over"
        CONCERN = "concern", "A concern; it was taken further"

    rule = models.CharField(max_length=40)
    actor = models.CharField(max_length=120)
    actor_name = models.CharField(max_length=200)
    since = models.DateTimeField()
    until = models.DateTimeField()
    count = models.PositiveIntegerField()
    about = models.CharField(max_length=120, blank=True)
    raised_on = models.DateField()
    settled_on = models.DateField(null=True, blank=True)
    settled_by = models.CharField(max_length=200, blank=True)
    finding = models.CharField(max_length=20, choices=Finding, blank=True)

    objects = AlertQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["rule", "actor", "since", "about"], name="alert_raised_once"
            ),
            models.CheckConstraint(
                condition=Q(settled_on=None, finding="")
                | (Q(settled_on__isnull=False) & ~Q(finding="")),
                name="alert_settled_with_a_finding",
            ),
        ]

    def __str__(self) -> str:
        return f"Alert {self.pk}"
