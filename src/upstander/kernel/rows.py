"""Writes new rows, and asks for some, by SQL that Django makes once and not each time.

Making it anew takes longer than the database does to carry it out, and whoever writes keeps all
others waiting (kernel/lane). For what every report, every person and every row of the trail needs.
"""

from collections.abc import Callable, Sequence
from functools import cache, cached_property
from typing import Any, TypeVar

from django.db import connection, models, transaction

Found = TypeVar("Found")

# what such a field holds goes to the database as it is, when it is of this very type or None
PLAIN: dict[type[models.Field], type] = {
    models.CharField: str,
    models.TextField: str,
    models.IntegerField: int,
    models.BigIntegerField: int,
    models.BigAutoField: int,
    models.BooleanField: bool,
    models.PositiveSmallIntegerField: int,
    models.ForeignKey: int,
    models.DateField: type(None),
    models.DateTimeField: type(None),
}


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


def insert_each(row: Any, column: str, values: Sequence[Any]) -> None:
    """Insert a new instance of a model once for each of some values of a column, as `insert` would.

    The values go to the database as they are; what else stands in the rows is told once.
    """
    if not values:
        return
    names = [field.column for field, _ in _fields(row._meta, False)]
    place, told = names.index(column), _values(row, False)
    rows = [[*told[:place], value, *told[place + 1 :]] for value in values]
    with connection.cursor() as cursor:
        cursor.executemany(_statement(row._meta, False), rows)


def on_disk(find: Callable[[], Found]) -> Found:
    """Find what another one may just have written, for somebody who is told that it is there.

    In a transaction, which waits until all that it saw is on the disk (kernel/lane).
    """
    with transaction.atomic():
        return find()


class Prepared:
    """A question for rows of plain values, whose SQL is made when it is asked the first time.

    `make` is given one argument for each kind of field in `kinds`, to compare columns with, and
    gives a queryset of `values_list`. Nothing equals None, as in SQL. Raises TypeError where what
    it gives would need conversion.
    """

    def __init__(self, make: Callable[..., models.QuerySet[Any]], *kinds: models.Field) -> None:
        """Keep what makes it until it is asked."""
        self._make, self._kinds = make, kinds

    def rows(self, *values: Any) -> list[tuple[Any, ...]]:
        """Ask with these values, one for each of the kinds."""
        statement, places = self._made
        told = [
            kind.get_db_prep_value(value, connection)
            for kind, value in zip(self._kinds, values, strict=True)
        ]
        with connection.cursor() as cursor:
            cursor.execute(
                statement,
                [told[each.place] if isinstance(each, _Later) else each for each in places],
            )
            return list(cursor.fetchall())

    @cached_property
    def _made(self) -> tuple[str, tuple[Any, ...]]:
        asked = self._make(*(_Later(place, kind) for place, kind in enumerate(self._kinds)))
        compiler = asked.query.get_compiler(connection=connection)
        made: tuple[str, tuple[Any, ...]] = compiler.as_sql()
        if compiler.get_converters(each for each, *_ in compiler.select):
            raise TypeError("a prepared question gives plain values: text and whole numbers")
        return made


class _Later(models.Expression):
    """Stands in a question for a value that comes when it is asked."""

    def __init__(self, place: int, kind: models.Field) -> None:
        super().__init__(output_field=kind)
        self.place = place

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        return "%s", [self]


def _values(row: Any, given: bool) -> list[Any]:
    row._prepare_related_fields_for_save(operation_name="save")
    return [_value(row, field, plain) for field, plain in _fields(row._meta, given)]


def _value(row: Any, field: Any, plain: type | None) -> Any:
    """Give what stands in the row, as the database takes it."""
    if plain:
        value = row.__dict__.get(field.attname)
        if value is None or type(value) is plain:
            return value
        if isinstance(value, plain):  # a word of a list of choices
            return str.__str__(value) if isinstance(value, str) else plain(value)
    return field.get_db_prep_save(field.pre_save(row, True), connection)


@cache
def _fields(meta: Any, given: bool) -> tuple[tuple[Any, type | None], ...]:
    fields = (field for field in meta.local_concrete_fields if given or not field.primary_key)
    return tuple((field, _plain(field)) for field in fields)


def _plain(field: Any) -> type | None:
    """Give the type that needs no work; a moment that the field sets by itself has none."""
    by_itself = getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False)
    return None if by_itself else PLAIN.get(type(field))


@cache
def _statement(meta: Any, given: bool) -> str:
    quote = connection.ops.quote_name
    names = [quote(field.column) for field, _ in _fields(meta, given)]
    marks = ", ".join(["%s"] * len(names))
    return f"INSERT INTO {quote(meta.db_table)} ({', '.join(names)}) VALUES ({marks})"  # noqa: S608
