"""What a list is filtered by, as chips that a person can take away one by one."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.db.models import Model, QuerySet
from django.http import QueryDict
from django.utils.text import capfirst
from django_filters import Filter, FilterSet, ModelChoiceFilter, MultipleChoiceFilter
from django_filters.utils import get_model_field

from upstander.kernel.clock import begins, is_over
from upstander.kernel.figures import Period
from upstander.kernel.pages.forms import Checkboxes, DayField
from upstander.kernel.records.boxes import names_of
from upstander.kernel.records.columns import shown

PLACES = ("after", "before")  # another filter or order begins at the start of the list


class DayFilter(Filter):
    """A day in three boxes."""

    field_class = DayField


class SinceDay(DayFilter):
    """Keeps what a field of moments has on a day or later, along its index."""

    def filter(self, qs: QuerySet[Any], value: date | None) -> QuerySet[Any]:
        """Narrow the rows; without a day, not at all."""
        return qs.filter(**{f"{self.field_name}__gte": begins(value)}) if value else qs


class UntilDay(DayFilter):
    """Keeps what a field of moments has on a day or earlier, along its index."""

    def filter(self, qs: QuerySet[Any], value: date | None) -> QuerySet[Any]:
        """Narrow the rows; without a day, not at all."""
        return qs.filter(**{f"{self.field_name}__lt": is_over(value)}) if value else qs


def boxes_of(**days: date) -> dict[str, str]:
    """Give the filters of an address that fill a `DayFilter` of each name."""
    return {
        f"{name}_{part}": str(getattr(day, part))
        for name, day in days.items()
        for part in ("day", "month", "year")
    }


@dataclass(frozen=True)
class Chip:
    """One value that the list is filtered by, and the query string without it."""

    title: str
    url: str


def filters_of(model: type[Model], *paths: str, day: str = "") -> type[FilterSet]:
    """Make the filters of a list: by choices (any of several), by what a field points at, by days.

    A path may lead over other tables; its last part names the filter. `day` is a field that the
    boxes From and Until look at, under the names `since` and `until`.
    """
    made: dict[str, Filter] = {}
    for path in paths:
        field = get_model_field(model, path)
        label = capfirst(field.verbose_name)
        if field.is_relation:
            rows = field.related_model._default_manager.all()
            made[field.name] = ModelChoiceFilter(
                path, label=label, queryset=rows, empty_label="Any"
            )
        else:
            made[field.name] = MultipleChoiceFilter(
                path, label=label, choices=field.choices, widget=Checkboxes
            )
    if day:
        made["since"] = DayFilter(day, "gte", label="From")
        made["until"] = DayFilter(day, "lte", label="Until")
    return type(f"{model.__name__}Filter", (FilterSet,), made)


def span_in(period: Period) -> dict[str, str]:
    """Write a period as the boxes From and Until send it, for the evidence of a measure."""
    days = {"since": period.start, "until": period.end}
    return {
        f"{name}_{part}": str(getattr(day, part))
        for name, day in days.items()
        for part in ("day", "month", "year")
    }


def chips(form: forms.BaseForm, query: QueryDict) -> list[Chip]:
    """List every value that the filter form took, in the order of its fields."""
    if not form.is_bound or not form.is_valid():
        return []
    return [
        Chip(f"{bound.label}: {_words(bound.field, item)}", _without(bound, query, item))
        for bound in form
        for item in _items(form.cleaned_data.get(bound.name))
    ]


def query_with(query: QueryDict, **changes: Any) -> str:
    """Write the query string with some values changed, None to remove, from the start again."""
    changed = query.copy()
    for name in PLACES:
        changed.pop(name, None)
    for name, value in changes.items():
        changed.pop(name, None)
        if value is not None:
            changed[name] = str(value)
    return f"?{changed.urlencode()}" if changed else "?"


def _items(value: Any) -> Iterator[Any]:
    if isinstance(value, list | tuple | set | QuerySet):
        yield from value
    elif isinstance(value, slice):  # how django-filter gives a span from one value to another
        yield from (part for part in (value.start, value.stop) if part is not None)
    elif value is not None and value != "":
        yield value


def _words(field: forms.Field, item: Any) -> str:
    if isinstance(item, Model):
        return str(item)
    choices = getattr(field, "choices", ())
    return next((str(words) for code, words in choices if str(code) == str(item)), shown(item))


def _without(bound: forms.BoundField, query: QueryDict, item: Any) -> str:
    changed = query.copy()
    for name in PLACES:
        changed.pop(name, None)
    raw = str(bound.field.prepare_value(item))
    kept = [value for value in changed.getlist(bound.html_name) if value and value != raw]
    for name in names_of(bound):
        changed.pop(name, None)
    if isinstance(bound.field, forms.MultipleChoiceField | forms.ModelMultipleChoiceField):
        changed.setlist(bound.html_name, kept)
    return f"?{changed.urlencode()}" if changed else "?"
