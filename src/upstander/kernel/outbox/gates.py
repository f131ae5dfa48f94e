"""The last question before a message leaves, for those whose owners want to be asked.

What was allowed when a message was written may no longer be: a consent taken back, an hour that is
not safe. The owner of the record that it is about says so now, inside the transaction that takes
the message up.
"""

import logging
from datetime import datetime, timedelta

from upstander.kernel.audit.record import record
from upstander.kernel.clock import now as plan_now
from upstander.kernel.holding import MessageGate, Verdict
from upstander.kernel.outbox.models import Message, State
from upstander.kernel.registry import capabilities

UNANSWERED = timedelta(minutes=15)
BY = "system:outbox"

log = logging.getLogger(__name__)


def turned_back(message: Message, now: datetime) -> bool:
    """Ask whether a message may leave; if not, stop it or let it wait, and say so."""
    for gate in _gates_about(message.about.partition(":")[0]):
        try:
            verdict = gate.ask(message)
        except Exception as fault:  # noqa: BLE001 - it stays shut, and the next has to leave
            log.warning("Whether a message may leave was not answered: %s", type(fault).__name__)
            _wait(message, next_try_at=now + UNANSWERED, result=type(fault).__name__)
            return True
        if _heeded(message, verdict):
            return True
    return False


def _gates_about(label: str) -> list[MessageGate]:
    found = [known for capability in capabilities() for known in capability.gates]
    return [known for known in found if known.about == label]


def _heeded(message: Message, verdict: Verdict) -> bool:
    if verdict.until is not None:
        _wait(message, not_before=verdict.until)
        return True
    if not verdict.goes:
        Message.objects.filter(pk=message.pk).update(
            state=State.STOPPED, letter="", result=verdict.why[:80], ended_at=plan_now()
        )
        record("outbox.stopped", message, by=BY, count=1)
        return True
    return False


def _wait(message: Message, **changes: object) -> None:
    Message.objects.filter(pk=message.pk).update(**changes)
