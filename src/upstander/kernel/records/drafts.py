"""What a person uploaded and has not yet agreed to: in a file of their own, for three days at most.

Never in the session, which is readable by whoever reads the database. The first line of a file says
whose it is and for what, the second holds the content, which may be large: to find what waits for
a person, only first lines are read.
"""

import fcntl
import json
import os
import re
import secrets
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.conf import settings

from upstander.kernel.errors import Refused

LIFE_IN_SECONDS = 72 * 60 * 60
_TOKEN = re.compile(r"[A-Za-z0-9_-]{20,40}")


class DraftGone(Refused):
    """A draft that never was, belongs to somebody else, or is older than three days."""

    def __init__(self) -> None:
        """Say what to do; whose it was is nobody's business."""
        super().__init__("This upload is no longer here. Uploads wait three days: upload it again.")


@dataclass(frozen=True)
class Waiting:
    """A draft that waits for its owner: its name, what is in it, when it was last changed."""

    token: str
    content: Any
    changed_at: datetime


def keep_draft(owner: Any, purpose: str, content: Any) -> str:
    """Keep JSON content for a person and a purpose, and give the name to ask for it by."""
    sweep_drafts()
    token = secrets.token_urlsafe(18)
    _write(_path(token), _head(owner, purpose), content)
    return token


def read_draft(token: str, owner: Any, purpose: str) -> Any:
    """Give the content back to its owner; raises DraftGone for anyone else or too late."""
    path = _path(token)
    try:
        if path.stat().st_mtime < time.time() - LIFE_IN_SECONDS:
            raise DraftGone
        with path.open(encoding="utf-8") as file:
            if json.loads(file.readline()) != _head(owner, purpose):
                raise DraftGone
            return json.loads(file.readline())
    except FileNotFoundError as error:
        raise DraftGone from error


def change_draft(token: str, owner: Any, purpose: str, change: Callable[[Any], Any]) -> Any:
    """Change a draft while nobody else can, and give its new content; it lives on from today.

    What `change` raises leaves the draft as it was. Raises DraftGone as `read_draft` does.
    """
    with _alone():
        content = change(read_draft(token, owner, purpose))
        _write(_path(token), _head(owner, purpose), content)
    return content


def drafts_of(owner: Any, purpose: str) -> list[Waiting]:
    """List what waits for a person, what was changed last first."""
    found = []
    for path in _folder().glob("*.json"):
        with suppress(FileNotFoundError, DraftGone):  # it may be dropped at this very moment
            content = read_draft(path.stem, owner, purpose)
            changed_at = datetime.fromtimestamp(path.stat().st_mtime, UTC)
            found.append(Waiting(path.stem, content, changed_at))
    return sorted(found, key=lambda waiting: waiting.changed_at, reverse=True)


def drop_draft(token: str) -> None:
    """Forget a draft that was used or given up."""
    with _alone():  # whoever is changing it at this moment would write it anew
        _path(token).unlink(missing_ok=True)


def sweep_drafts() -> None:
    """Forget every draft that is older than three days."""
    oldest = time.time() - LIFE_IN_SECONDS
    for path in (*_folder().glob("*.json"), *_folder().glob("*.new")):
        with suppress(FileNotFoundError):  # another process may sweep it first
            if path.stat().st_mtime < oldest:
                path.unlink()


def _folder() -> Path:
    folder = Path(settings.HOME) / "drafts"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def _path(token: str) -> Path:
    if not _TOKEN.fullmatch(token):
        raise DraftGone
    return _folder() / f"{token}.json"


def _head(owner: Any, purpose: str) -> dict[str, Any]:
    return {"owner": owner.pk, "purpose": purpose}


@contextmanager
def _alone() -> Iterator[None]:
    with (_folder() / ".changing").open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _write(path: Path, head: dict[str, Any], content: Any) -> None:
    """Put a draft in place at once: nobody ever reads half of it."""
    written = "\n".join(json.dumps(part, ensure_ascii=False) for part in (head, content))
    number, new = tempfile.mkstemp(dir=_folder(), suffix=".new")
    with os.fdopen(number, "w", encoding="utf-8") as file:
        file.write(written)
    Path(new).replace(path)
