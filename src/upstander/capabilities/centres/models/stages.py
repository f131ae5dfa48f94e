"""The stages that a centre goes through, and each step from one to another."""

from typing import Any, ClassVar, NoReturn

from django.db import models
from django.db.models import F, Q

from upstander.kernel.clock import now, today
from upstander.kernel.people.models import Post


class Stage(models.TextChoices):
    """Where a centre stands (domain.md 25)."""

    IDEA = "idea", "Idea"
    CONTACTED = "contacted", "Contacted"
    VISITED = "visited", "Visited"
    AGREED = "agreed", "Agreed"
    TRAINED = "trained", "Trained"
    LIVE = "live", "Live"
    PAUSED = "paused", "Paused"
    CLOSED = "closed", "Closed"


PIPELINE = (Stage.IDEA, Stage.CONTACTED, Stage.VISITED, Stage.AGREED, Stage.TRAINED)
RUNNING = (Stage.AGREED, Stage.TRAINED, Stage.LIVE, Stage.PAUSED)  # somebody has agreed to be one


class Move(models.Model):
    """One step: from where to where, when, why, and who looks after it from then on.

    Written once; where a centre stood on any past day is read from these.
    """

    centre = models.ForeignKey("centres.Centre", on_delete=models.PROTECT, related_name="moves")
    from_stage = models.CharField(max_length=10, choices=Stage, blank=True)
    to_stage = models.CharField(max_length=10, choices=Stage)
    on = models.DateField(default=today)
    reason = models.CharField(max_length=300)
    owner = models.ForeignKey(
        Post, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField(default=now)

    class Meta:
        ordering: ClassVar = ["-on", "-pk"]
        indexes: ClassVar = [models.Index(fields=["to_stage", "on"], name="move_to_stage")]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(reason=""), name="move_has_a_reason"),
            models.CheckConstraint(condition=~Q(from_stage=F("to_stage")), name="move_leads_on"),
        ]

    def __str__(self) -> str:
        return f"{self.get_to_stage_display()} on {self.on.day} {self.on:%B %Y}"

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refuse: history stays."""
        raise TypeError("a step of a centre is not deleted")
