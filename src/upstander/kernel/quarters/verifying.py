"""Is what was adopted still what was adopted? In the snapshot, and in the plan it was taken from.

Four questions, each answered from a different side: does every value fit its hash and the hashes
the root; is the root signed; does the trail know that root; and does the database still say the
same. What was changed since in the ordinary way has left a row in the trail, and is no fault.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.timezone import localdate

from upstander.kernel.audit.record import events_for
from upstander.kernel.plan.history import edits_since, undo_edits
from upstander.kernel.plan.models import Action, Dependency, EvidenceItem, Occurrence, Update
from upstander.kernel.plan.reading import structure_of
from upstander.kernel.quarters.freezing import (
    dependency_values,
    evidence_values,
    occurrence_values,
    update_values,
)
from upstander.kernel.quarters.models import Snapshot
from upstander.kernel.quarters.signing import is_signed
from upstander.kernel.quarters.snapshots import (
    broken_fields,
    canonical,
    plain,
    root_of,
    values_of,
)

STRUCTURE = {
    "theme": ("", ("number", "title", "aim")),
    "objective": ("objectives__", ("number", "title", "due")),
    "action": ("objectives__actions__", ("text", "short_title")),
}


@dataclass(frozen=True)
class Fault:
    """Something that is not as it was adopted: of which quarter, and what."""

    quarter: str
    sentence: str


def verify(snapshot: Snapshot, previous: Snapshot | None) -> list[Fault]:
    """List everything about a snapshot that does not hold; nothing for a sound one."""
    name = str(snapshot.review)
    sentences = [*_seal(snapshot, previous), *_trail(snapshot), *_database(snapshot)]
    return [Fault(name, sentence) for sentence in sentences]


def redaction_words(root: str, redaction: dict[str, Any]) -> str:
    """Give the text that is signed when a field is redacted."""
    told = {name: value for name, value in redaction.items() if name != "signature"}
    return f"{root}\n{canonical(told)}"


# ---- the snapshot in itself


def _seal(snapshot: Snapshot, previous: Snapshot | None) -> Iterator[str]:
    redacted = frozenset(redaction["path"] for redaction in snapshot.redactions)
    try:
        broken = broken_fields(snapshot.fields, redacted)
        root = root_of(snapshot.fields, str(snapshot.review), snapshot.previous)
    except (TypeError, ValueError):
        yield "The snapshot cannot be read: its fields are damaged."
        return
    for path in broken:
        yield f"{path} is not what was adopted."
    if root != snapshot.root:
        yield "The fields do not add up to the root that was signed."
    if not is_signed(snapshot.root, snapshot.signature, snapshot.public_key):
        yield "The signature is not true."
    if snapshot.previous != (previous.root if previous else ""):
        yield "It does not follow the quarter before it."
    for redaction in snapshot.redactions:
        words = redaction_words(snapshot.root, redaction)
        if not is_signed(words, redaction.get("signature", ""), snapshot.public_key):
            yield f"The redaction of {redaction.get('path')} is not signed."


def _trail(snapshot: Snapshot) -> Iterator[str]:
    adopted = events_for(snapshot.review).filter(kind="quarters.adopted").first()
    if adopted is None:
        yield "The trail does not know that it was adopted."
    elif adopted.facts.get("root") != snapshot.root:
        yield "The trail knows another root."


# ---- the plan it was taken from


def _database(snapshot: Snapshot) -> Iterator[str]:
    values = values_of(snapshot.fields)
    gone = {redaction["path"] for redaction in snapshot.redactions}
    expected = {path: value for path, value in values.items() if path not in gone}
    try:
        for path, value in _as_recorded(snapshot, values):
            if path in expected and plain(value) != expected[path]:
                yield f"The plan says something else of {path} than what was adopted."
    except (LookupError, TypeError, ValueError):
        yield "The plan that was adopted cannot be read any more."


def _as_recorded(snapshot: Snapshot, values: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """Give what the database says today of everything that does not change unseen."""
    yield from _structure(snapshot)
    yield from _words(values)
    yield from _unmoved(snapshot, _keys(values, "occurrence"), Occurrence, occurrence_values)
    yield from _unmoved(snapshot, _keys(values, "dependency"), Dependency, dependency_values)
    items = EvidenceItem.objects.in_bulk(_keys(values, "evidence"))
    for key in _keys(values, "evidence"):
        yield from evidence_values(items[key])


def _structure(snapshot: Snapshot) -> Iterator[tuple[str, Any]]:
    """Give titles and wordings as they stood when it was adopted, edits since undone."""
    plan = snapshot.review.plan
    edits = edits_since(plan, snapshot.at)
    for row in undo_edits(structure_of(plan), edits, snapshot.at):
        for label, (prefix, names) in STRUCTURE.items():
            if row[f"{prefix}pk"] is not None:
                for name in names:
                    yield f"{label}:{row[f'{prefix}pk']}.{name}", row[f"{prefix}{name}"]


def _words(values: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    said = {path: key for path, key in values.items() if path.endswith(".update")}
    updates = Update.objects.in_bulk([key for key in said.values() if key])
    for path, key in said.items():
        if path.startswith("action:"):
            record = path.removesuffix(".update")
            yield f"{record}.status", updates[key].status
            for name, value in update_values(updates[key]).items():
                yield f"{record}.{name}", value


def _unmoved(
    snapshot: Snapshot, keys: Iterable[int], model: Any, pairs: Any
) -> Iterator[tuple[str, Any]]:
    """Give the rows that no change of the product has touched since it was adopted."""
    keys = list(keys)
    rows = model.objects.in_bulk(keys)
    for key in keys:
        if not _touched(rows[key], snapshot):
            yield from pairs(rows[key], localdate(snapshot.at))


def _touched(row: Occurrence | Dependency, snapshot: Snapshot) -> bool:
    about: Action | Dependency = row.action if isinstance(row, Occurrence) else row
    adopted = events_for(snapshot.review).filter(kind="quarters.adopted").first()
    since = adopted.sequence if adopted else 0
    return events_for(about).filter(sequence__gt=since).exists()


def _keys(values: dict[str, Any], label: str) -> list[int]:
    found = {
        int(path.split(".")[0].removeprefix(f"{label}:"))
        for path in values
        if path.startswith(f"{label}:")
    }
    return sorted(found)
