"""What a person agrees to, and what is decided without them. Withdrawing has a file of its own."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Model

from upstander.kernel.access.gateways import WITHOUT_AGREEMENT
from upstander.kernel.audit.record import actor_key, actor_name, record
from upstander.kernel.errors import Refused
from upstander.kernel.rows import insert_each
from upstander.kernel.subjects.models import Consent, Override, Subject
from upstander.kernel.subjects.purposes import purpose_of, recipient_key


class NoReason(Refused):
    """Somebody wanted to share without agreement and did not say all that has to be said."""

    def __init__(self) -> None:
        """Say what is missing."""
        super().__init__(
            "To share without agreement, say with whom, why it is necessary, through which legal "
            "gateway, and what the person was told (or why they could not be told)."
        )


def give_consents(
    subject: Subject, *, purposes: Sequence[str], wording: str, language: str, by: Any
) -> None:
    """Note all that a person agreed to in one go, as at the end of a form; for any recipient."""
    give_ready(subject, ready_consents(purposes, wording=wording, language=language, by=by), by=by)


@dataclass(frozen=True)
class ReadyConsents:
    """What a person agreed to in one go: a row of the ledger, for each of some purposes."""

    row: Consent
    purposes: Sequence[str]


def ready_consents(
    purposes: Sequence[str], *, wording: str, language: str, by: Any
) -> ReadyConsents:
    """Make ready for `give_ready`, outside of the transaction that adds them.

    Raises LookupError for a purpose that nobody declared.
    """
    row = Consent(
        step=Consent.Step.GIVEN,
        wording=wording,
        language=language,
        by=actor_key(by),
        by_name=actor_name(by),
    )
    return ReadyConsents(row, [purpose_of(purpose).code for purpose in purposes])


@transaction.atomic(savepoint=False)  # what can be refused was refused before
def give_ready(subject: Subject, ready: ReadyConsents, *, by: Any) -> None:
    """Note all that a person agreed to, made ready by `ready_consents`."""
    if not ready.purposes:
        return
    ready.row.subject_id = subject.pk
    insert_each(ready.row, "purpose", ready.purposes)
    said = ", ".join(ready.purposes)
    record("subjects.consent_given", subject, by=by, purpose=said, wording=ready.row.wording)


@transaction.atomic
def give_consent(
    subject: Subject,
    *,
    purpose: str,
    recipient: Model | str = "",
    wording: str,
    language: str,
    by: Any,
) -> Consent:
    """Note that a person agreed, to which words, in which language.

    `recipient` unsaid is any body of the kind. Raises LookupError for an undeclared purpose.
    """
    purpose_of(purpose)
    given = new_row(
        subject, Consent.Step.GIVEN, purpose, recipient, by, wording=wording, language=language
    )
    record("subjects.consent_given", subject, by=by, purpose=purpose, wording=wording)
    return given


@transaction.atomic
def override_consent(
    subject: Subject,
    *,
    purpose: str,
    recipient: Model | str,
    why: str,
    gateway: str,
    told: str,
    by: Any,
) -> Consent:
    """Note the decision to share without agreement: for serious risk or a legal duty alone.

    It holds for this body and purpose until a later row of the ledger says otherwise. Raises
    `NoReason` where anything of it is missing.
    """
    purpose_of(purpose)
    if not (recipient and why.strip() and told.strip() and gateway in WITHOUT_AGREEMENT):
        raise NoReason
    step = Consent.Step.OVERRIDDEN
    consent = new_row(subject, step, purpose, recipient, by, gateway=gateway)
    Override.objects.create(consent=consent, subject=subject, why=why, told=told)
    record("subjects.consent_overridden", subject, by=by, purpose=purpose, gateway=gateway)
    return consent


def new_row(
    subject: Subject, step: str, purpose: str, recipient: Model | str, by: Any, **more: str
) -> Consent:
    """Add a row to the ledger; its own row in the trail is for the caller."""
    return Consent.objects.create(
        subject=subject,
        step=step,
        purpose=purpose,
        recipient=recipient_key(recipient),
        by=actor_key(by),
        by_name=actor_name(by),
        **more,
    )
