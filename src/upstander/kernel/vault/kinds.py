"""What a classified field can hold, how it is checked, and how it is written into the document."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import Choices

LONGEST_LINE = 200
LONGEST_TEXT = 20_000


@dataclass(frozen=True)
class Text:
    """Words: one line unless said."""

    longest: int = LONGEST_LINE
    lines: bool = False
    empty = ""

    def check(self, value: Any) -> None:
        """Raise ValidationError where the value cannot stand here."""
        if not isinstance(value, str):
            raise ValidationError("This should be text.")
        if len(value) > self.longest:
            raise ValidationError(
                f"This is {len(value):,} characters long. Shorten it to {self.longest:,} or fewer."
            )
        if not self.lines and len(value.splitlines()) > 1:
            raise ValidationError("This should be on one line.")

    def written(self, value: Any) -> Any:
        """Give the value as JSON holds it."""
        return value

    def read(self, written: Any) -> Any:
        """Give the value back."""
        return written

    def formfield(self, **options: Any) -> forms.Field:
        """Make the field of a form."""
        widget = {"widget": forms.Textarea} if self.lines else {}
        return forms.CharField(max_length=self.longest, **{**widget, **options})


@dataclass(frozen=True)
class Story(Text):
    """A narrative of many lines."""

    longest: int = LONGEST_TEXT
    lines: bool = True


@dataclass(frozen=True)
class Email(Text):
    """An address to write to."""

    def check(self, value: Any) -> None:
        """Raise ValidationError where it is no address."""
        super().check(value)
        validate_email(value)


@dataclass(frozen=True)
class Phone(Text):
    """A number to ring, as the person wrote it."""

    longest: int = 40

    def check(self, value: Any) -> None:
        """Raise ValidationError where it holds too few digits to be a number."""
        super().check(value)
        if sum(sign.isdigit() for sign in value) < 5:
            raise ValidationError("A telephone number has at least five digits.")


@dataclass(frozen=True)
class Day:
    """A day of the calendar."""

    empty = None

    def check(self, value: Any) -> None:
        """Raise ValidationError where it is no day."""
        if type(value) is not date:
            raise ValidationError("This should be a day.")

    def written(self, value: date) -> str:
        """Give the day as JSON holds it."""
        return value.isoformat()

    def read(self, written: str) -> date:
        """Give the day back."""
        return date.fromisoformat(written)

    def formfield(self, **options: Any) -> forms.Field:
        """Make the field of a form."""
        return forms.DateField(**options)


@dataclass(frozen=True)
class Choice(Text):
    """One of some words."""

    choices: type[Choices] | tuple[tuple[str, str], ...] = ()

    def check(self, value: Any) -> None:
        """Raise ValidationError where it is none of them."""
        super().check(value)
        if value not in self._codes():
            raise ValidationError("Choose one of the answers.")

    def formfield(self, **options: Any) -> forms.Field:
        """Make the field of a form."""
        return forms.ChoiceField(choices=[("", ""), *self._pairs()], **options)

    def _codes(self) -> frozenset[str]:
        return _codes(self.choices)

    def _pairs(self) -> Iterable[tuple[str, str]]:
        return self.choices if isinstance(self.choices, tuple) else self.choices.choices


@cache
def _codes(choices: type[Choices] | tuple[tuple[str, str], ...]) -> frozenset[str]:
    pairs = choices if isinstance(choices, tuple) else choices.choices
    return frozenset(code for code, _ in pairs)


@dataclass(frozen=True)
class Several:
    """A list of values of one kind."""

    kind: Any
    most: int = 50
    empty = ()

    def check(self, value: Any) -> None:
        """Raise ValidationError where it is no list, too long, or holds what cannot stand here."""
        if not isinstance(value, list | tuple):
            raise ValidationError("This should be a list.")
        if len(value) > self.most:
            raise ValidationError(f"Give {self.most} or fewer.")
        for item in value:
            self.kind.check(item)

    def written(self, value: Any) -> list[Any]:
        """Give the list as JSON holds it."""
        return [self.kind.written(item) for item in value]

    def read(self, written: list[Any]) -> tuple[Any, ...]:
        """Give the values back, as they can no longer be changed behind the vault's back."""
        return tuple(self.kind.read(item) for item in written)

    def formfield(self, **options: Any) -> forms.Field:
        """Make the field of a form, one value a line."""
        return Lines(**options)


class Lines(forms.CharField):
    """A field of a form in which each line is a value."""

    widget = forms.Textarea

    def to_python(self, value: Any) -> Any:
        """Give the lines that hold something."""
        if isinstance(value, list | tuple):
            return list(value)
        return [line.strip() for line in (value or "").splitlines() if line.strip()]

    def prepare_value(self, value: Any) -> Any:
        """Show each value on a line of its own."""
        return "\n".join(map(str, value)) if isinstance(value, list | tuple) else value
