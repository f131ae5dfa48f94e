"""Pages of a list by key: as quick at the millionth row as at the first.

A place in the list is named by the key of the record that stands there, never by a value, so that
no name travels in an address and nobody can craft one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db.models import Expression, F, Model, Q, QuerySet
from django.db.models.expressions import OrderBy

PAGE_SIZE = 50


@dataclass(frozen=True)
class Key:
    """One thing that a list is sorted by. Rows without a value come last, whichever way."""

    by: str | Expression
    descending: bool = False

    @property
    def expression(self) -> F | Expression:
        """Give what the database evaluates."""
        return F(self.by) if isinstance(self.by, str) else self.by


@dataclass(frozen=True)
class Place:
    """Where a page begins: after one record or before another; neither is the start."""

    after: int | None = None
    before: int | None = None

    @property
    def record(self) -> int | None:
        """Give the key of the record that the place is named by."""
        return self.before if self.after is None else self.after

    @property
    def backward(self) -> bool:
        """Tell whether the page is read towards the start."""
        return self.after is None and self.before is not None


@dataclass(frozen=True)
class Page:
    """Some rows of a list, and the records at its ends where more rows follow."""

    rows: list[Any]
    previous: int | None = None
    next: int | None = None

    @property
    def is_whole(self) -> bool:
        """Tell whether this page is the whole list."""
        return self.previous is None and self.next is None


def page_of(
    rows: QuerySet[Any],
    keys: Sequence[Key],
    place: Place = Place(),
    *,
    known: QuerySet[Any] | None = None,
    size: int = PAGE_SIZE,
) -> Page:
    """Read one page of `rows`, sorted by `keys` and at last by the primary key.

    `known` are the rows in which the record that names the place is looked for: what the person
    may see, without filters. A place that is not there, or where nothing follows, is the start.
    """
    order = _Order(rows.model, _with_tie_break(rows.model, keys))
    read = order.sorted(order.named(rows), place.backward)
    if place.record is not None:
        beyond = order.beyond(rows.all() if known is None else known, place)
        if beyond is None:
            return page_of(rows, keys, size=size)
        read = read.filter(beyond)
    found = list(read[: size + 1])
    if not found and place.record is not None:
        return page_of(rows, keys, size=size)
    return _cut(found, place, size)


def _with_tie_break(model: type[Model], keys: Sequence[Key]) -> tuple[Key, ...]:
    if any(key.by in ("pk", model._meta.pk.name) for key in keys):
        return tuple(keys)
    return (*keys, Key("pk", bool(keys) and keys[0].descending))


def _cut(found: list[Any], place: Place, size: int) -> Page:
    more = len(found) > size
    rows = found[:size]
    if place.backward:
        rows.reverse()
        return Page(rows, rows[0].pk if more else None, rows[-1].pk)
    came_from = place.record is not None
    return Page(rows, rows[0].pk if came_from else None, rows[-1].pk if more else None)


class _Order:
    """The sorting of one list, forwards or backwards, and what lies beyond one of its rows."""

    def __init__(self, model: type[Model], keys: Sequence[Key]) -> None:
        self.keys = {f"sorted_by_{place}": key for place, key in enumerate(keys)}
        self.nullable = {name for name, key in self.keys.items() if _nullable(model, key.by)}

    def named(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        return rows.alias(**{name: key.expression for name, key in self.keys.items()})

    def sorted(self, rows: QuerySet[Any], backward: bool) -> QuerySet[Any]:
        return rows.order_by(*(self._step(name, backward) for name in self.keys))

    def beyond(self, known: QuerySet[Any], place: Place) -> Q | None:
        """Give the condition for rows beyond the place, or None where its record is gone."""
        found = known.filter(pk=place.record).order_by()
        named = found.annotate(**{name: key.expression for name, key in self.keys.items()})
        values = named.values(*self.keys).first()
        if values is None:
            return None
        beyond, same = Q(pk__in=[]), Q()
        for name, value in values.items():
            beyond |= same & self._past(name, value, place.backward)
            same &= Q(**{f"{name}__isnull": True} if value is None else {name: value})
        return self._bound(values, place.backward) & beyond

    def _step(self, name: str, backward: bool) -> OrderBy:
        descending = self.keys[name].descending is not backward
        if name not in self.nullable:
            return F(name).desc() if descending else F(name).asc()
        nulls = {"nulls_first": True} if backward else {"nulls_last": True}
        return F(name).desc(**nulls) if descending else F(name).asc(**nulls)

    def _past(self, name: str, value: Any, backward: bool) -> Q:
        if value is None:
            return Q(**{f"{name}__isnull": False}) if backward else Q(pk__in=[])
        comparison = "lt" if self.keys[name].descending is not backward else "gt"
        past = Q(**{f"{name}__{comparison}": value})
        if backward or name not in self.nullable:
            return past
        return past | Q(**{f"{name}__isnull": True})

    def _bound(self, values: dict[str, Any], backward: bool) -> Q:
        # the plain bound on the first key lets the database begin there; an OR alone does not
        name = next(iter(self.keys))
        if name in self.nullable:
            return Q()
        comparison = "lte" if self.keys[name].descending is not backward else "gte"
        return Q(**{f"{name}__{comparison}": values[name]})


def _nullable(model: type[Model], by: str | Expression) -> bool:
    if not isinstance(by, str):
        return True
    nullable = False
    for part in by.split("__"):
        if part == "pk":
            continue
        try:
            field = model._meta.get_field(part)
        except FieldDoesNotExist:
            return True  # an annotation: nobody knows
        nullable = nullable or bool(getattr(field, "null", True))
        model = getattr(field, "related_model", None) or model
    return nullable
