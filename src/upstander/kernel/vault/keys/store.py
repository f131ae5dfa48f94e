"""The key store: a database of its own, which no backup of the data ever holds.

Each row is one key, locked by the master key. What is destroyed leaves its name and the day, so
that a restored backup cannot pass for a loss. On SQLite, freed pages are overwritten.
"""

import os
import secrets
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.db.backends.base.base import BaseDatabaseWrapper

from upstander.kernel.vault.keys.locks import Locks
from upstander.kernel.vault.keys.master import Master, read_masters, write_masters
from upstander.kernel.vault.keys.place import connect, key_store_place

FRESH, USED, FOR_SEARCH = 0, 1, 2  # the states of a key
KEY = 32
SEARCH = "search."  # how the names of keys for search tokens begin

_open = threading.local()


@dataclass(frozen=True, repr=False)
class Key:
    """A key ready for use. It has no words for itself, so that no log can hold it."""

    id: str
    secret: bytes


def store() -> "KeyStore":
    """Give this thread's door to the key store, opening it the first time."""
    wanted = (os.getpid(), str(settings.HOME), settings.KEY_STORE)
    if getattr(_open, "wanted", None) != wanted:
        _open.store, _open.wanted = KeyStore(connect(key_store_place())), wanted
    kept: KeyStore = _open.store
    return kept


def close_store() -> None:
    """Close it, for instance before a process forks."""
    if hasattr(_open, "store"):
        _open.store.connection.close()
        del _open.store, _open.wanted


def moment() -> str:
    """Tell the true time as the key store writes it."""
    return datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


class KeyStore:
    """Reads, makes and destroys keys."""

    def __init__(self, connection: BaseDatabaseWrapper) -> None:
        """Keep the connection; the master key is read when it is first needed."""
        self.connection = connection
        self.locks = Locks()
        self.pool: Any = None  # keys written ahead; see pool.py
        self.searched_with: Any = None  # keys of search tokens; see tokens.py
        self._writes = False

    # ---- reading -----------------------------------------------------------------------------

    def fetch(self, ids: Sequence[str]) -> dict[str, Key]:
        """Give the keys of these names, as far as they are there."""
        found: dict[str, Key] = {}
        wanted = list(dict.fromkeys(ids))
        for start in range(0, len(wanted), 500):
            some = wanted[start : start + 500]
            rows = self.rows(
                f"SELECT id, locked, master FROM vault_key WHERE id IN ({_marks(some)})",  # noqa: S608
                some,
            )
            found |= {id: Key(id, self.locks.unlock(id, locked, by)) for id, locked, by in rows}
        return found

    def search_keys(self) -> list[tuple[int, dict[str, bytes]]]:
        """Give the keys of search tokens: for each generation in use, newest first, by purpose."""
        rows = self.rows(
            "SELECT id, locked, master, generation FROM vault_key WHERE used = %s"
            " ORDER BY generation DESC",
            [FOR_SEARCH],
        )
        found: dict[int, dict[str, bytes]] = {}
        for id, locked, by, generation in rows:
            purpose = id.removeprefix(SEARCH).rpartition(".")[0]
            found.setdefault(generation, {})[purpose] = self.locks.unlock(id, locked, by)
        return list(found.items())

    def gone(self, ids: Sequence[str]) -> dict[str, str]:
        """Tell which of these keys were destroyed with their records, and when."""
        query = f"SELECT id, gone_at FROM vault_gone WHERE id IN ({_marks(ids)})"  # noqa: S608
        return dict(self.rows(query, ids))

    def fact(self, name: str) -> str:
        """Give what the store notes under a name; '' where it notes nothing."""
        rows = self.rows("SELECT said FROM vault_fact WHERE name = %s", [name])
        return str(rows[0][0]) if rows else ""

    @property
    def generation(self) -> int:
        """Tell which round of keys is in use: each rotation begins a new one."""
        return int(self.fact("generation") or 1)

    def standing(self, id: str) -> tuple[int, bool]:
        """Tell the generation in use, and whether a key is there."""
        generation, there = self.rows(
            "SELECT (SELECT said FROM vault_fact WHERE name = 'generation'),"
            " (SELECT count(*) FROM vault_key WHERE id = %s)",
            [id],
        )[0]
        return int(generation or 1), bool(there)

    def made_before(self, hour: str, most: int) -> list[str]:
        """Name keys that were made ahead before an hour and that nobody has seen in use yet."""
        found = self.rows(
            "SELECT id FROM vault_key WHERE used = %s AND made_at < %s LIMIT %s",
            [FRESH, hour, most],
        )
        return [id for (id,) in found]

    def rows(self, query: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """Ask the store."""
        self._mend()
        with self.connection.cursor() as cursor:
            cursor.execute(query, list(values))
            return list(cursor.fetchall())

    # ---- writing -----------------------------------------------------------------------------

    @contextmanager
    def writing(self) -> Iterator[Any]:
        """Write in one durable transaction, keeping other writers of the store out."""
        self._mend()
        sqlite = self.connection.vendor == "sqlite"
        with self.connection.cursor() as cursor:
            cursor.execute("BEGIN IMMEDIATE" if sqlite else "BEGIN")
            self._writes = True
            try:
                if not sqlite:
                    cursor.execute("LOCK TABLE vault_fact IN EXCLUSIVE MODE")
                yield cursor
                cursor.execute("COMMIT")
            except BaseException:
                cursor.execute("ROLLBACK")
                raise
            finally:
                self._writes = False

    def make(self, count: int) -> tuple[int, list[Key]]:
        """Make so many keys of the present generation, durable when this returns."""
        with self.writing() as cursor:
            generation = self.generation
            keys = [Key(secrets.token_urlsafe(12), secrets.token_bytes(KEY)) for _ in range(count)]
            self._insert(cursor, keys, generation, FRESH)
        return generation, keys

    def make_search_keys(self, purposes: Sequence[str]) -> None:
        """Make the keys of search tokens for the present generation, where it has none yet."""
        with self.writing() as cursor:
            generation = self.generation
            names = [f"{SEARCH}{purpose}.{generation}" for purpose in purposes]
            cursor.execute(f"SELECT id FROM vault_key WHERE id IN ({_marks(names)})", names)  # noqa: S608
            known = {row[0] for row in cursor.fetchall()}
            missing = [Key(name, secrets.token_bytes(KEY)) for name in names if name not in known]
            self._insert(cursor, missing, generation, FOR_SEARCH)

    def name(self) -> str:
        """Give the store's own name, by which a database knows the store that belongs to it."""
        if not self.fact("name"):
            with self.writing() as cursor:
                if not self.fact("name"):
                    self.note(cursor, "name", secrets.token_hex(8))
        return self.fact("name")

    def note(self, cursor: Any, name: str, said: object) -> None:
        """Note something under a name."""
        cursor.execute("DELETE FROM vault_fact WHERE name = %s", [name])
        cursor.execute("INSERT INTO vault_fact (name, said) VALUES (%s, %s)", [name, str(said)])

    def destroy(self, ids: Sequence[str], *, erased: bool, cut: bool = True) -> None:
        """Destroy keys for good: overwrite them, and cut off what the log still holds of them.

        Where a record was erased the name of its key is kept, so that neither a backup of keys can
        bring it back nor a backup of data pass for a loss. Whoever destroys many cuts the log once.
        """
        if not ids:
            return
        now = moment()
        with self.writing() as cursor:
            cursor.execute(f"DELETE FROM vault_key WHERE id IN ({_marks(ids)})", list(ids))  # noqa: S608
            if erased:
                cursor.executemany(
                    "INSERT INTO vault_gone (id, gone_at) VALUES (%s, %s)"
                    " ON CONFLICT (id) DO NOTHING",
                    [[id, now] for id in ids],
                )
        if cut:
            self.cut_log()

    def mark_used(self, ids: Sequence[str]) -> None:
        """Note that records use these keys."""
        with self.writing() as cursor:
            cursor.executemany(
                "UPDATE vault_key SET used = %s WHERE id = %s", [[USED, id] for id in ids]
            )

    def cut_log(self) -> None:
        """Move everything out of SQLite's log and cut it off: it holds pages as they were."""
        if self.connection.vendor == "sqlite":
            self.rows("PRAGMA wal_checkpoint(TRUNCATE)")

    def master_in_use(self, cursor: Any) -> str:
        """Name the master key in use; the very first time, make one."""
        noted = self.fact("master")
        if noted:
            return noted
        masters = read_masters()
        if not masters:
            masters = (Master.made(),)
            write_masters(masters)
        self.note(cursor, "master", masters[0].id)
        return masters[0].id

    def _insert(self, cursor: Any, keys: Sequence[Key], generation: int, state: int) -> None:
        now, by = moment()[:13], self.master_in_use(cursor)  # the hour tells old from new
        cursor.executemany(
            "INSERT INTO vault_key (id, locked, master, generation, made_at, used)"
            " VALUES (%s, %s, %s, %s, %s, %s)",
            [
                [key.id, self.locks.lock(key.id, key.secret, by), by, generation, now, state]
                for key in keys
            ],
        )

    def _mend(self) -> None:
        """Connect anew where the server has gone away since."""
        if not self._writes:
            self.connection.close_if_unusable_or_obsolete()


def _marks(values: Sequence[Any]) -> str:
    return ", ".join(["%s"] * len(values))
