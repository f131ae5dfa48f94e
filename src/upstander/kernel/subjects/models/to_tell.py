"""What somebody has to be told, until they were: it stands on a list and does not vanish."""

from datetime import date, timedelta
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import CharField, Exists, OuterRef, Q, Value
from django.db.models.functions import Cast, Concat

from upstander.kernel.access.opening import barred_anywhere
from upstander.kernel.access.predicates import has_role
from upstander.kernel.clock import now, today
from upstander.kernel.outbox.models import Message, State
from upstander.kernel.subjects.guarding import KEEPERS, PEOPLE
from upstander.kernel.subjects.models.sent import Disclosure, Telling
from upstander.kernel.subjects.models.subject import Subject

SEES_ALL = has_role("information_governance")
KEEPS = has_role(*KEEPERS)
COMES_BACK = timedelta(days=7)
FOR_A_MESSAGE = timedelta(days=3)  # so long a message may take before a person does it


class ToTellQuerySet(models.QuerySet["ToTell"]):
    """Finds what has to be told."""

    def visible_to(self, user: Any) -> Self:
        """Give keepers what is about people whom they may open; information governance all.

        What is about a person who is shut to an officer is for another one.
        """
        if SEES_ALL(user, None):
            shut = Subject.objects.filter(barred_anywhere(user, PEOPLE))
            return self.exclude(subject__in=shut.values("pk"))
        mine = Subject.objects.visible_to(user) if KEEPS(user, None) else Subject.objects.none()
        return self.filter(subject__in=mine.values("pk"))

    def waiting(self) -> Self:
        """Keep what nobody has told, and no message has either; one that came back has not."""
        return self.filter(~Q(Exists(_sent())), told_at=None)

    def told_for_good(self) -> Self:
        """Keep what a message has told so long ago that it comes back no more."""
        return self.filter(Exists(_sent().filter(ended_at__lt=now() - COMES_BACK)), told_at=None)


def _sent() -> Any:
    key = Concat(Value("subjects.totell:"), Cast(OuterRef("pk"), CharField()))
    return Message.objects.filter(about=key, state=State.SENT)


class ToTell(models.Model):
    """A body, or a person, that has to be told something: by a message or, in the end, by hand.

    UK GDPR Art. 19: whoever was sent something is told that it was put right or erased. It says
    nothing of the person but their number, so information governance can see to it.
    """

    class Why(models.TextChoices):
        """What they have to be told."""

        WITHDRAWN = "withdrawn", "The person took their agreement back"
        ERASED = "erased", "What was shared is erased here"
        CORRECTED = "corrected", "Something that was shared was put right"
        UNREACHED = "unreached", "A message to the person could not leave: no way is safe"

    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="+")
    disclosure = models.ForeignKey(
        Disclosure, on_delete=models.PROTECT, null=True, related_name="to_tell"
    )
    telling = models.OneToOneField(
        Telling, on_delete=models.PROTECT, null=True, related_name="to_tell"
    )
    why = models.CharField("what they have to be told", max_length=20, choices=Why)
    recipient = models.CharField(max_length=120, blank=True)
    at = models.DateTimeField(default=now)
    due_on = models.DateField(default=today)
    told_at = models.DateTimeField(null=True, editable=False)
    told_by = models.CharField(max_length=200, blank=True)

    objects = ToTellQuerySet.as_manager()

    class Meta:
        verbose_name = "something to be told"
        ordering: ClassVar = ["due_on", "pk"]
        indexes: ClassVar = [
            models.Index(fields=["due_on"], condition=Q(told_at=None), name="to_tell_by_day")
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(telling=None) ^ Q(disclosure=None), name="to_tell_of_one_thing"
            ),
        ]

    def __str__(self) -> str:
        if self.disclosure is None:
            return f"Reach {self.subject}"
        return f"Reference {str(self.disclosure.reference)[:8]}"

    @property
    def late(self) -> bool:
        """Tell whether it should have been told by now."""
        return self.told_at is None and self.due_on < today()

    @classmethod
    def by(cls, address: str) -> date:
        """Give the day by which: at once where no message can do it."""
        return today() + (FOR_A_MESSAGE if address else timedelta())
