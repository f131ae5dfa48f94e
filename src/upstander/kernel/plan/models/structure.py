"""What a plan is made of: strategy > plan > theme > objective > action, and who leads them."""

from collections.abc import Sequence
from typing import Any, ClassVar, TypeVar

from django.db import models
from django.db.models import Q

from upstander.kernel.audit.record import head_of_trail
from upstander.kernel.clock import now, today
from upstander.kernel.people.models import Organisation, Post
from upstander.kernel.plan.status import Cadence

M_co = TypeVar("M_co", bound=models.Model, covariant=True)


class SharedQuerySet(models.QuerySet[M_co]):
    """Reads for what the whole partnership may see: the plan is its common document."""

    def visible_to(self, user: Any) -> "SharedQuerySet[M_co]":
        """Give everyone who works here all of it, and nobody else anything."""
        return self if user.roles else self.none()


class Strategy(models.Model):
    """The strategy of several years that the yearly plans carry out."""

    title = models.CharField(max_length=300)
    starts_on = models.DateField()
    ends_on = models.DateField()
    aims = models.TextField(blank=True)

    objects = SharedQuerySet["Strategy"].as_manager()

    def __str__(self) -> str:
        return self.title


class PlanQuerySet(SharedQuerySet["Plan"]):
    """Finds plans."""

    def visible_to(self, user: Any) -> "PlanQuerySet":
        """Give everyone who works here all of them, and nobody else any."""
        return self if user.roles else self.none()

    def current(self) -> "Plan | None":
        """Find the plan in force today, or else the one that began last."""
        return in_force(self.with_head().order_by("-starts_on", "-pk"))

    def with_head(self) -> "PlanQuerySet":
        """Bring the head of the trail along, by which a reading knows whether it still holds."""
        return self.annotate(head=head_of_trail())


def in_force(plans: "Sequence[Plan] | models.QuerySet[Plan]") -> "Plan | None":
    """Choose from plans sorted by their start, the latest first."""
    running = [plan for plan in plans if plan.starts_on <= today() <= plan.ends_on]
    return next(iter(running or plans), None)


class Plan(models.Model):
    """One year's work plan of a borough, with its predecessor."""

    strategy = models.ForeignKey(Strategy, on_delete=models.PROTECT, null=True, blank=True)
    title = models.CharField(max_length=300)
    year = models.CharField(max_length=20, help_text="As the partnership writes it: 2024-25.")
    borough = models.CharField(max_length=100, blank=True)
    introduction = models.TextField(blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField()
    predecessor = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True)
    added_at = models.DateTimeField(default=now, editable=False)

    objects = PlanQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-starts_on", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(ends_on__gt=models.F("starts_on")), name="plan_ends_after_it_starts"
            )
        ]

    def __str__(self) -> str:
        return self.title


class Theme(models.Model):
    """A part of the plan with one aim. Its number is the plan's own."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="themes")
    number = models.CharField(max_length=20)
    title = models.CharField(max_length=300)
    aim = models.TextField(blank=True)
    position = models.PositiveIntegerField()
    added_at = models.DateTimeField(default=now, editable=False)

    objects = SharedQuerySet["Theme"].as_manager()

    class Meta:
        ordering: ClassVar = ["position", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["plan", "number"], name="theme_number_once")
        ]

    def __str__(self) -> str:
        return f"Theme {self.number}: {self.title}"


class Objective(models.Model):
    """What the partnership wants to reach. Its number stays the same from year to year."""

    theme = models.ForeignKey(Theme, on_delete=models.PROTECT, related_name="objectives")
    number = models.CharField(max_length=20)
    title = models.TextField()
    due = models.DateField(null=True, blank=True)
    position = models.PositiveIntegerField()
    added_at = models.DateTimeField(default=now, editable=False)

    objects = SharedQuerySet["Objective"].as_manager()

    class Meta:
        ordering: ClassVar = ["theme__position", "position", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["theme", "number"], name="objective_number_once")
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"

    def led_by(self) -> frozenset[int]:
        """Give the keys of the organisations that lead it."""
        return frozenset(self.leads.values_list("organisation_id", flat=True))


class Action(models.Model):
    """What is to be done. It may come round: each time is an `Occurrence`."""

    objective = models.ForeignKey(Objective, on_delete=models.PROTECT, related_name="actions")
    position = models.PositiveIntegerField()
    text = models.TextField()
    short_title = models.CharField(max_length=120, blank=True)
    cadence = models.CharField(max_length=12, choices=Cadence, default=Cadence.ONGOING)
    due = models.DateField(null=True, blank=True)
    measures = models.JSONField(default=list, blank=True)  # codes of what counts for this action
    added_at = models.DateTimeField(default=now, editable=False)
    dropped_at = models.DateTimeField(null=True, blank=True, editable=False)
    dropped_why = models.CharField(max_length=300, blank=True)

    objects = SharedQuerySet["Action"].as_manager()

    class Meta:
        ordering: ClassVar = ["objective__theme__position", "objective__position", "position", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["objective", "position"], name="action_place_once"),
            models.CheckConstraint(
                condition=Q(dropped_at=None) | ~Q(dropped_why=""), name="action_dropped_has_why"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.short_title or self.text}"

    @property
    def reference(self) -> str:
        """Give the number by which people speak of it: objective, then place: 18.2."""
        return f"{self.objective.number}.{self.position}"

    def led_by(self) -> frozenset[int]:
        """Give the keys of the organisations that lead it, its own or else its objective's."""
        own = frozenset(self.leads.values_list("organisation_id", flat=True))
        return own or self.objective.led_by()


class Lead(models.Model):
    """Who leads: an organisation, the post in it, and the post that stands in.

    It belongs to an objective, or to one action where that differs from its objective.
    """

    objective = models.ForeignKey(
        Objective, on_delete=models.CASCADE, null=True, blank=True, related_name="leads"
    )
    action = models.ForeignKey(
        Action, on_delete=models.CASCADE, null=True, blank=True, related_name="leads"
    )
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="leads")
    post = models.ForeignKey(
        Post, on_delete=models.SET_NULL, null=True, blank=True, related_name="leads"
    )
    deputy = models.ForeignKey(
        Post, on_delete=models.SET_NULL, null=True, blank=True, related_name="deputy_leads"
    )
    position = models.PositiveIntegerField()

    class Meta:
        ordering: ClassVar = ["position", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(objective=None, action__isnull=False)
                | Q(objective__isnull=False, action=None),
                name="lead_of_an_objective_or_an_action",
            ),
            models.UniqueConstraint(
                fields=["objective", "organisation"], name="lead_once_an_objective"
            ),
            models.UniqueConstraint(fields=["action", "organisation"], name="lead_once_an_action"),
        ]

    def __str__(self) -> str:
        return str(self.organisation)
