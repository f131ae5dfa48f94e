"""How the protected part of a record is locked: AES-256-GCM, bound to where it stands.

What is sealed names its format and the key that opens it. Table, row and class of data go into the
seal, so that what was moved to another place does not open. Pure functions.
"""

import base64
import binascii
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from upstander.kernel.vault.refusals import Tampered

VERSION = "v1"
NONCE = 12
STEP = 256  # lengths are told in steps only: the length of a story would say something of it


@dataclass(frozen=True)
class Place:
    """Where a document stands: its table, its row, and the classes of data that it holds."""

    table: str
    row: int | str
    classes: str

    @property
    def bound(self) -> bytes:
        """Give what goes into the seal."""
        return "\n".join(("upstander", VERSION, self.table, str(self.row), self.classes)).encode()

    def __str__(self) -> str:
        return f"{self.table} {self.row}"


@dataclass(frozen=True)
class Sealed:
    """A document as the database keeps it: `v1:key:classes:text`."""

    key_id: str
    classes: str
    body: bytes

    @classmethod
    def read(cls, token: str, about: object) -> "Sealed":
        """Take a token apart; raises `Tampered` where it is none."""
        try:
            version, key_id, classes, body = token.split(":")
            raw = base64.b64decode(body, validate=True)
        except (ValueError, binascii.Error) as error:
            raise Tampered(str(about)) from error
        if version != VERSION or len(raw) <= NONCE:
            raise Tampered(str(about))
        return cls(key_id, classes, raw)

    def __str__(self) -> str:
        return f"{VERSION}:{self.key_id}:{self.classes}:{base64.b64encode(self.body).decode()}"


def seal(content: Mapping[str, Any], key: bytes, key_id: str, place: Place) -> str:
    """Lock the fields of a record into one token."""
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
    return seal_bytes(text.ljust(-(-len(text) // STEP) * STEP), key, key_id, place)


def unseal(token: str, key: bytes, place: Place) -> dict[str, Any]:
    """Open a token; raises `Tampered` unless it is what was sealed for this very place."""
    return read(unseal_bytes(token, key, place))


def read(text: bytes) -> dict[str, Any]:
    """Read the text of a document."""
    content: dict[str, Any] = json.loads(text)
    return content


def seal_bytes(text: bytes, key: bytes, key_id: str, place: Place) -> str:
    """Lock what is in a document, as it stands."""
    nonce = os.urandom(NONCE)
    locked = AESGCM(key).encrypt(nonce, text, place.bound)
    return str(Sealed(key_id, place.classes, nonce + locked))


def unseal_bytes(token: str, key: bytes, place: Place) -> bytes:
    """Give what is in a document, as it stands; raises `Tampered`."""
    sealed = Sealed.read(token, place)
    try:
        return AESGCM(key).decrypt(sealed.body[:NONCE], sealed.body[NONCE:], place.bound)
    except InvalidTag as error:
        raise Tampered(str(place)) from error
