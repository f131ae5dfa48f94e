"""A day typed in three boxes, the way that people type dates with the fewest mistakes."""

from collections.abc import Sequence
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError

PARTS = ("day", "month", "year")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


class DayInput(forms.MultiWidget):
    """Three boxes: day, month, year."""

    use_fieldset = True

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        """Make the boxes; each sends its own name, such as `due_month`."""
        super().__init__({part: forms.TextInput() for part in PARTS}, attrs)

    def decompress(self, value: date | None) -> list[Any]:
        """Split a day over the boxes."""
        return [value.day, value.month, value.year] if value else [None, None, None]


class DayField(forms.Field):
    """Reads three boxes as one day; an error's code names the box that is wrong."""

    widget = DayInput
    default_error_messages: ClassVar = {
        "missing": "%(label)s must include a %(part)s",
        "unreal": "%(label)s must be a real date",
        "year": "Year must include 4 numbers",
    }

    def to_python(self, value: Any) -> date | None:
        """Give the day, or None where all three boxes are empty."""
        if value is None or isinstance(value, date):
            return value
        typed = [str(part or "").strip() for part in value]
        if not any(typed):
            return None
        for name, part in zip(PARTS, typed, strict=True):
            if not part:
                raise self._wrong("missing", name)
        return self._day(typed)

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare days, not what was typed: 01 and 1 are the same day."""
        try:
            return bool(initial != self.to_python(data))
        except ValidationError:
            return True

    def _day(self, typed: Sequence[str]) -> date:
        day, month, year = typed
        if not (year.isdecimal() and len(year) == 4):
            raise self._wrong("year", "year")
        try:
            return date(int(year), month_number(month), int(day))
        except ValueError:
            raise self._wrong("unreal", "day") from None

    def _wrong(self, message: str, part: str) -> ValidationError:
        params = {"label": self.label or "The date", "part": part}
        return ValidationError(self.error_messages[message], code=part, params=params)


def month_number(typed: str) -> int:
    """Read a month written as 11, November or Nov; raises ValueError for anything else."""
    name = typed.lower()[:3]
    return MONTHS.index(name) + 1 if name in MONTHS else int(typed)
