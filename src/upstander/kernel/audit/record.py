"""Writing the trail, and reading what it says of one record."""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection, models, transaction
from django.utils.functional import Promise

from upstander.kernel.audit.chain import COLUMNS, START, seal
from upstander.kernel.audit.key import has_key, trail_key
from upstander.kernel.audit.models import TOLD, AuditEvent, AuditEventQuerySet
from upstander.kernel.clock import now as told_now
from upstander.kernel.errors import Refused
from upstander.kernel.registry import audit_kind
from upstander.kernel.rows import insert

LOCK = 8_317_224_905  # any number, as long as nothing else on this PostgreSQL server takes it
GATHERED = "upstander_trail_gathered"  # on the connection, which is each thread's own
SYSTEM = re.compile(r"[a-z]+:\S[^\n]*")


class KeyMissing(Refused):
    """The trail has rows, but the key that seals them is gone."""

    def __init__(self) -> None:
        """Say where it should lie."""
        super().__init__(
            f"The key of the audit trail is missing. Restore {settings.HOME / 'keys' / 'audit.key'}"
            " from a backup; nothing can be changed before that."
        )


def record(kind: str, instance: models.Model | str, /, *, by: Any, **detail: Any) -> AuditEvent:
    """Write that `by` did something to a record, inside the transaction that does it.

    `by` is a user, or text such as "system:nightly count" for work that nobody asked for. What of
    the detail is kept is for the kind's redaction to say, now, before anything is written.
    Raises LookupError for a kind that nobody declared and RuntimeError outside of a transaction,
    where the row could not stand or fall with its change.
    """
    known = audit_kind(kind)
    if not connection.in_atomic_block:
        raise RuntimeError(f"{kind} has to be recorded inside the transaction of its change")
    event = AuditEvent(
        at=datetime.now(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z"),
        kind=known.code,
        actor=actor_key(by),
        actor_name=actor_name(by),
        record=key_of(instance),
        detail=canonical(known.redact(detail) | _told()),
    )
    gathered = _gathered()
    if gathered is None:
        _write([event])
    else:
        gathered.append(event)
    return event


@dataclass
class _Together:
    """The rows that wait for the end of their change, and in how many savepoints it began."""

    depth: int
    events: list[AuditEvent] = field(default_factory=list)


@contextmanager
def written_together() -> Iterator[None]:
    """Write the rows of one change at its end, all at once: who writes keeps all others waiting.

    They have no number before its end. What is told within a savepoint of its own is written at
    once, to stand or fall with that. Whoever catches what was raised in here cannot commit: the
    change would stand without its rows.
    """
    if getattr(connection, GATHERED, None) is not None:
        yield  # a part of a change that does so already
        return
    with transaction.atomic(savepoint=False):
        setattr(connection, GATHERED, _Together(_depth()))
        try:
            yield
            write_gathered()
        finally:
            delattr(connection, GATHERED)


def write_gathered() -> None:
    """Write now what was to be written at the end, for whoever needs the number of a row."""
    gathered = _gathered()
    if gathered:
        _write(gathered)
        gathered.clear()


def _gathered() -> list[AuditEvent] | None:
    """Give the rows that wait for the end of the change; None where a row is written at once."""
    together: _Together | None = getattr(connection, GATHERED, None)
    return together.events if together and together.depth == _depth() else None


def _depth() -> int:
    return sum(savepoint is not None for savepoint in connection.savepoint_ids)


def _write(events: list[AuditEvent]) -> None:
    """Number and seal rows, each to the one before it, and insert them."""
    sequence, previous = take_head()
    key = current_key(sequence)
    for event in events:
        sequence += 1
        event.sequence = sequence
        event.mac = previous = seal(key, previous, [getattr(event, name) for name in COLUMNS])
    insert(*events)


def events_for(instance: models.Model | str) -> AuditEventQuerySet:
    """Give the rows about one record, the latest first."""
    return AuditEvent.objects.filter(record=key_of(instance))


def head_of_trail() -> models.Subquery:
    """Give the newest row's code as a part of another query.

    Whatever the product writes leaves a row, so what was read under one head holds until it moves.
    """
    return models.Subquery(AuditEvent.objects.order_by("-sequence").values("mac")[:1])


def whole_trail() -> AuditEventQuerySet:
    """Give every row, the latest first; narrow it with `visible_to`."""
    return AuditEvent.objects.all()


def key_of(instance: models.Model | str) -> str:
    """Name a record as text: its label and its key. What is no row of a table names itself."""
    if isinstance(instance, str):
        return instance
    if instance.pk is None:
        raise ValueError(f"a {instance._meta.label_lower} has no key before it is saved")
    return f"{instance._meta.label_lower}:{instance.pk}"


def actor_key(by: Any) -> str:
    """Name who acts as text."""
    if isinstance(by, str) and not SYSTEM.fullmatch(by):
        raise ValueError(f"'{by}' does not name who acts; write for example 'system:nightly count'")
    return key_of(by)


def actor_name(by: Any) -> str:
    """Give the name of who acts, as it is now, on one line."""
    name = by.partition(":")[2] if isinstance(by, str) else str(by)
    return " ".join(name.split())[:200]


def take_head() -> tuple[int, str]:
    """Give the last row's number and MAC, and keep every other writer out until the commit.

    On SQLite the transaction itself keeps them out: it begins IMMEDIATE.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
    return read_head()


def read_head() -> tuple[int, str]:
    """Give the last row's number and MAC; of an empty trail, nought and the start.

    By plain SQL, since every change of the product waits for it.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT sequence, mac FROM {AuditEvent._meta.db_table}"  # noqa: S608 - our own name
            " ORDER BY sequence DESC LIMIT 1"
        )
        return cursor.fetchone() or (0, START)


def current_key(sequence: int) -> bytes:
    """Give the key; a trail with rows never gets a new one."""
    if sequence and not has_key(settings.HOME):
        raise KeyMissing
    return trail_key(settings.HOME)


def canonical(detail: dict[str, Any]) -> str:
    """Write a detail as JSON in which the same facts always make the same text."""
    return json.dumps(
        detail,
        sort_keys=True,
        separators=(",", ":"),
        ensure_ascii=False,
        default=_plain,
    )


def _told() -> dict[str, Any]:
    """Note in the demonstration also the moment of its story; `at` is the true time there too."""
    return {TOLD: told_now().isoformat()} if settings.DEMO else {}


def _plain(value: Any) -> str:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, UUID | Decimal | Promise):
        return str(value)
    raise TypeError(f"a {type(value).__name__} cannot be written into the trail")
