"""The head of the trail, written down outside the database.

A chain alone cannot tell that its last rows were cut off. So the number and MAC of its last row go
into a file beside the database, one line a minute at most. Each line is sealed together with the
one before it, and once a day the trail notes which line was written: lines vouch for rows and rows
for lines. What came after the last line is the only thing that could be cut unseen.
"""

import fcntl
import hmac
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.db import transaction

from upstander.kernel.audit.chain import START
from upstander.kernel.audit.key import sync_folder
from upstander.kernel.audit.record import (
    current_key,
    events_for,
    read_head,
    record,
    whole_trail,
)
from upstander.kernel.errors import Refused

RECORD = "audit.anchors"  # what the notes in the trail are about
NOTE_EVERY = timedelta(days=1)
TAIL = 1024  # bytes that surely hold the last line


class BadAnchor(Refused):
    """A line of the anchor file is not what was written."""

    def __init__(self, number: int | None = None) -> None:
        """Say which line; the last unless said."""
        which = f"Line {number}" if number else "The last line"
        super().__init__(f"{which} of the anchor file is not what was written there.")


@dataclass(frozen=True)
class Anchor:
    """One line: that the row `sequence` had this MAC at this true time."""

    number: int
    sequence: int
    mac: str
    at: str
    seal: str

    @classmethod
    def made(cls, key: bytes, before: "Anchor | None", sequence: int, mac: str) -> "Anchor":
        """Make the line that follows another."""
        number = before.number + 1 if before else 1
        at = datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
        return cls(number, sequence, mac, at, cls._seal(key, before, number, sequence, mac, at))

    @staticmethod
    def _seal(key: bytes, before: "Anchor | None", *values: object) -> str:
        text = " ".join(map(str, ("anchor", before.seal if before else START, *values)))
        return hmac.digest(key, text.encode(), "sha256").hex()

    def follows(self, key: bytes, before: "Anchor | None") -> bool:
        """Tell whether the line is genuine and stands where it was written."""
        expected = self._seal(key, before, self.number, self.sequence, self.mac, self.at)
        return hmac.compare_digest(self.seal, expected) and self.number == (
            before.number + 1 if before else 1
        )

    def __str__(self) -> str:
        return f"{self.number} {self.sequence} {self.mac} {self.at} {self.seal}"

    @classmethod
    def read(cls, line: bytes) -> "Anchor | None":
        """Read a line; None where it is none."""
        try:
            number, sequence, mac, at, seal = line.decode("ascii").split(" ")
            anchor = cls(int(number), int(sequence), mac, at, seal)
        except ValueError:
            return None
        return anchor if str(anchor).encode() == line else None


def anchor_path(home: Path | None = None) -> Path:
    """Give the place of the anchor file; a careful operator copies it to another machine."""
    return (home or settings.HOME) / "anchors" / "audit.log"


def anchor() -> Anchor | None:
    """Write down the head of the trail, unless the last line says it already.

    Raises RuntimeError inside of a transaction, whose rows may still vanish.
    """
    path = anchor_path()
    with _held(path) as file:
        before = _last(file)
        with transaction.atomic(durable=True):
            sequence, mac = read_head()
        if before and (before.sequence, before.mac) == (sequence, mac):
            return None
        line = Anchor.made(current_key(sequence), before, sequence, mac)
        file.write(f"{line}\n".encode())
        file.flush()
        os.fsync(file.fileno())
    if line.number == 1:
        sync_folder(path.parent)
    _note(line)
    return line


def last_anchor() -> Anchor | None:
    """Give the last line written; None before the first."""
    path = anchor_path()
    if not path.exists():
        return None
    with path.open("rb") as file:
        return _last(file)


def unanchored_since() -> datetime | None:
    """Give the time of the oldest row that no anchor vouches for yet; None where all are."""
    last = last_anchor()
    waiting = whole_trail().filter(sequence__gt=last.sequence if last else 0).last()
    return waiting.moment if waiting else None


def read_anchors(path: Path, key: bytes, size: int) -> Iterator[Anchor]:
    """Read the lines within the first `size` bytes; raises `BadAnchor` at one that is not genuine.

    A last line without its end is what a power cut leaves, and vouches for nothing.
    """
    before: Anchor | None = None
    for line in _lines(path, size):
        found = Anchor.read(line)
        if found is None or not found.follows(key, before):
            raise BadAnchor(before.number + 1 if before else 1)
        yield found
        before = found


def _lines(path: Path, size: int) -> Iterator[bytes]:
    if not size:
        return
    with path.open("rb") as file:
        for line in file:
            size -= len(line)
            if size < 0 or not line.endswith(b"\n"):
                return
            yield line[:-1]


@contextmanager
def _held(path: Path) -> Iterator[BinaryIO]:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
    with os.fdopen(descriptor, "r+b") as file:
        fcntl.flock(file, fcntl.LOCK_EX)  # two writers would give two lines one number
        yield file


def _last(file: BinaryIO) -> Anchor | None:
    """Read the last whole line, and cut off what a power cut left of one that never was."""
    end = file.seek(0, os.SEEK_END)
    file.seek(max(0, end - TAIL))
    tail = file.read()
    whole, _, torn = tail.rpartition(b"\n")
    if torn and file.writable():
        file.truncate(end - len(torn))
    if not whole:
        return None
    found = Anchor.read(whole.rpartition(b"\n")[2])
    if found is None:
        raise BadAnchor
    return found


def _note(line: Anchor) -> None:
    """Let the trail vouch for the line, once a day: a file that is gone is then missed."""
    last = events_for(RECORD).first()
    if last is None or datetime.now(UTC) - last.moment >= NOTE_EVERY:
        with transaction.atomic():
            record(
                "audit.anchored",
                RECORD,
                by="system:anchor of the trail",
                line=line.number,
                sequence=line.sequence,
            )
