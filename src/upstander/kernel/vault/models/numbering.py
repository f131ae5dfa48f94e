"""The number of a new row, taken before the row is written.

A document is sealed to the row in which it stands, so whoever seals has to know the row's number.
With it in hand a record is written once, not once without its document and then again.
"""

from typing import Any

from django.db import connection


def number(*records: Any) -> None:
    """Give new records, one of each kind, their numbers; those that have one keep it.

    Inside the transaction that writes them: on SQLite nobody else writes before its end, and
    PostgreSQL gives no number twice. Raises RuntimeError outside of a transaction.
    """
    new = [record for record in records if record.pk is None]
    if not new:
        return
    if not connection.in_atomic_block:
        raise RuntimeError("a record is numbered inside the transaction that writes it")
    next_one = _next_on_postgresql if connection.vendor == "postgresql" else _next_on_sqlite
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(next_one(record._meta) for record in new)}")
        for record, drawn in zip(new, cursor.fetchone(), strict=True):
            record.pk = drawn


def _next_on_sqlite(meta: Any) -> str:
    """Ask for what AUTOINCREMENT would give: one more than any row has, or ever had."""
    table = meta.db_table
    return (
        f"max(coalesce((SELECT seq FROM sqlite_sequence WHERE name = '{table}'), 0),"  # noqa: S608
        f" coalesce((SELECT max({meta.pk.column}) FROM {table}), 0)) + 1"
    )


def _next_on_postgresql(meta: Any) -> str:
    return f"nextval(pg_get_serial_sequence('{meta.db_table}', '{meta.pk.column}'))"
