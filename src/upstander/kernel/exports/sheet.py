"""Rows on their way out of the product or into it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone


@dataclass(frozen=True)
class Sheet:
    """A table with headings.

    `numbers` says where each row stood in the file it was read from, so that a person finds it
    again; a sheet that we write has none.
    """

    title: str
    columns: tuple[str, ...]
    rows: Sequence[Sequence[Any]]
    numbers: tuple[int, ...] = ()


def as_text(value: Any) -> str:
    """Write one value as text for a file: days as ISO, yes and no as words, nothing as ''."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, datetime):
        local = timezone.localtime(value) if timezone.is_aware(value) else value
        return local.isoformat(sep=" ", timespec="seconds")[:19]
    if isinstance(value, date):
        return value.isoformat()
    return str(value)
