"""Reads a file by way of the limited child, so that no file can harm the product."""

import json
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path, PurePath
from typing import IO

import upstander
from upstander.kernel.documents.limits import (
    LARGEST_FILE,
    MEGABYTE,
    SECONDS_TO_READ,
    NotRead,
)
from upstander.kernel.documents.model import Document, decode

TOO_LONG = (
    "The file takes far longer to read than a plan does. Copy only the plan to a new file and "
    "bring that in."
)
FAILED = "The file could not be read. Save it again under a new name, or as another kind of file."
_STOPPED = (-9, -24)  # killed, or out of its seconds of work


def read_document(source: Path | IO[bytes], name: str) -> Document:
    """Read a docx, xlsx, csv, pdf or txt file; raises NotRead with one sentence otherwise.

    `name` is what a person calls the file: only its ending matters.
    """
    ending = re.sub(r"[^a-z0-9.]", "", PurePath(name).suffix.lower())[:12]
    said, code = _said_of(_content(source), f"file{ending}")
    return replace(understood(said, code), name=PurePath(name).name)


def _content(source: Path | IO[bytes]) -> bytes:
    if not isinstance(source, Path):
        return _bounded(source)
    try:
        with source.open("rb") as file:
            return _bounded(file)
    except OSError as error:
        raise NotRead(f"There is no file “{source.name}” that can be read.") from error


def _bounded(file: IO[bytes]) -> bytes:
    content = file.read(LARGEST_FILE + 1)
    if len(content) > LARGEST_FILE:
        raise NotRead(
            f"The file is larger than {LARGEST_FILE // MEGABYTE} MB. Take the pictures out, or "
            "copy only the plan to a new file, and bring that in."
        )
    return content


def _said_of(content: bytes, name: str) -> tuple[bytes, int]:
    """Start the child, give it the file, and wait for what it says."""
    home = str(Path(upstander.__file__).parents[1])
    child = subprocess.Popen(
        [sys.executable, "-P", "-s", "-m", "upstander.kernel.documents.child", name],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={"PYTHONPATH": home, "PYTHONUTF8": "1"},
        start_new_session=True,
    )
    try:
        said, _ = child.communicate(content, timeout=SECONDS_TO_READ)
    except subprocess.TimeoutExpired as error:
        raise NotRead(TOO_LONG) from error
    finally:
        child.kill()
        child.wait()
    return said, child.returncode


def understood(said: bytes, code: int = 0) -> Document:
    """Take the child at its word: a document, or the reason why there is none."""
    try:
        answer = json.loads(said)
    except ValueError as error:
        raise NotRead(TOO_LONG if code in _STOPPED else FAILED) from error
    if "refused" in answer:
        raise NotRead(str(answer["refused"]))
    document: Document = decode(answer["document"])
    return document
