"""The channel between a person and the team: messages both ways, all of them in the vault."""

from typing import Any, ClassVar

from django.db import models

from upstander.kernel.access.opening import GuardedQuerySet
from upstander.kernel.clock import now
from upstander.kernel.subjects.models.subject import Subject
from upstander.kernel.vault.fields import Criminal
from upstander.kernel.vault.kinds import Story
from upstander.kernel.vault.models import Classification, Classified


class ChannelMessage(Classified):
    """One message. It belongs to the person, so that it outlives any report that it speaks of.

    `about` names that report as text, label and key. What tells who may read along (a passphrase,
    an account) is for whoever shows the channel.
    """

    classification = Classification(
        people="People who report, and those of whom they write",
        purpose="To speak with somebody who wants no other way, or none with a name",
        basis="As for the person to whom the channel belongs",
        keyed_to="subject",
    )

    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="+")
    about = models.CharField(max_length=120, blank=True)
    from_person = models.BooleanField()
    author = models.CharField(max_length=120)
    sent_at = models.DateTimeField(default=now)
    read_at = models.DateTimeField(null=True, editable=False)

    text = Criminal(Story(10_000), "To say it", of="both")

    objects: ClassVar[Any] = GuardedQuerySet.as_manager()

    class Meta:
        verbose_name = "message of a channel"
        verbose_name_plural = "messages of channels"
        ordering: ClassVar = ["pk"]
        indexes: ClassVar = [models.Index(fields=["subject", "about"], name="channel_of_subject")]

    def __str__(self) -> str:
        return f"message {self.pk} of a channel"


def channel_of(subject: Subject, about: str = "") -> "models.QuerySet[ChannelMessage]":
    """Give the messages of a person's channel, the oldest first; about one record, where named."""
    messages: models.QuerySet[ChannelMessage] = ChannelMessage.objects.filter(subject=subject)
    return messages.filter(about=about) if about else messages
