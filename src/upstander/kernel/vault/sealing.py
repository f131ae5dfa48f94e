"""Secrets that the database keeps only under lock, with the key in a file apart from it."""

import base64
import hashlib
import hmac
import os
from functools import lru_cache
from pathlib import Path

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


def place(table: str, row: object, field: str) -> str:
    """Name one field of one row as a purpose, so that what is moved elsewhere does not open."""
    return f"{table}/{row}/{field}"


def fingerprint(data: bytes, purpose: str) -> str:
    """Tell data by a code that nobody without the key can make, not even to try guesses out."""
    return hmac.digest(
        _key(settings.HOME, "fingerprint"), purpose.encode() + b"\0" + data, "sha256"
    ).hex()


@lru_cache(maxsize=8)
def _lock(home: Path) -> AESGCM:
    return AESGCM(hashlib.sha256(secret(home, "secrets.key").encode()).digest())


@lru_cache(maxsize=8)
def _key(home: Path, use: str) -> bytes:
    return hmac.digest(secret(home, "secrets.key").encode(), use.encode(), "sha256")
