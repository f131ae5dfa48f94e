"""Sending what waits, one message after another, each claimed before and settled after.

A message is claimed in one transaction, handed over outside of any, and settled in another. If the
process dies between, nobody knows whether it left, and it is sent once more: a second copy of a
letter does no harm, a letter that never came does. Both copies carry the same reference, and where
the service can be asked for it (GOV.UK Notify can), it is asked before anything is sent again.
"""

import logging
import secrets
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import uuid4

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from upstander.kernel.audit.record import record
from upstander.kernel.clock import now as plan_now
from upstander.kernel.outbox.gates import turned_back
from upstander.kernel.outbox.models import Message, MessageQuerySet, State
from upstander.kernel.outbox.transports import opened_way
from upstander.kernel.outbox.transports.handing import HandOver, Later, Never, Unreached
from upstander.kernel.outbox.ways import WAITS

LEASE = timedelta(minutes=10)  # a hand-over takes seconds: who claimed longer ago was killed
GIVEN_UP = timedelta(days=1)
PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 2, 4, 8, 15))
TURN = 20.0  # seconds; the same process has to anchor the trail each minute
MOST = 200
BY = "system:outbox"
CLAIMED = ("state", "claim", "claimed_at", "tried_since", "attempts", "transport")

log = logging.getLogger(__name__)


@dataclass
class Turn:
    """What one turn did; `more` says that it ended before the messages did."""

    sent: int = 0
    put_back: int = 0
    failed: int = 0
    more: bool = False
    out_of_reach: set[str] = field(default_factory=set)


def send_waiting(now: datetime | None = None, *, only: int | None = None) -> Turn:
    """Send what is due by true time, for as long as one turn lasts; `only` names one message."""
    moment = now or timezone.now()
    _take_up(moment)
    _expire()
    turn, ends = Turn(), time.monotonic() + TURN
    with ExitStack() as stack:
        ways = {
            channel: stack.enter_context(opened_way(way))
            for channel, way in settings.WAYS.items()
            if way.transport != WAITS
        }
        for message in _claimed(moment, ways, turn, only):
            _send(message, ways[message.channel], turn, moment)
            if time.monotonic() > ends or turn.sent + turn.put_back + turn.failed >= MOST:
                turn.more = True
                break
    return turn


def _claimed(
    now: datetime, ways: dict[str, HandOver], turn: Turn, only: int | None
) -> Iterator[Message]:
    while message := _claim(now, sorted(set(ways) - turn.out_of_reach), only):
        yield message


@transaction.atomic(durable=True)
def _claim(now: datetime, channels: list[str], only: int | None) -> Message | None:
    """Take the next message so that no other process does."""
    waiting = Message.objects.due(now).filter(channel__in=channels)
    if only is not None:
        waiting = waiting.filter(pk=only)
    waiting = waiting.select_for_update(skip_locked=True)
    while (message := waiting.first()) and turned_back(message, now):
        pass
    if message is not None:
        message.state, message.claim = State.SENDING, uuid4().hex
        message.claimed_at, message.tried_since = now, message.tried_since or now
        message.attempts += 1
        message.transport = settings.WAYS[message.channel].transport
        message.save(update_fields=CLAIMED)
    return message


def _send(message: Message, hand_over: HandOver, turn: Turn, now: datetime) -> None:
    try:
        result = hand_over(message.open(), unsure=message.unsure)
    except Never as no:
        fail(message, no.result)
        turn.failed += 1
    except (Unreached, Later) as no:
        if isinstance(no, Unreached):
            turn.out_of_reach.add(message.channel)
        _put_back(message, no.result, turn, now, unsure=no.unsure)
    except Exception as fault:  # noqa: BLE001 - whatever it is, the next message has to leave
        _put_back(message, type(fault).__name__, turn, now, unsure=True)
    else:
        _settle(message, "outbox.sent", State.SENT, result)
        turn.sent += 1


def _put_back(message: Message, result: str, turn: Turn, now: datetime, *, unsure: bool) -> None:
    log.warning("A message was not taken: %s", result)
    if message.tried_since and now - message.tried_since >= GIVEN_UP:
        fail(message, result)
        turn.failed += 1
        return
    _ours(message).filter(state=State.SENDING).update(
        state=State.QUEUED,
        result=result,
        next_try_at=now + _pause(message.attempts),
        unsure=message.unsure or unsure,
    )
    turn.put_back += 1


def _pause(attempts: int) -> timedelta:
    """Grow from one minute to fifteen, each a little longer or shorter, so that none keep step."""
    pause = PAUSES[min(attempts, len(PAUSES)) - 1]
    return pause * (0.75 + secrets.randbelow(500) / 1000)


def fail(message: Message, result: str) -> None:
    """Give a message up; its words stay for a while, so that somebody may send it again."""
    _settle(message, "outbox.failed", State.FAILED, result)


@transaction.atomic(durable=True)
def _settle(message: Message, kind: str, state: State, result: str) -> None:
    """Write down how a message ended, with its row in the trail, unless somebody else did."""
    ended = _ours(message).that_may_become(state)
    changes = {"state": state, "result": result, "ended_at": plan_now()}
    if state == State.SENT:
        changes["letter"] = ""
    if ended.update(**changes):
        record(kind, message, by=BY, kind=message.kind, to=message.to, result=result)


def _ours(message: Message) -> MessageQuerySet:
    return Message.objects.filter(pk=message.pk, claim=message.claim)


@transaction.atomic(durable=True)
def _take_up(now: datetime) -> None:
    """Take up what a killed process left half-way."""
    left = Message.objects.filter(state=State.SENDING, claimed_at__lte=now - LEASE)
    left.update(state=State.QUEUED, next_try_at=now, unsure=True, result="interrupted")


@transaction.atomic(durable=True)
def _expire() -> None:
    """End what is no longer worth sending, and destroy it."""
    late = Message.objects.filter(expires_at__lte=plan_now()).that_may_become(State.EXPIRED)
    number = late.update(state=State.EXPIRED, letter="", ended_at=plan_now())
    if number:
        record("outbox.expired", "outbox.messages", by=BY, count=number)
