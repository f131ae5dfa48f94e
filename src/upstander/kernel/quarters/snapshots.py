"""Freezing a quarter: every field with a salted hash of its own, and one root over all of them.

Pure functions. A field's hash cannot be guessed back into its value, because its salt goes with the
value when it is redacted; the root over the hashes, and the signature over the root, stay true.
"""

import hashlib
import json
import secrets
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder

SALT = 16  # bytes
REDACTED = None  # what stands for the salt of a redacted field

Field = list[Any]  # [path, salt, value, hash]


def freeze(values: Mapping[str, Any]) -> list[Field]:
    """Give each value a salt and a hash, in the order of their paths."""
    return [_frozen(path, plain(values[path])) for path in sorted(values)]


def plain(value: Any) -> Any:
    """Give a value as it comes back from JSON, so that it hashes the same later."""
    return json.loads(json.dumps(value, cls=DjangoJSONEncoder))


def hash_of(path: str, salt: str, value: Any) -> str:
    """Hash a field under its path and salt."""
    words = f"{salt}\n{path}\n{canonical(value)}"
    return hashlib.sha256(words.encode()).hexdigest()


def canonical(value: Any) -> str:
    """Write a value so that equal values always make the same text."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def root_of(fields: Iterable[Field], about: str, previous: str) -> str:
    """Hash all fields together with what they are about and the root of the snapshot before."""
    lines = [about, previous, *(f"{path} {hashed}" for path, _, _, hashed in fields)]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def redact(fields: Sequence[Field], path: str) -> list[Field]:
    """Destroy the value and the salt of one field; its hash stays."""
    return [[p, REDACTED, None, h] if p == path else [p, s, v, h] for p, s, v, h in fields]


def broken_fields(fields: Iterable[Field], redacted: frozenset[str]) -> list[str]:
    """List the paths whose value does not fit its hash, or that are gone without a redaction."""
    wrong = []
    for path, salt, value, hashed in fields:
        if salt is REDACTED:
            fits = path in redacted and value is None
        else:
            fits = hash_of(path, salt, value) == hashed
        if not fits:
            wrong.append(path)
    return wrong


def values_of(fields: Iterable[Field]) -> dict[str, Any]:
    """Give the values by path; a redacted one is None."""
    return {path: value for path, _, value, _ in fields}


def statuses_of(fields: Iterable[Field]) -> dict[int, str]:
    """Give the adopted status of each action by its key."""
    return {
        int(path.split(".")[0].removeprefix("action:")): value or ""
        for path, _, value, _ in fields
        if path.startswith("action:") and path.endswith(".status")
    }


def _frozen(path: str, value: Any) -> Field:
    salt = secrets.token_hex(SALT)
    return [path, salt, value, hash_of(path, salt, value)]
