"""What was sent: to the person, and of the person to others. Evidence without the content."""

from typing import Any, ClassVar
from uuid import uuid4

from django.db import models

from upstander.kernel.access.opening import GuardedQuerySet
from upstander.kernel.clock import now
from upstander.kernel.subjects.models.ledger import Consent
from upstander.kernel.subjects.models.subject import Subject
from upstander.kernel.subjects.purposes import purpose_choices
from upstander.kernel.vault.fields import Personal
from upstander.kernel.vault.kinds import Email, Several, Text
from upstander.kernel.vault.models import Classification, Classified


class Telling(models.Model):
    """One time that somebody was to be told something, and what came of it.

    What was said is not here: it leaves through the outbox and is destroyed there.
    """

    class Outcome(models.TextChoices):
        """What came of it at once."""

        SENT = "sent", "On its way"
        QUEUED = "queued", "Waits for a safe hour"
        HELD = "held", "Not sent"

    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="tellings")
    kind = models.CharField(max_length=80)
    purpose = models.CharField(max_length=40, choices=purpose_choices, blank=True)
    recipient = models.CharField(max_length=120, blank=True)
    about = models.CharField(max_length=120, blank=True)
    outcome = models.CharField(max_length=10, choices=Outcome)
    way = models.CharField(max_length=10, blank=True)
    reason = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField(default=now)
    not_before = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "message to a person"
        verbose_name_plural = "messages to people"
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return f"{self.kind}: {self.get_outcome_display()}"


class DisclosureQuerySet(GuardedQuerySet):
    """Finds disclosures."""

    def standing(self) -> "DisclosureQuerySet":
        """Keep those that were not stopped and of whose end the recipient was not told."""
        return self.filter(stopped_at=None, withdrawn_at=None)


class Disclosure(Classified):
    """Something on a person that went to a body, or is about to: what, to whom, on what ground.

    `reference` is what the body and we call it by; it says nothing of the person.
    """

    classification = Classification(
        people="People of whom something was shared",
        purpose="To know who holds what of them, and to tell those bodies when that changes",
        basis="Legal obligation (UK GDPR Art. 6(1)(c)): to answer for it, and tell (Art. 5(2), 19)",
        keyed_to="subject",
    )

    reference = models.UUIDField(default=uuid4, unique=True, editable=False)
    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="disclosures")
    consent = models.ForeignKey(Consent, on_delete=models.PROTECT, related_name="disclosures")
    purpose = models.CharField(max_length=40, choices=purpose_choices)
    recipient = models.CharField(max_length=120)
    about = models.CharField(max_length=120, blank=True)
    at = models.DateTimeField(default=now)
    by = models.CharField(max_length=120)
    stopped_at = models.DateTimeField(null=True, editable=False)
    withdrawn_at = models.DateTimeField(null=True, editable=False)

    what = Personal(Several(Text(), most=200), "To know what the body holds", of="both")
    address = Personal(Email(), "To tell the body when something changes", of="others", blank=True)

    objects: ClassVar[Any] = DisclosureQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return f"disclosure {str(self.reference)[:8]}"

    @property
    def ground(self) -> str:
        """Say on what it rested."""
        gateway: Any = self.consent.get_gateway_display()
        return f"Without agreement: {gateway}" if gateway else "Agreed"
