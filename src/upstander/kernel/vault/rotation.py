"""Giving every key a successor while work goes on: first the master key, then each record's own.

What is left to do can be told from the key store alone, so a rotation that was cut off at any
moment is taken up by the next call. No request fails meanwhile: who holds a record that was given
a new key since finds that out and reads it again.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.db import connection, transaction

from upstander.kernel.audit.record import record
from upstander.kernel.vault import tokens
from upstander.kernel.vault.keys.master import Master, read_masters, write_masters
from upstander.kernel.vault.keys.pool import BARRIER
from upstander.kernel.vault.keys.store import FOR_SEARCH, KeyStore, store
from upstander.kernel.vault.models.pairing import check_pairing
from upstander.kernel.vault.rekeying import Rekeyed, rekey

AT_ONCE = 100  # records for which a page may have to wait
RECORD = "vault.keys"  # what rows of the trail about a rotation are about

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Left:
    """What a rotation still has to do."""

    masters: int
    keys: int

    def __bool__(self) -> bool:
        return bool(self.masters or self.keys)


def left_to_do(kept: KeyStore) -> Left:
    """Count the keys locked under an older master key, and those of an older generation."""
    masters = kept.rows("SELECT count(*) FROM vault_key WHERE master <> %s", [kept.fact("master")])[
        0
    ][0]
    keys = kept.rows("SELECT count(*) FROM vault_key WHERE generation < %s", [kept.generation])
    return Left(masters + max(0, len(read_masters()) - 1), keys[0][0])


def rotate(*, by: str, records: bool, progress: Progress) -> Rekeyed:
    """Rotate the master key and, with `records`, the keys of all records; or end what was begun.

    Records that do not open keep their old keys and are named in what comes back.
    """
    kept = store()
    check_pairing(kept)
    _settle_master(kept)
    if not left_to_do(kept):
        _begin(kept, by=by, records=records)
    _lock_anew(kept, progress)
    done = Rekeyed()
    _rekey_all(kept, done, progress)
    kept.cut_log()
    with transaction.atomic():
        record("vault.rotated", RECORD, by=by, records=done.records, unopened=len(done.unopened))
    return done


def _begin(kept: KeyStore, *, by: str, records: bool) -> None:
    with transaction.atomic():
        record("vault.rotation_begun", RECORD, by=by, records=records)
    with kept.writing() as cursor:
        kept.master_in_use(cursor)
        if records:
            kept.note(cursor, "generation", kept.generation + 1)
    write_masters([Master.made(), *read_masters()])
    _settle_master(kept)


def _settle_master(kept: KeyStore) -> None:
    """Take the first key of the file into use, wherever a rotation was cut off."""
    with kept.writing() as cursor:
        kept.master_in_use(cursor)
        masters = read_masters()
        if len(masters) > 1:
            kept.note(cursor, "master", masters[0].id)


def _lock_anew(kept: KeyStore, progress: Progress) -> None:
    """Lock every key under the master key in use, then write the others out of the file."""
    total = left_to_do(kept).masters
    done = 0
    while some := _lock_some(kept):
        done += some
        progress("master key", done, max(total, done))
    write_masters(read_masters()[:1])


def _lock_some(kept: KeyStore) -> int:
    with kept.writing() as cursor:
        by = kept.fact("master")
        cursor.execute(
            "SELECT id, locked, master FROM vault_key WHERE master <> %s LIMIT 1000", [by]
        )
        rows = cursor.fetchall()
        cursor.executemany(
            "UPDATE vault_key SET locked = %s, master = %s WHERE id = %s",
            [
                [kept.locks.lock(id, kept.locks.unlock(id, locked, old), by), by, id]
                for id, locked, old in rows
            ],
        )
    return len(rows)


def _rekey_all(kept: KeyStore, done: Rekeyed, progress: Progress) -> None:
    total = left_to_do(kept).keys
    if not total:
        return
    tokens.search_keys(kept)  # those of the new generation, before the first record needs them
    _wait_for_writers()
    handled, after = 0, ""
    while ids := _older_keys(kept, after):
        rekey(ids, done, cut=False)
        handled, after = handled + len(ids), ids[-1]
        progress("records", handled, max(total, handled))
    _leave(kept, done.stuck)
    old = kept.rows(
        "SELECT id FROM vault_key WHERE used = %s AND generation < %s",
        [FOR_SEARCH, kept.generation],
    )
    kept.destroy([id for (id,) in old], erased=False)


def _leave(kept: KeyStore, stuck: set[str]) -> None:
    """Let keys of records that do not open stand, so that they stop no later rotation."""
    with kept.writing() as cursor:
        cursor.executemany(
            "UPDATE vault_key SET generation = %s WHERE id = %s",
            [[kept.generation, id] for id in stuck],
        )


def _older_keys(kept: KeyStore, after: str) -> list[str]:
    rows = kept.rows(
        "SELECT id FROM vault_key WHERE generation < %s AND used <> %s AND id > %s"
        " ORDER BY id LIMIT %s",
        [kept.generation, FOR_SEARCH, after, AT_ONCE],
    )
    return [id for (id,) in rows]


def _wait_for_writers() -> None:
    """Let every transaction end that drew its key before the new generation began."""
    with transaction.atomic():  # on SQLite this alone waits for whoever writes
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [BARRIER])
