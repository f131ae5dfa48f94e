"""What a person uploaded and has not yet agreed to: in a file of their own, for three days at most.

Never in the session, which is readable by whoever reads the database.
"""

import json
import re
import secrets
import time
from contextlib import suppress
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


def keep_draft(owner: Any, purpose: str, content: Any) -> str:
    """Keep JSON content for a person and a purpose, and give the name to ask for it by."""
    sweep_drafts()
    token = secrets.token_urlsafe(18)
    _write(_path(token), {"owner": owner.pk, "purpose": purpose, "content": content})
    return token


def read_draft(token: str, owner: Any, purpose: str) -> Any:
    """Give the content back to its owner; raises DraftGone for anyone else or too late."""
    path = _path(token)
    try:
        if path.stat().st_mtime < time.time() - LIFE_IN_SECONDS:
            raise DraftGone
        draft = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise DraftGone from error
    if (draft["owner"], draft["purpose"]) != (owner.pk, purpose):
        raise DraftGone
    return draft["content"]


def drop_draft(token: str) -> None:
    """Forget a draft that was used or given up."""
    _path(token).unlink(missing_ok=True)


def sweep_drafts() -> None:
    """Forget every draft that is older than three days."""
    oldest = time.time() - LIFE_IN_SECONDS
    for path in _folder().glob("*.json"):
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


def _write(path: Path, draft: dict[str, Any]) -> None:
    path.touch(mode=0o600, exist_ok=False)
    path.write_text(json.dumps(draft, ensure_ascii=False), encoding="utf-8")
