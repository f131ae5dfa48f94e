"""Freezing a quarter: every field with a salted hash of its own, and one root over all of them.

Pure functions. A field's hash cannot be guessed back into its value, because its salt goes with the
value when it is redacted; the root over the hashes, and the signature over the root, stay true.
"""

import hashlib
import json
import secrets
from collections.abc import Container, Iterable, Iterator, Mapping
from datetime import UTC, date, datetime
from typing import Any

SALT = 16  # bytes
REDACTED = None  # what stands for the salt of a redacted field
FACTS = "facts"  # the field of a record that holds all that nobody typed

Field = list[Any]  # [path, salt, value, hash]
Redaction = dict[str, Any]  # path, at, by, why, instead, key, signature


class CanonicalEncoder(json.JSONEncoder):
    """Writes equal values as equal text, to the byte: in the database too."""

    def __init__(self, **options: Any) -> None:
        """Leave nothing open that JSON leaves open."""
        fixed = {"ensure_ascii": False, "sort_keys": True, "separators": (",", ":")}
        super().__init__(**{**options, **fixed, "allow_nan": False})

    def default(self, value: Any) -> Any:
        """Write days, and moments to their last digit, in UTC."""
        if isinstance(value, datetime):
            return value.astimezone(UTC).isoformat()
        if isinstance(value, date):
            return value.isoformat()
        return super().default(value)


def canonical(value: Any) -> str:
    """Write a value so that equal values always make the same text."""
    return CanonicalEncoder().encode(value)


def plain(value: Any) -> Any:
    """Give a value as it comes back from JSON, so that it hashes the same later."""
    return json.loads(canonical(value))


def freeze(values: Mapping[str, Any]) -> list[Field]:
    """Give each value a salt and a hash, in the order of their paths."""
    return [_frozen(path, plain(values[path])) for path in sorted(values)]


def hash_of(path: str, salt: str, value: Any) -> str:
    """Hash a field under its path and salt."""
    words = f"{salt}\n{path}\n{canonical(value)}"
    return hashlib.sha256(words.encode()).hexdigest()


def root_of(fields: Iterable[Field], about: str, previous: str) -> str:
    """Hash all fields together with what they are about and the root of the snapshot before."""
    lines = [about, previous, *(f"{path} {hashed}" for path, _, _, hashed in fields)]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def redact(fields: Iterable[Field], paths: Container[str]) -> list[Field]:
    """Destroy the values and the salts of fields; their hashes stay."""
    return [[p, REDACTED, None, h] if p in paths else [p, s, v, h] for p, s, v, h in fields]


def broken_fields(fields: Iterable[Field], redacted: frozenset[str]) -> list[str]:
    """List the paths whose value does not fit its hash, or that are gone without a redaction."""
    wrong = []
    for path, salt, value, hashed in fields:
        if salt is REDACTED or path in redacted:
            fits = path in redacted and salt is REDACTED and value is None
        else:
            fits = hash_of(path, salt, value) == hashed
        if not fits:
            wrong.append(path)
    return wrong


def values_of(fields: Iterable[Field], redactions: Iterable[Redaction] = ()) -> dict[str, Any]:
    """Give the values by path; of redacted ones, what stands instead."""
    values = {path: value for path, _, value, _ in fields}
    return values | {told["path"]: told["instead"] for told in redactions}


def records_of(values: Mapping[str, Any], label: str) -> dict[str, dict[str, Any]]:
    """Give the records of one kind by their keys, each with its facts and what was typed.

    The path of a field is `label:key.name`, or `label.name` where there is only one.
    """
    found: dict[str, dict[str, Any]] = {}
    for path, value in values.items():
        record, _, name = path.rpartition(".")
        kind, _, key = record.partition(":")
        if kind == label:
            found.setdefault(key, {}).update(value if name == FACTS else {name: value})
    return found


def one_by_one(pairs: Iterable[tuple[str, Any]]) -> Iterator[tuple[str, Any]]:
    """Give each fact of a record under a path of its own, beside what was typed."""
    for path, value in pairs:
        record, _, name = path.rpartition(".")
        if name == FACTS:
            yield from ((f"{record}.{each}", fact) for each, fact in value.items())
        else:
            yield path, value


def moment_of(written: str) -> datetime:
    """Read a moment as it was frozen."""
    return datetime.fromisoformat(written)


def statuses_of(fields: Iterable[Field]) -> dict[int, str]:
    """Give the adopted status of each action by its key."""
    actions = records_of(values_of(fields), "action")
    return {int(key): told.get("status") or "" for key, told in actions.items()}


def _frozen(path: str, value: Any) -> Field:
    salt = secrets.token_hex(SALT)
    return [path, salt, value, hash_of(path, salt, value)]
