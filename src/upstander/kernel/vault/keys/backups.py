"""Backups of the keys: sealed under the master key, short-lived, and never beside the data.

Besides the key store they hold the other keys of the installation, but not the master key: that is
kept by hand. What was erased since a backup was made does not come back with it.
"""

import base64
import io
import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings

from upstander.kernel.errors import Refused
from upstander.kernel.vault.keys.master import master_path, read_masters
from upstander.kernel.vault.keys.store import KeyStore
from upstander.kernel.vault.stream import DATA_BACKUP, Unopened, opened, sealed_into

LIVES = timedelta(days=30)  # domain.md 16, key backups
ABOUT = b"backup of keys"
NAME = "upstander-keys-{}.sealed"
PASSING = "django.key"  # signs cookies and links: each start of a home may make its own
COLUMNS = "id, locked, master, generation, made_at, used"


def back_up_keys(kept: KeyStore, folder: Path) -> tuple[Path, date]:
    """Write a backup into a folder, remove those that are too old, and say until when it lives."""
    now = datetime.now(UTC)
    ends = (now + LIVES).date()
    with kept.writing() as cursor:
        kept.note(cursor, "backups_until", ends)
        kept.note(cursor, "backed_up_at", now.isoformat(timespec="seconds"))
        held = json.dumps(_content(kept)).encode()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / NAME.format(now.strftime("%Y%m%dT%H%M%SZ"))
    with path.open("xb") as file:
        path.chmod(0o600)
        sealed_into(file, read_masters()[0].secret, ABOUT, [held])
    for old in folder.glob(NAME.format("*")):
        if datetime.fromtimestamp(old.stat().st_mtime, UTC) < now - LIVES:
            old.unlink()
    return path, ends


def refuse_beside_data(folder: Path) -> None:
    """Refuse a folder for keys in which data lie: whoever took the one would have the other."""
    if folder.is_relative_to(Path(settings.HOME).resolve()):
        raise Refused(
            f"A backup of keys never lies beside the data. Name a folder outside of "
            f"{settings.HOME}, best on another machine."
        )
    for path in folder.glob("*") if folder.exists() else ():
        if path.is_file() and _begins(path) == DATA_BACKUP:
            raise Refused(f"{folder} holds backups of data. Keys go to another place.")


def _begins(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(len(DATA_BACKUP))


def last_backup_ends(kept: KeyStore) -> date | None:
    """Tell until when the youngest backup of keys lives; None where none was ever made."""
    noted = kept.fact("backups_until")
    return date.fromisoformat(noted) if noted else None


def restore_keys(kept: KeyStore, path: Path) -> int:
    """Bring back the keys that are missing here, and give their number.

    Raises `Refused` where the file does not open with the master key at hand.
    """
    held = _read(path)
    _restore_files(held["files"])
    with kept.writing() as cursor:
        there = {id for (id,) in kept.rows("SELECT id FROM vault_key")}
        there |= {id for (id,) in kept.rows("SELECT id FROM vault_gone")}
        missing = [row for row in held["keys"] if row[0] not in there]
        cursor.executemany(
            f"INSERT INTO vault_key ({COLUMNS}) VALUES (%s, %s, %s, %s, %s, %s)",  # noqa: S608
            [[row[0], base64.b64decode(row[1]), *row[2:]] for row in missing],
        )
        gone = [id for (id,) in kept.rows("SELECT id FROM vault_gone")]
        cursor.executemany(
            "INSERT INTO vault_gone (id, gone_at) VALUES (%s, %s) ON CONFLICT (id) DO NOTHING",
            [row for row in held["gone"] if row[0] not in gone],
        )
        for name, said in held["facts"]:
            if name == "name" or not kept.fact(name):
                kept.note(cursor, name, said)
    return len(missing)


def _content(kept: KeyStore) -> dict[str, Any]:
    return {
        "keys": [
            [id, base64.b64encode(bytes(locked)).decode(), *rest]
            for id, locked, *rest in kept.rows(f"SELECT {COLUMNS} FROM vault_key")  # noqa: S608
        ],
        "gone": [list(row) for row in kept.rows("SELECT id, gone_at FROM vault_gone")],
        "facts": [list(row) for row in kept.rows("SELECT name, said FROM vault_fact")],
        "files": {path.name: path.read_text("ascii") for path in _other_keys()},
    }


def _other_keys() -> Iterator[Path]:
    for path in sorted((Path(settings.HOME) / "keys").glob("*.key")):
        if path.resolve() != master_path().resolve():
            yield path


def _restore_files(files: dict[str, str]) -> None:
    folder = Path(settings.HOME) / "keys"
    kept = {folder / Path(name).name: text for name, text in files.items() if name != PASSING}
    for path, text in kept.items():
        if path.exists() and path.read_text("ascii") != text:
            raise Refused(
                f"{path} is not the key that the backup holds. Restore into an installation that "
                "has no keys yet."
            )
    for path, text in kept.items():
        if not path.exists():
            path.touch(mode=0o600)
            path.write_text(text, encoding="ascii")


def _read(path: Path) -> dict[str, Any]:
    try:
        sealed = path.read_bytes()
    except OSError as error:
        raise Refused(f"{path} cannot be read ({error.strerror}).") from error
    for master in read_masters():
        try:
            held = b"".join(opened(io.BytesIO(sealed), master.secret, ABOUT))
        except Unopened:
            continue
        content: dict[str, Any] = json.loads(held)
        return content
    raise Unopened
