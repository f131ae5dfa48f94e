"""Letting something on a person go to a body: the only way."""

from collections.abc import Callable, Sequence
from typing import Any

from django.db import transaction
from django.db.models import Model

from upstander.kernel.audit.record import actor_key, key_of, record
from upstander.kernel.errors import Refused
from upstander.kernel.people.models import Organisation
from upstander.kernel.subjects.changes.recipients import mark_told
from upstander.kernel.subjects.models import Disclosure, Subject, ToTell
from upstander.kernel.subjects.purposes import recipient_key
from upstander.kernel.subjects.sharing import Answer, may_share

Send = Callable[[Disclosure], object]


class NotShared(Refused):
    """Something on a person was to go to a body that they have not agreed to."""

    def __init__(self, answer: Answer) -> None:
        """Say why not."""
        super().__init__(f"Nothing was shared. {answer.sentence}")
        self.answer = answer


@transaction.atomic
def disclose(
    subject: Subject,
    *,
    purpose: str,
    recipient: Model | str,
    what: Sequence[str],
    by: Any,
    send: Send,
    about: Model | str = "",
    address: str = "",
) -> Disclosure:
    """Share something on a person with a body, if the ledger allows it at this moment.

    `what` names what goes, in words. `send` hands it over; what it queues in the outbox has to be
    `about` the disclosure that it is given, so that a withdrawal stops it. `address` is where the
    body is told of a withdrawal; unsaid, that of the organisation. Raises `NotShared`; whatever
    `send` raises leaves nothing behind.
    """
    if not recipient:
        raise Refused("Say with whom it is shared.")
    answer = may_share(subject, purpose, recipient)
    if not answer.allowed or answer.consent is None:
        raise NotShared(answer)
    disclosure = Disclosure(
        subject=subject,
        consent=answer.consent,
        purpose=purpose,
        recipient=recipient_key(recipient),
        about=key_of(about) if about else "",
        by=actor_key(by),
        what=list(what),
        address=address or (recipient.email if isinstance(recipient, Organisation) else ""),
    )
    disclosure.full_clean()
    disclosure.save()
    record("subjects.disclosed", subject, by=by, purpose=purpose, ground=answer.ground)
    send(disclosure)
    return disclosure


@transaction.atomic
def mark_recipient_told(disclosure: Disclosure, *, by: Any) -> None:
    """Note that a body was told, by hand, that the agreement was taken back."""
    for waiting in ToTell.objects.waiting().filter(disclosure=disclosure):
        mark_told(waiting, by=by)
