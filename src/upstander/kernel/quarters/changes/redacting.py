"""Taking words, or a file, out of all that people typed, and of what was adopted or approved."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from upstander.kernel.audit.record import actor_name, record
from upstander.kernel.clock import now
from upstander.kernel.groups.minutes import mark_anew, marks_that_hold
from upstander.kernel.outbox.changes import stop_one
from upstander.kernel.outbox.models import Message
from upstander.kernel.outbox.models import State as MessageState
from upstander.kernel.plan.models import EvidenceItem
from upstander.kernel.plan.redaction import INSTEAD, Place, Why, Words, redact_file
from upstander.kernel.plan.redaction import redact_words as redact_fields
from upstander.kernel.quarters.history import history_until
from upstander.kernel.quarters.models import Snapshot
from upstander.kernel.quarters.signing import public_key, sign
from upstander.kernel.quarters.snapshots import (
    FACTS,
    Redaction,
    plain,
    records_of,
    redact,
    values_of,
)
from upstander.kernel.quarters.verifying import redaction_words
from upstander.kernel.registry import all_typed
from upstander.kernel.vault.sealing import Unsealable

NEVER = frozenset({FACTS, "history", "edits", "sha256"})  # no text of anybody's stands in these


@dataclass(frozen=True)
class TakenOut:
    """Where words were taken out: fields, fields of adopted quarters, letters."""

    places: list[Place]
    frozen: int
    letters: int


@transaction.atomic
def redact_words(words: Words, *, why: Why, by: Any) -> TakenOut:
    """Take words out of all that people typed, and of adopted quarters and approved minutes.

    The signatures of those quarters still verify, and the trail gets the new marks of those
    minutes. Letters that wait and hold the words are stopped.
    """
    before = {snapshot.pk: _hashes(snapshot) for snapshot in Snapshot.objects.all()}
    marks = marks_that_hold()
    found = redact_fields(words, why=why, by=by)
    mark_anew(marks, why=why.value, by=by)
    frozen = 0
    for snapshot in Snapshot.objects.select_related("review__plan").select_for_update():
        instead = _instead_of_words(snapshot, words)
        instead |= _instead_of_hashes(snapshot, before[snapshot.pk])
        frozen += _redact(snapshot, instead, why, by)
        if words.stand_in(snapshot.by_name):
            snapshot.by_name = words.without(snapshot.by_name)
            snapshot.save(update_fields=["by_name"])
    return TakenOut(found, frozen, _stop_letters(words, by))


def letters_that_hold(words: Words) -> list[Message]:
    """Find letters that wait and hold words: those of the parts into which people type.

    Letters to people spoken of (`kernel/subjects`) are none of these: they may hold their own name,
    and must not fail to come because it was typed into minutes.
    """
    parts = {label.partition(".")[0] for label in all_typed()}
    waiting = Message.objects.that_may_become(MessageState.STOPPED).exclude(letter="")
    theirs = [message for message in waiting if message.kind.partition(".")[0] in parts]
    return [message for message in theirs if words.stand_in(_texts_of(message))]


@transaction.atomic
def take_out_file(item: EvidenceItem, *, why: Why, by: Any) -> int:
    """Destroy a file, and its hash in every snapshot. Returns in how many quarters it stood."""
    redact_file(item, why=why, by=by)
    title, content = f"evidence:{item.pk}.title", f"evidence:{item.pk}.sha256"
    return sum(
        _redact(snapshot, {title: INSTEAD, content: ""}, why, by) > 0
        for snapshot in Snapshot.objects.select_related("review__plan").select_for_update()
    )


def _instead_of_words(snapshot: Snapshot, words: Words) -> dict[str, Any]:
    """Give what will stand instead of each typed field that holds the words."""
    return {
        path: words.without(value)
        for path, value in values_of(snapshot.fields, snapshot.redactions).items()
        if path.rpartition(".")[2] not in NEVER and words.stand_in(value)
    }


def _hashes(snapshot: Snapshot) -> dict[str, str]:
    last = records_of(values_of(snapshot.fields), "plan")[""]
    return history_until(snapshot.review.plan, last["last_update"], last["last_edit"]).by_path()


def _instead_of_hashes(snapshot: Snapshot, before: Mapping[str, str]) -> dict[str, Any]:
    """Give the new hash of each history in which words were taken out just now.

    One that did not fit before keeps the old hash, so that what was done to it is still found.
    """
    told = values_of(snapshot.fields, snapshot.redactions)
    return {
        path: hashed
        for path, hashed in _hashes(snapshot).items()
        if before.get(path) != hashed and told.get(path) == before.get(path)
    }


def _redact(snapshot: Snapshot, instead: Mapping[str, Any], why: Why, by: Any) -> int:
    known = {path for path, *_ in snapshot.fields}
    wanted = {path: value for path, value in instead.items() if path in known}
    if not wanted:
        return 0
    kept = [told for told in snapshot.redactions if told["path"] not in wanted]
    added = [_signed(snapshot.root, path, value, why, by) for path, value in wanted.items()]
    snapshot.fields = redact(snapshot.fields, wanted)
    snapshot.redactions = sorted(kept + added, key=lambda told: str(told["path"]))
    snapshot.save(update_fields=["fields", "redactions"])
    paths = sorted(wanted)
    record("quarters.redacted", snapshot.review, by=by, paths=paths, key=public_key(), why=why)
    return len(paths)


def _signed(root: str, path: str, instead: Any, why: Why, by: Any) -> Redaction:
    told = {"path": path, "at": now(), "by": actor_name(by), "why": why.value, "instead": instead}
    redaction: Redaction = plain(told | {"key": public_key()})
    return redaction | {"signature": sign(redaction_words(root, redaction))}


def _texts_of(message: Message) -> list[str]:
    try:
        return message.open().texts
    except Unsealable:  # what nobody can open says nothing, and must not keep words from going
        return []


def _stop_letters(words: Words, by: Any) -> int:
    holding = letters_that_hold(words)
    for message in holding:
        stop_one(message, by=by)
    return len(holding)
