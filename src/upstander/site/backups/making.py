"""Making a backup of the data while the product goes on: database, files, anchors of the trail."""

import io
import json
import secrets
import tarfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from django.db.backends.base.base import BaseDatabaseWrapper

from upstander import __version__
from upstander.kernel.audit.anchors import anchor_path
from upstander.kernel.audit.walk import TABLE
from upstander.site.backups.container import sealed_archive
from upstander.site.backups.snapshot import Hashes, hashes_of, snapshot
from upstander.site.environment import read_installation

MANIFEST, DATABASE, FILES = "manifest.json", "database", "files"
ANCHORS, INSTALLATION = "anchors/audit.log", "installation.json"
LEFT_OUT = {"arriving"}  # uploads whose key was never written down


@dataclass(frozen=True)
class Manifest:
    """What a backup says of itself; it stands first in the archive."""

    version: str
    made_at: str
    vendor: str
    sequence: int  # the last row of the trail, and its seal
    mac: str
    tables: Hashes
    migrations: list[list[str]]
    files: dict[str, str]


def back_up(home: Path, connection: BaseDatabaseWrapper, path: Path, passphrase: str) -> Manifest:
    """Write a backup to `path`. Nothing of it lies unsealed outside of the home, or after it."""
    draft = home / "run" / f"snapshot-{secrets.token_hex(8)}"
    draft.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        with snapshot(connection, draft) as seen:
            manifest = _manifest(home, seen)
        anchors = _anchors_up_to(home, manifest.sequence)
        with sealed_archive(path, passphrase) as archive:
            _add(archive, MANIFEST, json.dumps(asdict(manifest)).encode())
            _add(archive, INSTALLATION, json.dumps(read_installation(home)).encode())
            _add(archive, ANCHORS, anchors)
            archive.add(draft, DATABASE)
            for name in manifest.files:
                archive.add(home / name, name)
    finally:
        draft.unlink(missing_ok=True)
    return manifest


def _manifest(home: Path, seen: BaseDatabaseWrapper) -> Manifest:
    with seen.cursor() as cursor:
        cursor.execute(f"SELECT sequence, mac FROM {TABLE} ORDER BY sequence DESC LIMIT 1")  # noqa: S608
        sequence, mac = cursor.fetchone() or (0, "")
        cursor.execute("SELECT app, name FROM django_migrations ORDER BY app, name")
        migrations = [list(row) for row in cursor.fetchall()]
    return Manifest(
        version=__version__,
        made_at=datetime.now(UTC).isoformat(timespec="seconds"),
        vendor=seen.vendor,
        sequence=sequence,
        mac=mac,
        tables=hashes_of(seen),
        migrations=migrations,
        files={str(path.relative_to(home)): digest(path) for path in _files(home)},
    )


def digest(path: Path) -> str:
    """Hash a file."""
    with path.open("rb") as file:
        hashed = sha256()
        while piece := file.read(1024 * 1024):
            hashed.update(piece)
    return hashed.hexdigest()


def _files(home: Path) -> Iterator[Path]:
    for path in sorted((home / FILES).rglob("*")):
        if path.is_file() and path.relative_to(home / FILES).parts[0] not in LEFT_OUT:
            yield path


def _anchors_up_to(home: Path, sequence: int) -> bytes:
    """Give the lines about rows that the copy holds; later ones vouch for rows it cannot know."""
    path = anchor_path(home)
    lines = path.read_bytes().splitlines(keepends=True) if path.exists() else []
    return b"".join(line for line in lines if int(line.split()[1]) <= sequence)


def _add(archive: tarfile.TarFile, name: str, content: bytes) -> None:
    entry = tarfile.TarInfo(name)
    entry.size, entry.mode = len(content), 0o600
    archive.addfile(entry, io.BytesIO(content))
