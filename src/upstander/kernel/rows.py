"""Writes new rows by the statement that Django makes, made once for each model and not each time.

Making it anew takes longer than the database does to carry it out, and whoever writes keeps all
others waiting (kernel/lane). For what every report, every person and every row of the trail needs.
"""

from collections.abc import Sequence
from functools import cache
from typing import Any

from django.db import connection, models


def insert(*rows: Any) -> None:
    """Insert new instances of one model, inside the transaction of their change.

    As `save(force_insert=True)` would, but no signals are sent. A number that the database gives is
    set on an instance that comes alone; several come without.
    """
    first = rows[0]
    given = first.pk is not None
    fields = _fields(type(first), given=given)
    values = [_values(row, fields) for row in rows]
    with connection.cursor() as cursor:
        if len(rows) > 1:
            cursor.executemany(_statement(type(first), given=given), values)
        elif given:
            cursor.execute(_statement(type(first), given=True), values[0])
        else:
            returned = f" RETURNING {connection.ops.quote_name(first._meta.pk.column)}"
            cursor.execute(_statement(type(first), given=False) + returned, values[0])
            first.pk = cursor.fetchone()[0]
    for row in rows:
        row._state.adding, row._state.db = False, connection.alias


def _values(row: Any, fields: Sequence[Any]) -> list[Any]:
    row._prepare_related_fields_for_save(operation_name="save")
    return [field.get_db_prep_save(field.pre_save(row, True), connection) for field in fields]


@cache
def _fields(model: type[models.Model], *, given: bool) -> tuple[Any, ...]:
    return tuple(
        field for field in model._meta.local_concrete_fields if given or not field.primary_key
    )


@cache
def _statement(model: type[models.Model], *, given: bool) -> str:
    quote = connection.ops.quote_name
    names = [quote(field.column) for field in _fields(model, given=given)]
    marks = ", ".join(["%s"] * len(names))
    table = quote(model._meta.db_table)
    return f"INSERT INTO {table} ({', '.join(names)}) VALUES ({marks})"  # noqa: S608 - our own names
