"""Writes new rows by the statement that Django makes, made once for each model and not each time.

Making it anew takes longer than the database does to carry it out, and whoever writes keeps all
others waiting (kernel/lane). For what every report, every person and every row of the trail needs.
"""

from functools import cache
from typing import Any

from django.db import connection


def insert(*rows: Any) -> None:
    """Insert new instances of one model without parents, inside the transaction of their change.

    As `save(force_insert=True)` would, but no signals are sent. A number that the database gives is
    set on an instance that comes alone; several come without.
    """
    first = rows[0]
    meta, given = first._meta, first.pk is not None
    statement, values = _statement(meta, given), [_values(row, given) for row in rows]
    with connection.cursor() as cursor:
        if len(rows) > 1:
            cursor.executemany(statement, values)
        elif given:
            cursor.execute(statement, values[0])
        else:
            number = connection.ops.quote_name(meta.pk.column)
            cursor.execute(f"{statement} RETURNING {number}", values[0])
            first.pk = cursor.fetchone()[0]
    for row in rows:
        row._state.adding, row._state.db = False, connection.alias


def _values(row: Any, given: bool) -> list[Any]:
    row._prepare_related_fields_for_save(operation_name="save")
    fields = _fields(row._meta, given)
    return [field.get_db_prep_save(field.pre_save(row, True), connection) for field in fields]


@cache
def _fields(meta: Any, given: bool) -> tuple[Any, ...]:
    return tuple(field for field in meta.local_concrete_fields if given or not field.primary_key)


@cache
def _statement(meta: Any, given: bool) -> str:
    quote = connection.ops.quote_name
    names = [quote(field.column) for field in _fields(meta, given)]
    marks = ", ".join(["%s"] * len(names))
    return f"INSERT INTO {quote(meta.db_table)} ({', '.join(names)}) VALUES ({marks})"  # noqa: S608
