"""Telling those who have something on a person what became of it (UK GDPR Art. 19).

Each body that was sent something stands on a list until it was told: by a message that has left,
or by somebody who did it by hand.
"""

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from upstander.kernel.access.reading import open_for_work
from upstander.kernel.audit.record import actor_name, key_of, record
from upstander.kernel.clock import now
from upstander.kernel.outbox.changes import Stopped, queue
from upstander.kernel.outbox.letters import Recipient
from upstander.kernel.outbox.models import Message, State
from upstander.kernel.subjects.models import Disclosure, Subject, ToTell

Why = ToTell.Why
UNSENT = (State.QUEUED, State.FAILED, State.STOPPED, State.EXPIRED)
NOTICES: dict[str, str] = {
    Why.WITHDRAWN: "subjects.withdrawn",
    Why.ERASED: "subjects.gone",
    Why.CORRECTED: "subjects.corrected",
}


def has_left(disclosure: Disclosure, done: Stopped = Stopped(0, 0)) -> bool:  # noqa: B008
    """Tell whether anything of a disclosure left: all of it waited, or else some of it went."""
    messages = Message.objects.filter(about=key_of(disclosure))
    gone = messages.filter(state=State.SENT).exists() or done.under_way
    return bool(gone) or not done.stopped


def to_be_told(disclosure: Disclosure, why: str, *, by: Any) -> ToTell:
    """Put a body on the list, and write to it where it has an address; the disclosure is open."""
    made = ToTell.objects.create(
        subject_id=disclosure.subject_id,
        disclosure=disclosure,
        why=why,
        recipient=disclosure.recipient,
        due_on=ToTell.by(disclosure.address),
    )
    if disclosure.address:
        queue(
            NOTICES[why],
            to=Recipient(disclosure.address, disclosure.recipient),
            context={
                "reference": str(disclosure.reference)[:8],
                "sent_on": f"{disclosure.at:%d %B %Y}",
            },
            by=by,
            about=made,  # the disclosure itself may no longer leave, and neither what is about it
            key=f"{made.pk}",
        )
    return made


@transaction.atomic
def tell_corrected(subject: Subject, *, by: Any) -> list[ToTell]:
    """Note that what is kept of a person was put right, and tell each body that was sent any."""
    sent = _sent(Disclosure.objects.filter(subject=subject).standing())
    open_for_work("withdrawal", sent, by=by)
    told = [to_be_told(each, Why.CORRECTED, by=by) for each in sent]
    record("subjects.put_right", subject, by=by, told=len(told))
    return told


def tell_erased(subject: Subject, *, by: Any) -> int:
    """Tell each body that was sent something of a person who is erased; give how many those are.

    It is asked before the keys are destroyed: afterwards nobody knows an address.
    """
    sent = _sent(Disclosure.objects.filter(subject=subject, stopped_at=None, vault_erased_at=None))
    open_for_work("withdrawal", sent, by=by)
    return len([to_be_told(each, Why.ERASED, by=by) for each in sent])


@transaction.atomic
def mark_told(to_tell: ToTell, *, by: Any) -> ToTell:
    """Note that a body or a person was told by hand."""
    stands = ToTell.objects.select_for_update().select_related("disclosure").get(pk=to_tell.pk)
    if stands.told_at is None:
        stands.told_at, stands.told_by = now(), actor_name(by)
        stands.save(update_fields=["told_at", "told_by"])
        record("subjects.recipient_told", stands.disclosure or stands.subject, by=by)
    return stands


def note_told_by_messages() -> int:
    """Note who was told by a message, before that message itself is forgotten; give how many."""
    return ToTell.objects.told_for_good().update(told_at=now(), told_by="a message")


def _sent(disclosures: Iterable[Disclosure]) -> list[Disclosure]:
    """Keep what has left: something of it went, or it was handed over without a message."""
    found = list(disclosures)
    messages = Message.objects.filter(about__in=[key_of(each) for each in found])
    unsent = set(messages.filter(state__in=UNSENT).values_list("about", flat=True))
    return [each for each in found if key_of(each) not in unsent or has_left(each, Stopped(1, 0))]
