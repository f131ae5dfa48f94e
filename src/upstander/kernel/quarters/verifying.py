"""Is what was adopted still what was adopted? In the snapshot, and in the plan it was taken from.

Four questions, each answered from another side: does every value fit its hash, and the hashes the
root; is the root signed; does the trail know root and key; and does the database still say the
same (`recorded.py`). What was changed since in the ordinary way is no fault.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import DatabaseError, connection
from django.db.models import TextField
from django.db.models.functions import Cast

from upstander.kernel.audit.record import events_for, key_of, whole_trail
from upstander.kernel.quarters.models import Review, Snapshot
from upstander.kernel.quarters.reading import previous_snapshot
from upstander.kernel.quarters.recorded import Gone, as_recorded
from upstander.kernel.quarters.signing import has_key, is_signed, public_key
from upstander.kernel.quarters.snapshots import (
    Redaction,
    broken_fields,
    canonical,
    one_by_one,
    plain,
    root_of,
    values_of,
)


@dataclass(frozen=True)
class Checked:
    """What a check of one adopted quarter found: a sentence for everything that does not hold."""

    review: Review
    snapshot: Snapshot | None  # None where it cannot even be read
    faults: tuple[str, ...]


def check_all() -> list[Checked]:
    """Check every quarter that was adopted, down to the content of files, the oldest first."""
    reviews = Review.objects.adopted().select_related("plan").order_by("adopted_at", "pk")
    checked = [check(review, files=True) for review in reviews]
    if checked and (fault := _key_fault(checked[-1].snapshot)):
        last = checked[-1]
        checked[-1] = Checked(last.review, last.snapshot, (*last.faults, fault))
    return checked


def forgotten() -> list[str]:
    """List what the trail says was adopted and no table knows any more."""
    known = {key_of(review) for review in Review.objects.adopted()}
    told = whole_trail().filter(kind="quarters.adopted").values_list("record", flat=True)
    gone = sorted(set(told) - known)
    return [f"The trail knows an adoption that is gone: {each}." for each in gone]


def check(review: Review, *, files: bool = False) -> Checked:
    """Check one adopted quarter; nothing that was done to it may keep it from being checked."""
    try:
        snapshot = _read(review)
        if snapshot is None:
            return Checked(review, None, ("What was adopted is gone.",))
        faults = tuple(_faults(snapshot, files=files))
    except (DatabaseError, ValueError, TypeError, LookupError, AttributeError):
        return Checked(review, None, ("What was adopted is damaged so that it cannot be read.",))
    return Checked(review, snapshot, faults)


def redaction_words(root: str, redaction: Redaction) -> str:
    """Give the text that is signed when a field is redacted."""
    told = {name: value for name, value in redaction.items() if name != "signature"}
    return f"{root}\n{canonical(told)}"


def about(snapshot: Snapshot) -> str:
    """Name what a snapshot is about, as it goes into the root."""
    return f"{key_of(snapshot.review)} {snapshot.review}"


def _read(review: Review) -> Snapshot | None:
    """Read a snapshot together with the very text in which its fields stand."""
    text = {
        "fields_text": Cast("fields", TextField()),
        "told_text": Cast("redactions", TextField()),
    }
    rows = Snapshot.objects.select_related("review__plan").annotate(**text)
    return rows.filter(review=review).first()


def _faults(snapshot: Snapshot, *, files: bool) -> Iterator[str]:
    yield from _seal(snapshot)
    yield from _redactions(snapshot)
    yield from _trail(snapshot)
    values = values_of(snapshot.fields, snapshot.redactions)
    yield from _columns(snapshot, values)
    yield from _database(snapshot, values, files=files)


# ---- the snapshot in itself


def _seal(snapshot: Snapshot) -> Iterator[str]:
    redacted = frozenset(told["path"] for told in snapshot.redactions)
    for path in broken_fields(snapshot.fields, redacted):
        yield f"{path} is not what was adopted."
    if not _is_exact(snapshot):
        yield "The fields are not written as they were when it was adopted."
    if root_of(snapshot.fields, about(snapshot), snapshot.previous) != snapshot.root:
        yield "The fields do not add up to the root that was signed."
    if not is_signed(snapshot.root, snapshot.signature, snapshot.public_key):
        yield "The signature is not true."
    previous = previous_snapshot(snapshot.review)
    if snapshot.previous != (previous.root if previous else ""):
        yield "It does not follow the quarter that was adopted before it."


def _is_exact(snapshot: Snapshot) -> bool:
    """Tell whether both lists stand in the database to the byte as they were written.

    PostgreSQL keeps values and not their text, so there is nothing more to compare.
    """
    if connection.vendor != "sqlite":
        return True
    told: Any = snapshot
    return (told.fields_text, told.told_text) == (
        canonical(snapshot.fields),
        canonical(snapshot.redactions),
    )


def _redactions(snapshot: Snapshot) -> Iterator[str]:
    known = {path for path, *_ in snapshot.fields}
    for told in snapshot.redactions:
        if told["path"] not in known:
            yield f"Something was taken out that was not there: {told['path']}."
        if not is_signed(redaction_words(snapshot.root, told), told["signature"], told["key"]):
            yield f"What stands instead of {told['path']} is not signed."


def _columns(snapshot: Snapshot, values: dict[str, Any]) -> Iterator[str]:
    when = values["adopted.facts"]["at"]
    moments = (snapshot.at, snapshot.review.adopted_at)
    if [plain(moment) for moment in moments] != [when, when]:
        yield "The moment of adoption is another than the one that was signed."
    if snapshot.by_name != values["adopted.by"]:
        yield "The name of who noted the adoption is another than the one that was signed."


# ---- the trail


def _trail(snapshot: Snapshot) -> Iterator[str]:
    events = list(
        events_for(snapshot.review).filter(kind__in=["quarters.adopted", "quarters.redacted"])
    )
    adopted = [event.facts for event in events if event.kind == "quarters.adopted"]
    if not adopted:
        yield "The trail does not know that it was adopted."
        return
    if [told["root"] for told in adopted] != [snapshot.root]:
        yield "The trail knows another root."
    if [told["key"] for told in adopted] != [snapshot.public_key]:
        yield "The trail knows another key than the one that signed it."
    taken_out = [event.facts for event in events if event.kind == "quarters.redacted"]
    for told in snapshot.redactions:
        if not any(told["path"] in t["paths"] and told["key"] == t["key"] for t in taken_out):
            yield f"The trail does not know that {told['path']} was taken out."


def _key_fault(snapshot: Snapshot | None) -> str:
    """Say where the key has changed since the last adoption; the trail notes the one after."""
    if not has_key():
        return "The key that signs is gone. Restore keys/snapshots.key from a backup."
    if snapshot is not None and snapshot.public_key != public_key():
        return "The key that signs is another than at this adoption: its file was changed."
    return ""


# ---- the plan it was taken from


def _database(snapshot: Snapshot, values: dict[str, Any], *, files: bool) -> Iterator[str]:
    frozen = dict(one_by_one(values.items()))
    try:
        for path, value in as_recorded(snapshot, values, files=files):
            if not _same(frozen.get(path), plain(value)):
                yield f"The plan says something else of {path} than what was adopted."
    except Gone as gone:
        yield str(gone)


def _same(frozen: Any, recorded: Any) -> bool:
    empty: tuple[Any, ...] = (None, "", [])
    return frozen == recorded or (frozen in empty and recorded in empty)
