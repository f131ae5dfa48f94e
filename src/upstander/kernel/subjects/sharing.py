"""The one question before anything on a person goes to anybody: may it?

It is asked of the ledger at that very moment, never of a copy, so a withdrawal reaches everything.
"""

from dataclasses import dataclass

from django.db.models import Model

from upstander.kernel.access.gateways import Gateway
from upstander.kernel.guards import Purpose
from upstander.kernel.subjects.models import Consent, Subject
from upstander.kernel.subjects.purposes import purpose_of, recipient_key

Step = Consent.Step
NEVER_ASKED = "They have not agreed to this. Ask them, or record why it cannot wait."
TAKEN_BACK = "They took their agreement back on {on.day} {on:%B %Y}."
ERASED = "Their record was erased, so nothing of it may be shared."


@dataclass(frozen=True)
class Answer:
    """Whether something may be shared, on what ground, and why in a sentence for people."""

    allowed: bool
    ground: str  # "consent", "override", or "" where it is not allowed
    sentence: str
    consent: Consent | None = None  # the row of the ledger that decides

    def __bool__(self) -> bool:
        return self.allowed


def may_share(subject: Subject, purpose: str, recipient: Model | str = "") -> Answer:
    """Ask the ledger whether something on a person may go to a body for a purpose, now.

    The latest row that speaks of the body, or of any of its kind, decides. Raises LookupError for a
    purpose that nobody declared.
    """
    wanted = purpose_of(purpose)
    if Subject.objects.filter(pk=subject.pk, vault_erased_at=None).exists():
        return _said_by(_deciding(subject, wanted, recipient_key(recipient)))
    return Answer(False, "", ERASED)


def _deciding(subject: Subject, purpose: Purpose, recipient: str) -> Consent | None:
    rows = Consent.objects.filter(
        subject=subject, purpose=purpose.code, recipient__in={"", recipient}
    )
    row = rows.order_by("pk").last()
    if row is None and purpose.within:
        return _deciding(subject, purpose_of(purpose.within), recipient)
    return row


def _said_by(row: Consent | None) -> Answer:
    if row is None:
        return Answer(False, "", NEVER_ASKED)
    if row.step == Step.GIVEN:
        return Answer(True, "consent", f"They agreed on {row.at.day} {row.at:%B %Y}.", row)
    if row.step == Step.OVERRIDDEN:
        why = Gateway(row.gateway).label
        return Answer(True, "override", f"Decided without their agreement: {why}.", row)
    return Answer(False, "", TAKEN_BACK.format(on=row.at), row)
