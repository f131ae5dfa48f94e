"""The signature under what a Group adopted: Ed25519, so that anybody can check it and nobody forge.

The private key lies in a file of its own under `UPSTANDER_HOME/keys`; the public one goes into each
snapshot. Whether a public key is ours, the trail says: it notes root and key of every adoption.
"""

import hashlib
import re
from functools import lru_cache
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)
from django.conf import settings

from upstander.kernel.audit.key import secret

KEY = "snapshots.key"
_SIGNATURE, _PUBLIC = re.compile("[0-9a-f]{128}"), re.compile("[0-9a-f]{64}")


def sign(words: str) -> str:
    """Sign text and give the signature in hexadecimal."""
    return _private(settings.HOME).sign(words.encode()).hex()


def public_key() -> str:
    """Give the public key of this installation in hexadecimal."""
    return _private(settings.HOME).public_key().public_bytes_raw().hex()


def has_key() -> bool:
    """Tell whether the key lies where it should; asking does not make one."""
    return (settings.HOME / "keys" / KEY).exists()


def is_signed(words: str, signature: str, public: str) -> bool:
    """Tell whether a signature is true; what is no signature or key at all is false.

    Each has one way of being written, so that a byte that was changed is found even where it would
    mean the same.
    """
    if not (_SIGNATURE.fullmatch(signature) and _PUBLIC.fullmatch(public)):
        return False
    try:
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(public))
        key.verify(bytes.fromhex(signature), words.encode())
    except (InvalidSignature, ValueError):
        return False
    return True


@lru_cache(maxsize=8)
def _private(home: Path) -> Ed25519PrivateKey:
    seed = hashlib.sha256(secret(home, KEY).encode("ascii")).digest()
    return Ed25519PrivateKey.from_private_bytes(seed)
