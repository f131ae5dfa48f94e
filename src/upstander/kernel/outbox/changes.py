"""Every change to what waits to be sent: written, stopped, sent again, readdressed.

What is queued stands or falls with the change that it tells of: both are one transaction.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.db.models import Model
from django.utils import timezone

from upstander.kernel.audit.record import key_of, record
from upstander.kernel.clock import now as plan_now
from upstander.kernel.errors import Refused
from upstander.kernel.outbox.letters import (
    Attachment,
    Letter,
    Recipient,
    address_of,
    check_attachments,
    mark_of,
    sealed,
)
from upstander.kernel.outbox.models import Message, MessageQuerySet, State
from upstander.kernel.outbox.push import push
from upstander.kernel.outbox.wording import Words, words_for
from upstander.kernel.registry import MessageKind, message_kind

NO_ADDRESS = "no usable address"


class NothingLeft(Refused):
    """A message was to be sent again whose words are destroyed, or which is still on its way."""

    def __init__(self) -> None:
        """Say what to do instead."""
        super().__init__(
            "Only a message that could not be sent, and is not yet too old, can be sent again. "
            "Do anew what it was about, and a new message is written."
        )


@dataclass(frozen=True)
class Draft:
    """One message before it is written: to whom, with what, about which record, and when.

    `to` is a person with an `email`, or a `Recipient`. `key` makes it once: a second draft of the
    same kind and key is the same message. It must not name a person otherwise than by record key.
    """

    to: Any
    context: Mapping[str, Any] = field(repr=False)
    about: Model | str = ""
    key: str = ""
    not_before: datetime | None = None
    expires_at: datetime | None = None
    attachments: tuple[Attachment, ...] = field(default=(), repr=False)


@dataclass(frozen=True)
class Stopped:
    """What stopping did: how many will not leave, and how many were already on their way."""

    stopped: int
    under_way: int


def queue(
    kind: str,
    *,
    to: Any,
    context: Mapping[str, Any],
    by: Any,
    about: Model | str = "",
    key: str = "",
    not_before: datetime | None = None,
    attachments: Sequence[Attachment] = (),
) -> Message:
    """Write one message, to be sent in the background once the transaction is through.

    Raises Undeclared where the context is not what the kind declares. An address to which nothing
    can be sent makes a message that has failed, which administrators are told of.
    """
    draft = Draft(to, context, about, key, not_before, attachments=tuple(attachments))
    return queue_all(kind, [draft], by=by)[0]


def queue_all(kind: str, drafts: Iterable[Draft], *, by: Any) -> list[Message]:
    """Write many messages of one kind at once, in the order of their drafts."""
    known, batch = message_kind(kind), uuid4().hex
    written = [_written(known, draft, batch) for draft in drafts]
    if not written:
        return []
    with transaction.atomic():
        Message.objects.bulk_create(written, ignore_conflicts=True, batch_size=100)
        kept = {message.reference: message for message in _of_batch(batch)}
        if kept:
            record("outbox.queued", _what(list(kept.values())), by=by, kind=kind, count=len(kept))
    push()
    earlier = _earlier(known, [message.key for message in written if message.reference not in kept])
    return [kept.get(message.reference) or earlier[message.key] for message in written]


def preview(kind: str, context: Mapping[str, Any]) -> Words:
    """Show what a message would say, without writing it."""
    return words_for(message_kind(kind), context)


@transaction.atomic
def stop(
    *, by: Any, to: Any = "", about: Model | str = "", kind: str = "", key: str = ""
) -> Stopped:
    """Stop what has not left: to somebody, about a record, of a kind, with a key.

    Where several are named, all have to fit. The words are destroyed at once. What is being handed
    over at this moment may leave; then its row says so. Raises ValueError where nothing says
    which: nobody means all of them.
    """
    wanted = {"to": _key(to), "about": _key(about), "kind": kind, "key": key}
    chosen = {name: value for name, value in wanted.items() if value}
    if not chosen:
        raise ValueError("say which messages to stop")
    states = _end_now(Message.objects.filter(**chosen))
    if states:
        about_what = wanted["about"] or wanted["to"] or f"outbox.kind:{kind or key}"
        record("outbox.stopped", about_what, by=by, count=len(states))
    under_way = states.count(State.SENDING)
    return Stopped(len(states) - under_way, under_way)


@transaction.atomic
def stop_one(message: Message, *, by: Any) -> None:
    """Stop one message, or set one aside that could not be sent."""
    if not _end_now(Message.objects.filter(pk=message.pk)):
        raise Refused("This message has ended already, so nothing is left to stop.")
    record("outbox.stopped", message, by=by, count=1)
    message.refresh_from_db()


@transaction.atomic
def again(message: Message, *, by: Any) -> Message:
    """Send a message that could not be sent; raises `NothingLeft` for any other."""
    if not again_all(by=by, messages=[message]):
        raise NothingLeft
    message.refresh_from_db()
    return message


def again_all(*, by: Any, messages: Iterable[Message] | None = None) -> int:
    """Send again whatever could not be sent and still holds its words; give how many that are."""
    found = Message.objects.filter(state=State.FAILED).exclude(letter="")
    found = found.exclude(expires_at__lte=plan_now())
    if messages is not None:
        found = found.filter(pk__in=[message.pk for message in messages])
    with transaction.atomic():
        keys = list(found.select_for_update().values_list("pk", flat=True))
        Message.objects.filter(pk__in=keys).update(
            state=State.QUEUED,
            result="",
            attempts=0,
            tried_since=None,
            ended_at=None,
            next_try_at=timezone.now(),
        )
        for key in keys:
            record("outbox.again", f"outbox.message:{key}", by=by)
    push()
    return len(keys)


@transaction.atomic
def readdress(person: Any, *, address: str, by: Any) -> int:
    """Turn what waits for somebody to a new address; give how many messages that are."""
    waiting = Message.objects.filter(
        to=_key(person), channel="email", state__in=[State.QUEUED, State.FAILED]
    )
    waiting = waiting.exclude(letter="").select_for_update()
    for message in waiting:
        letter = replace(message.open(), to=address)
        message.letter, message.mark = sealed(letter), mark_of(letter)
        message.save(update_fields=["letter", "mark"])
        record("outbox.readdressed", message, by=by)
    return len(waiting)


def _end_now(messages: MessageQuerySet) -> list[str]:
    """Stop what may be stopped, and give the states that it was in; locked, so that none slips."""
    stoppable = messages.that_may_become(State.STOPPED).select_for_update().order_by("pk")
    found = dict(stoppable.values_list("pk", "state"))
    Message.objects.filter(pk__in=list(found)).update(
        state=State.STOPPED, letter="", ended_at=plan_now()
    )
    return list(found.values())


def _written(kind: MessageKind, draft: Draft, batch: str) -> Message:
    check_attachments(draft.attachments)
    to = _recipient(draft.to)
    words = words_for(kind, draft.context)
    message = Message(
        kind=kind.code,
        channel=kind.channel,
        to=to.record,
        about=_key(draft.about),
        key=draft.key,
        batch=batch,
        urgent=kind.urgent,
        not_before=draft.not_before,
        expires_at=draft.expires_at or _end(kind, draft),
    )
    address = address_of(kind.channel, to.address)
    letter = Letter(
        str(message.reference),
        kind.channel,
        address or to.address,
        words.subject,
        words.text,
        words.html,
        draft.attachments,
    )
    message.letter, message.mark = sealed(letter), mark_of(letter)
    if not address:
        message.state, message.result = State.FAILED, NO_ADDRESS
        message.ended_at = plan_now()
    return message


def _end(kind: MessageKind, draft: Draft) -> datetime:
    return (draft.not_before or plan_now()) + timedelta(days=kind.days)


def _recipient(to: Any) -> Recipient:
    return to if isinstance(to, Recipient) else Recipient(to.email, key_of(to))


def _key(record_or_key: Model | str) -> str:
    return key_of(record_or_key) if record_or_key else ""


def _of_batch(batch: str) -> MessageQuerySet:
    return Message.objects.filter(batch=batch).order_by("pk")


def _what(messages: list[Message]) -> Model | str:
    """Name what a batch is about where that is one thing, else its first message."""
    shared = {message.about for message in messages}
    return shared.pop() if len(shared) == 1 and "" not in shared else messages[0]


def _earlier(kind: MessageKind, keys: list[str]) -> dict[str, Message]:
    return {
        message.key: message for message in Message.objects.filter(kind=kind.code, key__in=keys)
    }
