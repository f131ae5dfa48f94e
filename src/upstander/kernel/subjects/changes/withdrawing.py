"""Taking a consent back: what waits stops at once, what was sent is listed and its holders told."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Model

from upstander.kernel.access.reading import note_read, open_for_work
from upstander.kernel.audit.record import record
from upstander.kernel.clock import now
from upstander.kernel.outbox.changes import stop
from upstander.kernel.registry import all_personal_records
from upstander.kernel.subjects.changes.consents import new_row
from upstander.kernel.subjects.changes.recipients import has_left, to_be_told
from upstander.kernel.subjects.models import Consent, Disclosure, Subject, Telling, ToTell
from upstander.kernel.subjects.purposes import purpose_of
from upstander.kernel.subjects.sharing import may_share

STOPPED_ALL = "Nothing that they agreed to here had been shared yet. What waited was stopped."
CANNOT_RECALL = (
    "What was already sent cannot be called back: those who have it may have read, copied or acted "
    "on it, and may have to keep it by law. They are told that the agreement was taken back, and "
    "asked to stop using what they need not keep."
)


@dataclass(frozen=True)
class Withdrawal:
    """What taking a consent back did, to be said plainly to the person."""

    consent: Consent
    stopped: int  # messages and disclosures that will not leave
    under_way: int  # messages that were being handed over at this moment, and may have left
    already_sent: tuple[Disclosure, ...]  # opened: what each body holds
    told: tuple[Disclosure, ...]  # whose recipients a message goes to
    tell_by_hand: tuple[Disclosure, ...]  # whose recipients have no address here

    @property
    def sentence(self) -> str:
        """Say what can and what cannot be undone."""
        return CANNOT_RECALL if self.already_sent or self.under_way else STOPPED_ALL


@transaction.atomic
def withdraw_consent(
    subject: Subject, *, purpose: str, recipient: Model | str = "", by: Any
) -> Withdrawal:
    """Take a consent back, for one body or for all of a kind; give what had been sent."""
    purpose_of(purpose)
    consent = new_row(subject, Consent.Step.WITHDRAWN, purpose, recipient, by)
    stops = [stop(about=telling, by=by) for telling in _no_longer_told(subject)]
    withdrawn: list[Disclosure] = []
    sent: list[Disclosure] = []
    for disclosure in _no_longer_shared(subject):
        done = stop(about=disclosure, by=by)
        stops.append(done)
        (sent if has_left(disclosure, done) else withdrawn).append(disclosure)
    elsewhere = sum(_stop_elsewhere(subject, by))
    _note(withdrawn, sent)
    open_for_work("withdrawal", sent, by=by)
    note_read(sent, about=subject, page="withdrawal", by=by)
    told = [each for each in sent if each.address]
    for disclosure in sent:
        to_be_told(disclosure, ToTell.Why.WITHDRAWN, by=by)
    record("subjects.consent_withdrawn", subject, by=by, purpose=purpose, sent=len(sent))
    return Withdrawal(
        consent,
        sum(done.stopped for done in stops) + elsewhere,
        sum(done.under_way for done in stops),
        tuple(sent),
        tuple(told),
        tuple(each for each in sent if not each.address),
    )


def _no_longer_told(subject: Subject) -> Iterator[Telling]:
    waiting = subject.tellings.exclude(purpose="").exclude(outcome=Telling.Outcome.HELD)
    for telling in waiting:
        if not may_share(subject, telling.purpose, telling.recipient):
            yield telling


def _no_longer_shared(subject: Subject) -> Iterator[Disclosure]:
    for disclosure in Disclosure.objects.filter(subject=subject).standing():
        if not may_share(subject, disclosure.purpose, disclosure.recipient):
            yield disclosure


def _stop_elsewhere(subject: Subject, by: Any) -> Iterator[int]:
    """Let other parts of the product stop what they have waiting in their own ways."""
    for kept in all_personal_records():
        if kept.stop is not None:
            yield kept.stop(subject, by)


def _note(withdrawn: list[Disclosure], sent: list[Disclosure]) -> None:
    for disclosure in withdrawn:
        disclosure.stopped_at = now()
        disclosure.save(update_fields=["stopped_at"])
    for disclosure in sent:
        disclosure.withdrawn_at = now()
        disclosure.save(update_fields=["withdrawn_at"])
