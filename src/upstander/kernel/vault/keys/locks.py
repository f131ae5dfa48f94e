"""Locking keys under the master key."""

import os
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from upstander.kernel.vault.keys.master import REMEDY, master_path, read_masters
from upstander.kernel.vault.refusals import VaultShut

NONCE = 12


class Locks:
    """The master keys at hand, read when they are first needed and again when one is unknown."""

    def __init__(self) -> None:
        """Hold none yet."""
        self._known: dict[str, AESGCM] = {}

    def lock(self, id: str, secret: bytes, by: str) -> bytes:
        """Lock a key under the master key of this name; it opens under its own name only."""
        nonce = os.urandom(NONCE)
        return nonce + self._find(by).encrypt(nonce, secret, id.encode())

    def unlock(self, id: str, locked: Any, by: str) -> bytes:
        """Open a locked key; raises `VaultShut` where no master key at hand fits."""
        raw = bytes(locked)
        try:
            return self._find(by).decrypt(raw[:NONCE], raw[NONCE:], id.encode())
        except InvalidTag as error:
            raise VaultShut(
                "The key store holds a key that was changed. Restore the store from a backup: "
                "upstander keys_restore FILE"
            ) from error

    def check(self, by: str) -> None:
        """Raise `VaultShut` unless the master key of this name is at hand."""
        self._find(by)

    def _find(self, by: str) -> AESGCM:
        if by not in self._known:
            self._known = {master.id: AESGCM(master.secret) for master in read_masters()}
        if by not in self._known:
            raise VaultShut(
                f"The key store is locked with the master key {by}, which is not in "
                f"{master_path()}. {REMEDY}"
            )
        return self._known[by]
