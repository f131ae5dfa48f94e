"""Telling a person something: the only way in which a message goes to them.

The rule for safe contact and the ledger are asked when it is written, and once more at the moment
at which it would leave (gate.py).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Model

from upstander.kernel.access.reading import opened_for_work
from upstander.kernel.audit.record import key_of, record
from upstander.kernel.clock import now
from upstander.kernel.outbox.changes import queue, stop_one
from upstander.kernel.outbox.letters import Recipient, address_of
from upstander.kernel.outbox.models import Message, State
from upstander.kernel.registry import message_kind
from upstander.kernel.subjects.gate import ask_of_telling, to_be_reached
from upstander.kernel.subjects.models import Subject, Telling
from upstander.kernel.subjects.purposes import recipient_key
from upstander.kernel.subjects.safe_contact import SENT, SafeContact
from upstander.kernel.subjects.sharing import may_share

TEXT_TWIN = "_text"  # a kind of this ending says by text message what the kind without it emails
NO_SAFE_WAY = "No safe way to write to them is known. See how they may be reached."
GONE = "Their record was erased."
Outcome = Telling.Outcome


@dataclass(frozen=True)
class Told:
    """What came of telling somebody: on its way, waiting for a safe hour, or held and why."""

    outcome: str
    way: str = ""
    reason: str = ""
    not_before: datetime | None = None
    telling: Telling | None = None

    @property
    def held(self) -> bool:
        """Tell whether nothing will leave: then a person has to reach them otherwise."""
        return self.outcome == Outcome.HELD


@transaction.atomic
def tell(
    subject: Subject,
    kind: str,
    context: Mapping[str, Any],
    *,
    by: Any,
    about: Model | str = "",
    purpose: str = "",
    recipient: Model | str = "",
) -> Told:
    """Send a person a message of a kind, as is safe for them and at no other time.

    With a `purpose` (and recipient) it is sent only while they agree to that. The kind should be
    one that betrays nothing to whoever reads along. Gives what came of it; never raises because
    somebody cannot be reached.
    """
    person = opened_for_work("contact", subject)
    told = _decided(person, kind, purpose, recipient)
    telling = Telling.objects.create(
        subject=subject,
        kind=kind,
        purpose=purpose,
        recipient=recipient_key(recipient),
        about=key_of(about) if about else "",
        outcome=told.outcome,
        way=told.way,
        reason=told.reason,
        not_before=told.not_before,
    )
    if told.reason == NO_SAFE_WAY:
        to_be_reached(telling)
    if not told.held:
        _queue(person, _kind_for(kind, told.way), context, telling, by)
    record("subjects.told", subject, by=by, kind=kind, outcome=told.outcome, way=told.way)
    return Told(told.outcome, told.way, told.reason, told.not_before, telling)


def stop_what_is_not_safe(subject: Subject, *, by: Any) -> int:
    """Stop what waits for a person and may no longer go to them; give how many that are."""
    waiting = Message.objects.filter(to=key_of(subject), state__in=[State.QUEUED, State.FAILED])
    about_tellings = waiting.exclude(letter="").filter(about__startswith="subjects.telling:")
    unsafe = [message for message in about_tellings if not ask_of_telling(message).goes]
    for message in unsafe:
        stop_one(message, by=by)
    return len(unsafe)


def _decided(person: Subject, kind: str, purpose: str, recipient: Model | str) -> Told:
    if person.vault_erased_at:
        return Told(Outcome.HELD, reason=GONE)
    if purpose and not (answer := may_share(person, purpose, recipient)):
        return Told(Outcome.HELD, reason=answer.sentence)
    rule, moment = person.safe_contact, now()
    way = next(_ways(rule, kind), "")
    if not way:
        return Told(Outcome.HELD, reason=NO_SAFE_WAY)
    safe = rule.next_moment(moment)
    if safe > moment:
        return Told(Outcome.QUEUED, way, not_before=safe)
    return Told(Outcome.SENT, way)


def _ways(rule: SafeContact, kind: str) -> Iterator[str]:
    """Give the safe ways in which a kind can be sent, in the person's own order."""
    for way in rule.ways:
        if rule.allows(way) and _kind_for(kind, way) and _address(rule, way):
            yield way


def _address(rule: SafeContact, way: str) -> str:
    """Give the address for a way; '' where nothing can be sent to it."""
    return address_of(SENT[way], rule.addresses[way][0])  # type: ignore[index]


def _kind_for(kind: str, way: str) -> str:
    """Give the kind that goes by this way, or '' where there is none."""
    channel = SENT.get(way)  # type: ignore[call-overload]
    for code in (kind, kind + TEXT_TWIN):
        if channel and _channel_of(code) == channel:
            return code
    return ""


def _channel_of(code: str) -> str:
    if code.endswith(TEXT_TWIN):
        try:
            return message_kind(code).channel
        except LookupError:
            return ""
    return message_kind(code).channel


def _queue(
    person: Subject, kind: str, context: Mapping[str, Any], telling: Telling, by: Any
) -> None:
    address = _address(person.safe_contact, telling.way)
    queue(
        kind,
        to=Recipient(address, key_of(person)),
        context=context,
        by=by,
        about=telling,
        not_before=telling.not_before,
    )
