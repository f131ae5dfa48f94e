"""Where the key store lies, and how a thread comes to it."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.utils import ConnectionHandler

TABLES = (
    "CREATE TABLE IF NOT EXISTS vault_key (id varchar(24) PRIMARY KEY, locked {bytes} NOT NULL,"
    " master varchar(16) NOT NULL, generation integer NOT NULL, made_at varchar(20) NOT NULL,"
    " used integer NOT NULL)",
    "CREATE INDEX IF NOT EXISTS vault_key_state ON vault_key (used, generation)",
    "CREATE INDEX IF NOT EXISTS vault_key_master ON vault_key (master)",
    "CREATE TABLE IF NOT EXISTS vault_gone (id varchar(24) PRIMARY KEY, gone_at varchar(20))",
    "CREATE TABLE IF NOT EXISTS vault_fact (name varchar(40) PRIMARY KEY, said text NOT NULL)",
)
MAKING = 8_317_224_907  # any number, as long as nothing else on this PostgreSQL server takes it
BYTES = {"sqlite": "blob", "postgresql": "bytea"}
DURABLE = "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA secure_delete=ON;"


def key_store_place() -> Mapping[str, Any]:
    """Give the settings of the key store: what `UPSTANDER_KEYS` names, else a file in the home."""
    named: Mapping[str, Any] | None = settings.KEY_STORE
    return named or {
        "ENGINE": "django.db.backends.sqlite3",  # without a lane: threads write to it rarely
        "NAME": Path(settings.HOME) / "keys" / "store.sqlite3",
        "OPTIONS": {"timeout": 10, "init_command": DURABLE},
    }


def connect(place: Mapping[str, Any]) -> BaseDatabaseWrapper:
    """Open the key store, making its tables the first time; its owner alone may read the file."""
    connection = ConnectionHandler({"default": {**place, "CONN_MAX_AGE": None}})["default"]
    if connection.vendor == "sqlite":
        path = Path(place["NAME"])
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))  # what lies beside it follows suit
    with connection.cursor() as cursor:
        cursor.execute("BEGIN")
        if connection.vendor == "postgresql":  # two processes at the first start
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [MAKING])
        for statement in TABLES:
            cursor.execute(statement.format(bytes=BYTES[connection.vendor]))
        cursor.execute("COMMIT")
    return connection
