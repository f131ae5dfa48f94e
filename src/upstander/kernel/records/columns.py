"""A column, declared once for the page, the file out and the file in."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.db.models import Expression, Field, ManyToManyField, Model
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst


@dataclass(frozen=True)
class Column:
    """One fact of a record.

    `name` is the record's attribute unless `value` says otherwise, the name in `?sort=`, and the
    form field that an import fills. `sort` is what the database sorts by; without it the column
    cannot be sorted. `cell` is a template for lists, drawn with `record` and `value`.
    `listed`, `detailed` and `filed` say where it stands: in the list, on its own page, in files.
    """

    name: str
    title: str
    meaning: str = ""
    value: Callable[[Any], Any] | None = None
    sort: str | Expression | None = None
    cell: str = ""
    numeric: bool = False
    listed: bool = True
    detailed: bool = True
    filed: bool = True

    def read(self, record: Any) -> Any:
        """Take the value from a record, a choice in its words."""
        if self.value:
            return self.value(record)
        in_words = getattr(record, f"get_{self.name}_display", None)
        return in_words() if in_words else getattr(record, self.name)


def columns_of(model: type[Model], *names: str, **more: Any) -> tuple[Column, ...]:
    """Make a column of each named field, as the model itself names and explains it.

    `more` goes to every column made: `listed=False` for what only the record's own page shows.
    """
    return tuple(_of_field(model._meta.get_field(name), more) for name in names)


def _of_field(field: Any, more: dict[str, Any]) -> Column:
    known: dict[str, Any] = {"title": capfirst(field.verbose_name), "meaning": str(field.help_text)}
    if isinstance(field, ManyToManyField):
        known["value"] = lambda record: ", ".join(map(str, getattr(record, field.name).all()))
    elif isinstance(field, Field) and not field.is_relation:
        known["sort"] = field.name
    return Column(field.name, **(known | more))


def shown(value: Any) -> str:
    """Write a value as a page shows it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, datetime):
        local = timezone.localtime(value) if timezone.is_aware(value) else value
        return date_format(local, "j M Y, H:i")
    if isinstance(value, date):
        return date_format(value, "j M Y")
    if isinstance(value, time):
        return f"{value:%H:%M}"
    return str(value)
