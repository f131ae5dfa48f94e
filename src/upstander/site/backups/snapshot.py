"""A database as it stood at one moment, while others go on writing; and what proves it whole."""

import hashlib
import os
import sqlite3
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.utils import ConnectionHandler

from upstander.kernel.errors import Refused

Hashes = dict[str, list[Any]]  # of each table: how many rows, and the hash of them all
AT_ONCE = 2000


@contextmanager
def snapshot(connection: BaseDatabaseWrapper, path: Path) -> Iterator[BaseDatabaseWrapper]:
    """Copy the database into a file, and give a connection that sees exactly what was copied."""
    if connection.vendor == "sqlite":
        _copy_sqlite(connection, path)
        with closing(sqlite_at(path)) as seen:
            yield seen
        return
    connection.ensure_connection()
    with connection.cursor() as cursor:
        cursor.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        try:
            cursor.execute("SELECT pg_export_snapshot()")
            _run_postgresql(
                connection, "pg_dump", f"--snapshot={cursor.fetchone()[0]}", "-Fc", f"-f{path}"
            )
            yield connection
        finally:
            cursor.execute("ROLLBACK")


def bring_back(connection: BaseDatabaseWrapper, path: Path) -> None:
    """Fill an empty PostgreSQL database from a copy, whole or not at all."""
    _run_postgresql(
        connection, "pg_restore", "--single-transaction", "--no-owner", "-d", "%", str(path)
    )


def sqlite_at(path: Path) -> BaseDatabaseWrapper:
    """Open a copy of a SQLite database."""
    place = {"ENGINE": "django.db.backends.sqlite3", "NAME": path}
    return ConnectionHandler({"default": place})["default"]


def hashes_of(connection: BaseDatabaseWrapper) -> Hashes:
    """Hash every row of every table, in the order of its key."""
    with connection.cursor() as cursor:
        names = sorted(connection.introspection.table_names(cursor))
        return {name: _hash_table(connection, cursor, name) for name in names}


def _hash_table(connection: BaseDatabaseWrapper, cursor: Any, name: str) -> list[Any]:
    keys = connection.introspection.get_primary_key_columns(cursor, name) or []
    columns = [connection.ops.quote_name(key) for key in keys]
    order = f" ORDER BY {', '.join(columns)}" if columns else " ORDER BY 1"
    cursor.execute(f"SELECT * FROM {connection.ops.quote_name(name)}{order}")  # noqa: S608
    hashed, count = hashlib.sha256(), 0
    while rows := cursor.fetchmany(AT_ONCE):
        for row in rows:
            plain = [bytes(value) if isinstance(value, memoryview) else value for value in row]
            hashed.update(f"{plain!r}\n".encode())
        count += len(rows)
    return [count, hashed.hexdigest()]


def _copy_sqlite(connection: BaseDatabaseWrapper, path: Path) -> None:
    """Copy in one step, which writers do not wait for: they write on into the log."""
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    source_path = f"file:{connection.settings_dict['NAME']}?mode=ro"
    with (
        closing(sqlite3.connect(source_path, uri=True)) as source,
        closing(sqlite3.connect(path)) as target,
    ):
        source.backup(target, pages=-1)
        # without a log of its own, the copy is one file that can be moved
        target.execute("PRAGMA journal_mode=DELETE")


def _run_postgresql(connection: BaseDatabaseWrapper, program: str, *words: str) -> None:
    place = connection.settings_dict
    names: Mapping[str, str] = {
        "PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD",
        "PGDATABASE": "NAME",
    }  # fmt: skip
    given = {name: str(place[key]) for name, key in names.items() if place.get(key)}
    filled = [place["NAME"] if word == "%" else word for word in words]
    try:
        done = subprocess.run(
            [program, *filled], env={**os.environ, **given}, capture_output=True, check=False
        )
    except FileNotFoundError as error:
        raise Refused(f"{program} is not on this machine. Install PostgreSQL’s client.") from error
    if done.returncode:
        raise Refused(f"{program} did not finish: {done.stderr.decode(errors='replace')[-300:]}")
