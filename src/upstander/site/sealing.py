"""Secrets that the database keeps only under lock, with the key in a file apart from it."""

import base64
import hashlib
import json
import os
from functools import lru_cache
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

from upstander.kernel.audit.key import secret

VERSION = "v1:"
NONCE = 12


class Unsealable(Exception):
    """What was sealed was changed, or was sealed with another key or for another purpose."""


def seal(data: bytes, purpose: str) -> str:
    """Lock data with AES-256-GCM; it opens only with the same purpose."""
    nonce = os.urandom(NONCE)
    locked = _lock(settings.HOME).encrypt(nonce, data, purpose.encode())
    return VERSION + base64.b64encode(nonce + locked).decode("ascii")


def unseal(text: str, purpose: str) -> bytes:
    """Open what `seal` locked; raises `Unsealable` rather than give back anything else."""
    try:
        raw = base64.b64decode(text.removeprefix(VERSION), validate=True)
        return _lock(settings.HOME).decrypt(raw[:NONCE], raw[NONCE:], purpose.encode())
    except (InvalidTag, ValueError) as error:
        raise Unsealable(purpose) from error


class SealedSession:
    """Writes a session so that a copy of the database shows nothing of what it holds.

    While somebody sets up their second step, its secret waits in the session.
    """

    def dumps(self, session: dict[str, Any]) -> bytes:
        """Write a session."""
        return seal(json.dumps(session, separators=(",", ":")).encode(), "session").encode()

    def loads(self, data: bytes) -> dict[str, Any]:
        """Read a session; Django takes one that does not open for an empty one."""
        found: dict[str, Any] = json.loads(unseal(data.decode("ascii"), "session"))
        return found


@lru_cache(maxsize=8)
def _lock(home: Path) -> AESGCM:
    return AESGCM(hashlib.sha256(secret(home, "secrets.key").encode()).digest())
