"""Keeping a file for a record, and taking it away again."""

import base64
import os
import secrets
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


def add_file(owner: Classified, upload: SealedUpload, *, by: Any) -> StoredFile:
    """Keep an upload for a record: told by content, looked at, cleaned, sealed.

    Raises `NotStored` with a sentence where it cannot be kept. Cleaning takes a while, so it is
    done before the transaction begins.
    """
    content = upload.content()
    kind = kind_of(content[:HEAD])
    within(kind, len(content))
    scanned = scan(content)
    return _keep(
        owner,
        cleaned(content, kind),
        by=by,
        kind=kind.code,
        scanned=scanned,
        called=(upload.name or kind.code)[-LONGEST_NAME:],
        digest=sha256(content).hexdigest(),
    )


def cleaned(content: bytes, kind: Kind) -> bytes:
    """Clean a file in the limited child; raises `NotStored`."""
    said, code = run_confined(CHILD, (kind.code,), content, SECONDS)
    if code or not said:
        raise NotStored(TOO_SLOW if code in OUT_OF_TIME else FAILED)
    if said[:1] == REFUSED:
        raise NotStored(said[1:].decode())
    return bytes(said[1:])


@transaction.atomic
def _keep(owner: Classified, content: bytes, *, by: Any, **facts: Any) -> StoredFile:
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
