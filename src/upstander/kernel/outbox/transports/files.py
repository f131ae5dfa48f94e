"""Ways that lead nowhere outside: a file for each message, or the console."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

from upstander.kernel.outbox.letters import Letter
from upstander.kernel.outbox.transports.envelope import email_of
from upstander.kernel.outbox.transports.handing import HandOver
from upstander.kernel.outbox.ways import EMAIL, Way


def folder() -> Path:
    """Give the folder of the files."""
    return Path(settings.HOME) / "outbox"


def path_of(reference: str) -> Path:
    """Give the file of one message, whether it is there or not."""
    return folder() / f"{reference}.eml"


@contextmanager
def files(way: Way) -> Iterator[HandOver]:
    """Write each message into a file that any mail program opens, readable to its owner alone."""
    folder().mkdir(mode=0o700, parents=True, exist_ok=True)

    def write(letter: Letter, *, unsure: bool) -> str:
        draft = path_of(letter.reference).with_suffix(".draft")
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(written(letter, way))
        draft.replace(path_of(letter.reference))
        return "written to a file"

    yield write


@contextmanager
def console(way: Way) -> Iterator[HandOver]:
    """Print each message."""

    def show(letter: Letter, *, unsure: bool) -> str:
        sys.stdout.write(f"{written(letter, way).decode('utf-8', 'replace')}\n{'-' * 72}\n")
        sys.stdout.flush()
        return "printed"

    yield show


def written(letter: Letter, way: Way) -> bytes:
    """Write a letter as it would leave; a text message as a plain one."""
    if letter.channel == EMAIL:
        return email_of(letter, way.sender).message().as_bytes()
    head = f"To: {letter.to}\nSubject: Text message\nContent-Type: text/plain; charset=utf-8"
    return f"{head}\nContent-Transfer-Encoding: 8bit\n\n{letter.text}".encode()
