"""Keeping a file for a record, and taking it away again."""

import base64
import os
import secrets
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_noop

from upstander.kernel.audit.record import key_of, record
from upstander.kernel.confined import OUT_OF_TIME, run_confined
from upstander.kernel.vault.files.child import REFUSED, SECONDS
from upstander.kernel.vault.files.kinds import FAILED, HEAD, Kind, NotStored, kind_of, within
from upstander.kernel.vault.files.scanning import scan
from upstander.kernel.vault.files.upload import SealedUpload, arriving
from upstander.kernel.vault.models.classified import Classified
from upstander.kernel.vault.models.files import StoredFile
from upstander.kernel.vault.stream import sealed_into

CHILD = "upstander.kernel.vault.files.child"
LONGEST_NAME = 200
TOO_SLOW = gettext_noop("The file takes too long to read.")
LEFT_FOR = timedelta(days=1)


def about(blob: str) -> bytes:
    """Say what a sealed file is, so that none can stand in for another."""
    return f"file {blob}".encode()


@dataclass(frozen=True)
class Ready:
    """A file that was looked at and cleaned, and what is told of it."""

    content: bytes = field(repr=False)
    facts: dict[str, Any] = field(repr=False)


def add_file(owner: Classified, upload: SealedUpload, *, by: Any) -> StoredFile:
    """Keep an upload for a record; raises `NotStored` with a sentence where it cannot be kept."""
    return keep(owner, made_ready(upload.content(), upload.name or ""), by=by)


def made_ready(content: bytes, name: str) -> Ready:
    """Tell a file by its content, look at it, clean it; raises `NotStored`.

    This takes a while, so it is done before a transaction begins.
    """
    kind = kind_of(content[:HEAD])
    within(kind, len(content))
    facts = {
        "scanned": scan(content),
        "kind": kind.code,
        "called": (name or kind.code)[-LONGEST_NAME:],
        "digest": sha256(content).hexdigest(),
    }
    return Ready(cleaned(content, kind), facts)


def cleaned(content: bytes, kind: Kind) -> bytes:
    """Clean a file in the limited child; raises `NotStored`."""
    said, code = run_confined(CHILD, (kind.code,), content, SECONDS)
    if code or not said:
        raise NotStored(TOO_SLOW if code in OUT_OF_TIME else FAILED)
    if said[:1] == REFUSED:
        raise NotStored(said[1:].decode())
    return bytes(said[1:])


@transaction.atomic
def keep(owner: Classified, ready: Ready, *, by: Any) -> StoredFile:
    """Seal a file that is ready, and keep it for a record."""
    content, facts = ready.content, ready.facts
    blob, key = secrets.token_hex(16), secrets.token_bytes(32)
    path = StoredFile.path_of(blob)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        sealed_into(file, key, about(blob), [content])
        file.flush()
        os.fsync(file.fileno())
    kept = StoredFile(
        owner_key=key_of(owner),
        size=len(content),
        blob=blob,
        secret=base64.b64encode(key).decode(),
        added_at=datetime.now(UTC),
        **facts,
    )
    kept.full_clean()
    kept.save()
    record("vault.file_added", owner, by=by, kind=facts["kind"], file=kept.pk)
    return kept


def sweep_files() -> int:
    """Remove sealed files that no row names, left by a crash, and uploads that nobody saved."""
    kept = StoredFile.path_of("xx").parents[1].glob("*/*")
    named = StoredFile.objects.filter
    lost = [path for path in kept if _is_old(path) and not named(blob=path.name).exists()]
    lost += filter(_is_old, arriving().glob("*"))
    for path in lost:
        path.unlink(missing_ok=True)
    return len(lost)


def _is_old(path: Path) -> bool:
    return path.stat().st_mtime < (datetime.now(UTC) - LEFT_FOR).timestamp()
