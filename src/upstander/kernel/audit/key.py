"""The key under which the trail is sealed.

It lies in a file of its own, never in the database: whoever can write the database must not be able
to seal what they wrote. This module knows nothing of Django, so that settings may use `secret`.
"""

import os
import secrets
from contextlib import suppress
from functools import lru_cache
from pathlib import Path


def secret(home: Path, name: str) -> str:
    """Read a secret of this installation, making it the first time; only its owner may read it."""
    path = home / "keys" / name
    if not path.exists():
        _make(path)
    return path.read_text(encoding="ascii").strip()


def has_key(home: Path) -> bool:
    """Tell whether this installation's trail has its key already."""
    return (home / "keys" / "audit.key").exists()


@lru_cache(maxsize=8)
def trail_key(home: Path) -> bytes:
    """Read the key of the trail, making it the first time."""
    return secret(home, "audit.key").encode("ascii")


def _make(path: Path) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_suffix(f".{secrets.token_hex(4)}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(secrets.token_urlsafe(48))
        file.flush()
        os.fsync(file.fileno())  # rows sealed under a key that a power cut loses prove nothing
    with suppress(FileExistsError):
        os.link(draft, path)  # two processes at the first start: one of them wins, both read it
    draft.unlink()
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make a new file's name as durable as its content."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
