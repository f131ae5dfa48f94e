"""What stands in a cell, as the form field would have been filled in on the screen."""

from datetime import date, datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from upstander.kernel.pages.days import DayField
from upstander.kernel.records.importing.matching import plain

YES = frozenset({"yes", "y", "true", "1"})
NO = frozenset({"no", "n", "false", "0", ""})
DAY_FORMATS = ("%Y-%m-%d", "%d/%m/%Y", "%d/%m/%y", "%d %B %Y", "%d %b %Y")


class CellReader:
    """Reads cells for the fields of one form; remembers the choices, which cost a query each."""

    def __init__(self) -> None:
        """Begin with nothing remembered."""
        self._choices: dict[str, dict[str, dict[str, Any]]] = {}

    def value(self, name: str, field: forms.Field, text: str) -> Any:
        """Turn a cell's text into the field's value; raises ValidationError with a sentence."""
        text = text.strip()
        if isinstance(field, forms.ModelMultipleChoiceField | forms.MultipleChoiceField):
            parts = [part for part in text.replace(";", "\n").splitlines() if part.strip()]
            return [self._choice(name, field, part.strip()) for part in parts]
        if isinstance(field, forms.ChoiceField):
            return self._choice(name, field, text) if text else ""
        if isinstance(field, forms.BooleanField):
            return _yes_or_no(text)
        if isinstance(field, DayField | forms.DateField):
            return _day(text) if text else None
        return text

    def _choice(self, name: str, field: Any, text: str) -> Any:
        if name not in self._choices:
            self._choices[name] = _choices(field)
        fitting = self._choices[name].get(plain(text), {})
        if len(fitting) == 1:
            return next(iter(fitting.values()))
        fault = "fits more than one" if fitting else "is not one"
        raise ValidationError(f"“{_short(text)}” {fault} of the choices.")


def _choices(field: Any) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for code, words in field.choices:
        if code in ("", None):
            continue
        value = getattr(code, "value", code)
        for text in (str(value), str(words)):
            found.setdefault(plain(text), {})[str(value)] = value
    return found


def _yes_or_no(text: str) -> bool:
    word = text.casefold()
    if word not in YES | NO:
        raise ValidationError("Write Yes or No.")
    return word in YES


def _day(text: str) -> date:
    for form in DAY_FORMATS:
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007 - a day has no time zone
        except ValueError:
            continue
    raise ValidationError(f"“{_short(text)}” is not a day. Write it as 2024-11-14 or 14/11/2024.")


def _short(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:39]}…"
