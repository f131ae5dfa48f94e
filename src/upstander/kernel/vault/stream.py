"""How a file is locked while it flows: in chunks, each bound to its place, the last to the end.

A chunk that was changed, left out, repeated or moved does not open, and neither does a file whose
end was cut off. At no moment does more than one chunk stand in memory.
"""

import os
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from upstander.kernel.errors import Refused

MAGIC = b"UPSTAND1"
DATA_BACKUP = b"UPSTANDER BACKUP 1\n"  # how a backup of data begins, which never lies beside keys
SALT = 16
CHUNK = 64 * 1024
TAG = 16


class Unopened(Refused):
    """A sealed file that was changed, cut, or sealed with another key or for something else."""

    def __init__(self) -> None:
        """Say what it may be."""
        super().__init__(
            "The file does not open: it was changed or cut since it was written, or this is not "
            "its key. Nothing of it was used."
        )


class Sealer:
    """Locks what is written to it, chunk by chunk; `finish` marks the end."""

    def __init__(self, out: BinaryIO, key: bytes, about: bytes) -> None:
        """Begin a file: `about` says what it is, and has to be said again to open it."""
        salt = os.urandom(SALT)
        out.write(MAGIC + salt)
        self._out, self._lock, self._about = out, _lock(key, salt), about
        self._waiting, self._number = bytearray(), 0

    def write(self, data: bytes) -> int:
        """Take more; a chunk is written once it is known not to be the last."""
        self._waiting += data
        while len(self._waiting) > CHUNK:
            self._put(bytes(self._waiting[:CHUNK]), last=False)
            del self._waiting[:CHUNK]
        return len(data)

    def finish(self) -> None:
        """Write the last chunk, which says that it is the last."""
        self._put(bytes(self._waiting), last=True)
        self._waiting.clear()

    def _put(self, chunk: bytes, *, last: bool) -> None:
        self._out.write(self._lock.encrypt(_nonce(self._number, last), chunk, self._about))
        self._number += 1


def opened(source: BinaryIO, key: bytes, about: bytes) -> Iterator[bytes]:
    """Give what is in a sealed file, chunk by chunk; raises `Unopened` at the first false one."""
    head = source.read(len(MAGIC) + SALT)
    if len(head) != len(MAGIC) + SALT or not head.startswith(MAGIC):
        raise Unopened
    lock, number = _lock(key, head[len(MAGIC) :]), 0
    chunk = source.read(CHUNK + TAG)
    while True:
        following = source.read(CHUNK + TAG)
        try:
            yield lock.decrypt(_nonce(number, not following), chunk, about)
        except InvalidTag as error:
            raise Unopened from error
        if not following:
            return
        chunk, number = following, number + 1


def sealed_into(out: BinaryIO, key: bytes, about: bytes, chunks: Iterable[bytes]) -> None:
    """Lock everything that comes into a file."""
    sealer = Sealer(out, key, about)
    for chunk in chunks:
        sealer.write(chunk)
    sealer.finish()


def _lock(key: bytes, salt: bytes) -> AESGCM:
    return AESGCM(HKDF(SHA256(), 32, salt, b"upstander stream").derive(key))


def _nonce(number: int, last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([last])
