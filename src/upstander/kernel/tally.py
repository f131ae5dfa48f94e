"""Counts that all web processes of one server share, in memory alone, and that name nobody.

The memory is a file without a name or a place on a disk (memfd), mapped before the server forks its
web processes: what one counts the others see, and it is gone with the last of them. What is counted
stands there as a code made with a random key that lies beside it; with each hour, or whatever time
is counted, key and counts are thrown away together, and after that nobody, we included, can tell
what was counted. A row in the cache would count as well, but it lies on a disk, and whoever takes
the disk within the hour would find the key there too.

The lock is one of the system's, so a process that is killed while it counts stops nobody else. Two
servers, or web processes that were not forked from one, count apart.
"""

import fcntl
import hmac
import mmap
import os
import secrets
import struct
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

HOUR = 60 * 60
ROOM = 131_072
NEAR = 64  # places that a code may stand at: beyond that the table counts as full
HEAD = struct.Struct("<Q32s")  # which hour, and its key
ENTRY = struct.Struct("<12sI")  # a code, and how often it was counted


class Tally:
    """A table of counts of the present hour, or another length of time."""

    def __init__(self, room: int = ROOM, seconds: int = HOUR) -> None:
        """Take memory for so many different things that are counted for so many seconds."""
        self._room = room
        self._seconds = seconds
        self._file = os.memfd_create("tally")
        os.ftruncate(self._file, HEAD.size + room * ENTRY.size)
        self._memory = mmap.mmap(self._file, 0)
        self._threads = threading.Lock()

    def count(self, what: str) -> int:
        """Count something once more, and give how often it was counted in this time.

        Nought where the table is full of others: whoever limits by it then limits nobody new.
        """
        with self._alone():
            code = hmac.digest(self._key(), what.encode(), "sha256")[:12]
            for at in self._places(code):
                known, count = ENTRY.unpack_from(self._memory, at)
                if known == code or not count:
                    ENTRY.pack_into(self._memory, at, code, count + 1)
                    return int(count) + 1
        return 0

    def forget(self) -> None:
        """Throw away the key and every count."""
        with self._alone():
            self._begin(0)

    def __bytes__(self) -> bytes:
        """Give all that is kept."""
        return self._memory[:]

    def _key(self) -> bytes:
        counted, key = HEAD.unpack_from(self._memory)
        now = int(time.time() // self._seconds)
        return key if counted == now else self._begin(now)

    def _begin(self, now: int) -> bytes:
        key = secrets.token_bytes(32)
        self._memory[:] = HEAD.pack(now, key).ljust(len(self._memory), b"\0")
        return key

    def _places(self, code: bytes) -> Iterator[int]:
        first = int.from_bytes(code[:8], "little")
        for step in range(min(NEAR, self._room)):
            yield HEAD.size + (first + step) % self._room * ENTRY.size

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Keep other threads and other processes out."""
        with self._threads:
            fcntl.lockf(self._file, fcntl.LOCK_EX)
            try:
                yield
            finally:
                fcntl.lockf(self._file, fcntl.LOCK_UN)
