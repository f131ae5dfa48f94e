"""Messages, and what is left of them."""

from datetime import datetime
from typing import Any, ClassVar
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from upstander.kernel.clock import now as plan_now
from upstander.kernel.outbox.letters import Letter, masked, opened
from upstander.kernel.outbox.ways import FILES
from upstander.kernel.registry import message_kind
from upstander.kernel.vault.sealing import Unsealable

READERS = frozenset({"information_governance", "administrator"})
AT_WORK = "people."  # how keys of those who work in the partnership begin
SHOWING = frozenset({"strategic_lead", "administrator"})


def reads_messages(user: Any, record: Any = None) -> bool:
    """Holds a role that answers for what leaves the house: not what it says, but that it left."""
    return not READERS.isdisjoint(user.roles)


def shows_the_demonstration(user: Any, record: Any = None) -> bool:
    """Holds a role that shows the demonstration to others."""
    return not SHOWING.isdisjoint(user.roles)


class State(models.TextChoices):
    """How far a message has come."""

    QUEUED = "queued", "Waiting"
    SENDING = "sending", "Being sent"
    SENT = "sent", "Sent"
    FAILED = "failed", "Not sent"
    STOPPED = "stopped", "Stopped"
    EXPIRED = "expired", "Too late"


MOVES: dict[State, frozenset[State]] = {
    State.QUEUED: frozenset({State.SENDING, State.STOPPED, State.EXPIRED}),
    # a message that is stopped while it is under way may have left all the same
    State.SENDING: frozenset({State.SENT, State.FAILED, State.QUEUED, State.STOPPED}),
    State.STOPPED: frozenset({State.SENT}),
    State.FAILED: frozenset({State.QUEUED, State.STOPPED}),
    State.SENT: frozenset({State.FAILED}),  # it came back
    State.EXPIRED: frozenset(),
}
ENDED = frozenset({State.SENT, State.FAILED, State.STOPPED, State.EXPIRED})


class MessageQuerySet(models.QuerySet["Message"]):
    """Finds messages."""

    def visible_to(self, user: Any) -> "MessageQuerySet":
        """Give that messages left, and when, to whoever answers for it; nobody reads them."""
        return self if reads_messages(user) else self.none()

    def open_to(self, user: Any) -> "MessageQuerySet":
        """Give those that a person may read: in the demonstration alone, where all is invented."""
        may_open = settings.DEMO and shows_the_demonstration(user)
        return self.filter(state=State.SENT, transport=FILES) if may_open else self.none()

    def that_may_become(self, state: State) -> "MessageQuerySet":
        """Keep those from which the table of moves leads to a state."""
        return self.filter(state__in=[before for before, after in MOVES.items() if state in after])

    def due(self, now: datetime) -> "MessageQuerySet":
        """Keep what may be sent at this moment of true time, the urgent and the oldest first."""
        moment = plan_now()
        may_begin = Q(not_before=None) | Q(not_before__lte=moment)
        in_time = Q(expires_at=None) | Q(expires_at__gt=moment)
        waiting = self.filter(may_begin, in_time, state=State.QUEUED, next_try_at__lte=now)
        return waiting.order_by("-urgent", "next_try_at", "pk")


class Message(models.Model):
    """One message to one recipient. What it says is sealed, and destroyed once it is sent.

    `to` and `about` name records as text, label and key; no address stands here in the clear.
    What people are told goes by the plan's clock: when it was written, may leave, expires, ended.
    Tries go by true time, because in the demonstration the same day comes again.
    """

    reference = models.UUIDField(unique=True, default=uuid4, editable=False)
    kind = models.CharField(max_length=80)
    channel = models.CharField(max_length=10)
    to = models.CharField(max_length=120, blank=True)
    about = models.CharField(max_length=120, blank=True)
    key = models.CharField(max_length=120, blank=True)
    batch = models.CharField(max_length=32)
    urgent = models.BooleanField(default=False)
    letter = models.TextField(blank=True)
    mark = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=State, default=State.QUEUED)
    result = models.CharField(max_length=80, blank=True)
    transport = models.CharField(max_length=10, blank=True)
    attempts = models.PositiveIntegerField(default=0)
    unsure = models.BooleanField(default=False)  # a try ended without anybody knowing how
    claim = models.CharField(max_length=32, blank=True)
    queued_at = models.DateTimeField(default=plan_now)
    not_before = models.DateTimeField(null=True, blank=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    next_try_at = models.DateTimeField(default=timezone.now)
    tried_since = models.DateTimeField(null=True, blank=True)
    claimed_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["kind", "key"], condition=~Q(key=""), name="message_queued_once"
            ),
            models.CheckConstraint(
                condition=Q(letter="") | ~Q(state__in=["sent", "stopped", "expired"]),
                name="message_letter_destroyed_at_the_end",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["state", "next_try_at"], name="message_by_state"),
            models.Index(fields=["to"], name="message_by_recipient"),
            models.Index(fields=["about"], name="message_by_record"),
        ]

    def __str__(self) -> str:
        return f"Message {self.pk}: {self.title}"

    @property
    def title(self) -> str:
        """Say what kind of message it is, or its code where that kind is gone."""
        try:
            return message_kind(self.kind).title
        except LookupError:
            return self.kind

    def open(self) -> Letter:
        """Give what it says; raises `Unsealable` once that is destroyed."""
        return opened(self.letter, str(self.reference))

    @property
    def masked_address(self) -> str:
        """Show where it goes, for whoever looks after messages; nothing once it is destroyed.

        Of somebody who does not work here nothing of an address is shown at all.
        """
        if not self.to.startswith(AT_WORK):
            return ""
        try:
            return masked(self.channel, self.open().to) if self.letter else ""
        except Unsealable:
            return ""


class MessageCount(models.Model):
    """How many messages of a kind ended how in a month, when their rows are gone."""

    month = models.DateField()
    kind = models.CharField(max_length=80)
    state = models.CharField(max_length=10, choices=State)
    number = models.PositiveIntegerField()

    class Meta:
        ordering: ClassVar = ["-month", "kind", "state"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["month", "kind", "state"], name="message_count_once")
        ]

    def __str__(self) -> str:
        return f"{self.month:%B %Y}: {self.number} {self.kind}, {self.get_state_display()}"
