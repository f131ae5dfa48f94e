"""Bringing a backup back into an empty home: proven whole first, then put into its place.

The keys come first, from their own backup. The trail gets a row that says where it was cut: what
was written after the backup was made is gone, and nobody shall take that for tampering.
"""

import json
import os
import secrets
import shutil
import tarfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from upstander.kernel.audit.anchors import anchor_path
from upstander.kernel.audit.key import has_key, sync_folder
from upstander.kernel.audit.record import record
from upstander.kernel.audit.verify import verify
from upstander.kernel.errors import Refused
from upstander.kernel.vault.erasure import settle_restored
from upstander.kernel.vault.keys.store import store
from upstander.site.backups.container import opened_archive
from upstander.site.backups.making import (
    ANCHORS,
    DATABASE,
    FILES,
    INSTALLATION,
    MANIFEST,
    Manifest,
    digest,
)
from upstander.site.backups.snapshot import bring_back, hashes_of, sqlite_at
from upstander.site.versions import migrations_on_disk

PAIRING = "vault_pairing"


def restore(home: Path, connection: BaseDatabaseWrapper, path: Path, passphrase: str) -> Manifest:
    """Restore a backup; raises `Refused` and leaves everything as it was where it is not whole."""
    _refuse_unless_empty(home, connection)
    with _unpacked(home, path, passphrase) as folder:
        manifest = Manifest(**json.loads((folder / MANIFEST).read_text(encoding="utf-8")))
        _check_kind(manifest, connection)
        if connection.vendor == "sqlite":
            with closing(sqlite_at(folder / DATABASE)) as seen:
                _check(manifest, folder, seen)
        else:
            bring_back(connection, folder / DATABASE)
            _check(manifest, folder, connection)
        _put_in_place(home, connection, folder)
    return manifest


def _put_in_place(home: Path, connection: BaseDatabaseWrapper, folder: Path) -> None:
    """Move what was proven whole to where it is looked for: the database last."""
    for name in (INSTALLATION, ANCHORS):
        (home / name).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        (folder / name).replace(home / name)
    if (folder / FILES).exists():
        shutil.rmtree(home / FILES, ignore_errors=True)  # empty folders, as was looked at before
        (folder / FILES).replace(home / FILES)
    if connection.vendor == "sqlite":
        connection.close()
        place = Path(str(connection.settings_dict["NAME"]))
        for beside in ("-wal", "-shm"):
            place.with_name(place.name + beside).unlink(missing_ok=True)
        (folder / DATABASE).replace(place)
    sync_folder(home)


@transaction.atomic
def explain(manifest: Manifest) -> int:
    """Note the cut in the trail, end every session, empty again what was erased since.

    Gives how many records that were.
    """
    Session.objects.all().delete()
    record(
        "site.restored",
        "installation:backup",
        by="system:restore",
        made_at=manifest.made_at,
        rows=manifest.sequence,
    )
    return settle_restored()


def _refuse_unless_empty(home: Path, connection: BaseDatabaseWrapper) -> None:
    if connection.introspection.table_names():
        raise Refused("There are data in this database. Restore into an empty one.")
    files = any(path.is_file() for path in (home / FILES).rglob("*"))
    if files or anchor_path(home).exists():
        raise Refused(f"{home} holds files of an installation. Restore into an empty home.")
    if not has_key(home):
        raise Refused(
            "Restore the keys first: upstander keys_restore FILE. Without the key of the trail "
            "nobody could tell whether the data are whole."
        )


@contextmanager
def _unpacked(home: Path, path: Path, passphrase: str) -> Iterator[Path]:
    """Unpack into a folder of the home that vanishes again."""
    folder = home / "run" / f"restoring-{secrets.token_hex(8)}"
    before = os.umask(0o077)  # whatever is unpacked is for its owner alone
    folder.mkdir(parents=True)
    try:
        with opened_archive(path, passphrase) as archive:
            for entry in archive:
                _extract(archive, entry, folder)
        yield folder
    finally:
        os.umask(before)
        shutil.rmtree(folder, ignore_errors=True)


def _extract(archive: tarfile.TarFile, entry: tarfile.TarInfo, folder: Path) -> None:
    target = (folder / entry.name).resolve()
    source = archive.extractfile(entry)
    if source is None or not target.is_relative_to(folder.resolve()):
        raise Refused(f"The backup holds {entry.name}, which no backup of this product does.")
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("xb") as out:
        shutil.copyfileobj(source, out)


def _check_kind(manifest: Manifest, connection: BaseDatabaseWrapper) -> None:
    if manifest.vendor != connection.vendor:
        raise Refused(
            f"The backup is of {manifest.vendor}, and this installation uses {connection.vendor}. "
            "Set UPSTANDER_DATABASE."
        )
    newer = {tuple(each) for each in manifest.migrations} - migrations_on_disk()
    if newer:
        raise Refused("The backup was made by a newer version of the product. Install that first.")


def _check(manifest: Manifest, folder: Path, seen: BaseDatabaseWrapper) -> None:
    """Hold everything against the manifest, and the trail against its own key and anchors."""
    if hashes_of(seen) != manifest.tables:
        raise Refused("The data are not what the backup says they should be. Nothing was restored.")
    if {name: digest(folder / name) for name in manifest.files} != manifest.files:
        raise Refused("A file is not what the backup says it should be. Nothing was restored.")
    (folder / "keys").symlink_to(folder.parents[1] / "keys")
    report = verify(seen, folder)
    if report.first_break is not None:
        raise Refused(f"The trail in the backup is broken. {report.first_break.sentence}")
    _check_pairing(seen)


def _check_pairing(seen: BaseDatabaseWrapper) -> None:
    with seen.cursor() as cursor:
        if PAIRING not in seen.introspection.table_names(cursor):
            return
        cursor.execute(f"SELECT store FROM {PAIRING}")  # noqa: S608
        paired = cursor.fetchone()
    if paired and paired[0] != store().fact("name"):
        raise Refused(
            "The keys here do not belong to this backup. Restore those of the same installation "
            "first: upstander keys_restore FILE"
        )
