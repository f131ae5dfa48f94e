"""One record that was handed over, and what came back."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from upstander.kernel.access.declared import all_purposes
from upstander.kernel.clock import now
from upstander.kernel.people.models import Organisation
from upstander.kernel.subjects.models import Disclosure, Subject
from upstander.kernel.vault.fields import Criminal
from upstander.kernel.vault.kinds import Story
from upstander.kernel.vault.models import Classification, Classified, ClassifiedQuerySet


class State(models.TextChoices):
    """Where a hand-over stands."""

    SENT = "sent", "Sent"
    ACCEPTED = "accepted", "Accepted"
    DECLINED = "declined", "Declined"
    DONE = "done", "Done"
    TAKEN_BACK = "taken_back", "Taken back"


# one table of moves; pages and tests read it. Who declined may think again, and who was asked to
# stop may still have to say what was done by then
MOVES: dict[str, tuple[str, ...]] = {
    State.SENT: (State.ACCEPTED, State.DECLINED, State.DONE, State.TAKEN_BACK),
    State.ACCEPTED: (State.DONE, State.DECLINED, State.TAKEN_BACK),
    State.DECLINED: (State.ACCEPTED,),
    State.DONE: (),
    State.TAKEN_BACK: (State.DONE,),
}
WAITING = (State.SENT, State.ACCEPTED)


class HandoverQuerySet(ClassifiedQuerySet):
    """Finds hand-overs."""

    def of(self, record: models.Model) -> "HandoverQuerySet":
        """Keep those of one record."""
        return self.filter(label=record._meta.label_lower, key=record.pk)

    def for_purposes(self, *purposes: str) -> "HandoverQuerySet":
        """Keep those for one of some purposes."""
        return self.filter(disclosure__purpose__in=purposes)

    def waiting(self) -> "HandoverQuerySet":
        """Keep those on which the other side still has something to say."""
        return self.filter(state__in=WAITING)


class Handover(Classified):
    """One record, handed over for one purpose; what went, and on what ground, is its disclosure.

    `outcome` says in a few words, without names, what came of it: the person and whoever reported
    for them may read it. `message` is for the team alone.
    """

    classification = Classification(
        people="People of whom a record was handed over",
        purpose="To know what became of what was handed over, and to tell them",
        basis="As for the record that was handed over",
        keyed_to="subject",
    )

    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="+")
    label = models.CharField(max_length=80)
    key = models.PositiveBigIntegerField()
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    disclosure = models.OneToOneField(Disclosure, on_delete=models.PROTECT, related_name="handover")
    offer = models.CharField(max_length=80, blank=True)  # '' where it went out of the product
    taken_as = models.CharField(max_length=120, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.SENT)
    outcome = models.CharField(max_length=120, blank=True)
    at = models.DateTimeField(default=now)
    answered_at = models.DateTimeField(null=True)
    by_name = models.CharField(max_length=200)

    message = Criminal(Story(4000), "To know what they answered", of="both", blank=True)

    objects: ClassVar[Any] = HandoverQuerySet.as_manager()

    class Meta:
        verbose_name = "hand-over"
        ordering: ClassVar = ["pk"]
        indexes: ClassVar = [models.Index(fields=["label", "key"], name="handover_of_record")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state="sent") ^ Q(answered_at__isnull=False),
                name="handover_answer_has_its_moment",
            )
        ]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.get_state_display().lower()}"

    @property
    def about(self) -> str:
        """Name the record that was handed over."""
        return f"{self.label}:{self.key}"

    @property
    def purpose(self) -> str:
        """Give the code of what it is for."""
        return str(self.disclosure.purpose)

    @property
    def title(self) -> str:
        """Say what it is for."""
        return all_purposes()[self.purpose].title

    @property
    def possible(self) -> list[tuple[str, str]]:
        """List what the other side may say next."""
        return [(State(state).value, State(state).label) for state in MOVES[self.state]]
