"""The consent ledger: what somebody agreed to, in which words, and what was done without."""

from typing import Any, ClassVar, NoReturn

from django.db import models
from django.db.models import Exists, OuterRef, Q

from upstander.kernel.access.gateways import Gateway
from upstander.kernel.clock import now
from upstander.kernel.subjects.models.subject import Subject
from upstander.kernel.subjects.purposes import purpose_choices
from upstander.kernel.vault.fields import Criminal, Personal
from upstander.kernel.vault.kinds import Story
from upstander.kernel.vault.models import Classification, Classified, Clock


class Unchangeable(TypeError):
    """Code tried to change or remove a row of the ledger, which is only ever added to."""


class ConsentQuerySet(models.QuerySet["Consent"]):
    """Reads the ledger; every way of changing its rows is shut."""

    def _refuse(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise Unchangeable("a consent is taken back by a row of its own")

    update = delete = bulk_update = _refuse  # type: ignore[assignment]

    def taken_back(self, purpose: str) -> "models.QuerySet[Any, Any]":
        """Give the keys of the people who said no last to a purpose, having agreed to it."""
        later = self.filter(subject=OuterRef("subject"), purpose=purpose, pk__gt=OuterRef("pk"))
        said_no = self.filter(purpose=purpose, recipient="", step="withdrawn")
        return said_no.filter(~Exists(later)).values("subject")


class Consent(models.Model):
    """One row of the ledger: given, taken back, or done without.

    It is plain and says nothing of the person but their number, so that it can stay as evidence
    and count. Permission is ethical here: the lawful basis of processing is another matter, and
    stands on the records (domain.md 5).
    """

    class Step(models.TextChoices):
        """What happened to a consent."""

        GIVEN = "given", "Agreed"
        WITHDRAWN = "withdrawn", "Taken back"
        OVERRIDDEN = "overridden", "Shared without agreement"

    subject = models.ForeignKey(  # found by `consent_of_subject`
        Subject, on_delete=models.PROTECT, related_name="consents", db_index=False
    )
    step = models.CharField(max_length=10, choices=Step)
    purpose = models.CharField(max_length=40, choices=purpose_choices)
    recipient = models.CharField(max_length=120, blank=True)  # '' is any of the kind
    wording = models.CharField(max_length=40, blank=True)
    language = models.CharField(max_length=8, blank=True)
    gateway = models.CharField(max_length=20, choices=Gateway, blank=True)
    at = models.DateTimeField(default=now)
    by = models.CharField(max_length=120)
    by_name = models.CharField(max_length=200)

    objects = ConsentQuerySet.as_manager()

    class Meta:
        verbose_name = "agreement"
        ordering: ClassVar = ["pk"]
        indexes: ClassVar = [models.Index(fields=["subject", "purpose"], name="consent_of_subject")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(step="given") | (~Q(wording="") & ~Q(language="")),
                name="consent_given_to_words",
            ),
            models.CheckConstraint(
                condition=Q(gateway="") ^ Q(step="overridden"),
                name="consent_gateway_of_override",
            ),
            models.CheckConstraint(
                condition=~Q(step="overridden") | ~Q(recipient=""),
                name="consent_override_names_who",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_step_display()}: {self.get_purpose_display()}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write a new row; raises `Unchangeable` for one that exists."""
        if not self._state.adding:
            raise Unchangeable("a consent is taken back by a row of its own")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refuse."""
        raise Unchangeable("the ledger is not deleted")


class Override(Classified):
    """Why something was shared without agreement, and what the person was told of it.

    It stands under a key of its own, as evidence outlives the person's record by two years where
    time ended that; where the person asked to be erased, it goes with them.
    """

    classification = Classification(
        people="People of whom something was shared without their agreement",
        purpose="To answer for having shared without agreement",
        basis="Legal obligation to account for it (UK GDPR Art. 5(2))",
        clocks=(Clock("consent", "ended_on"),),
    )

    consent = models.OneToOneField(Consent, on_delete=models.PROTECT, related_name="override")
    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="+")
    ended_on = models.DateField(null=True, editable=False)

    why = Criminal(Story(4000), "To show why it was necessary", of="both")
    told = Personal(Story(2000), "To show what the person was told, or why nothing")

    class Meta:
        verbose_name = "reason for sharing without agreement"
        verbose_name_plural = "reasons for sharing without agreement"
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return f"override {self.pk}"
