"""Fields that forms of records share: opening hours, and choices that are settled by themselves."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from upstander.kernel.reference.hours import HoursUnreadable, read_week


class HoursField(forms.CharField):
    """Opening hours, one line for each span; gives a week."""

    def __init__(self, **kwargs: Any) -> None:
        """Show by an example how they are written."""
        help_text = "One line for each, such as “Monday to Friday 9am to 5pm”."
        widget = forms.Textarea(attrs={"rows": 4})
        super().__init__(label="Opening hours", help_text=help_text, widget=widget, **kwargs)

    def clean(self, value: Any) -> Any:
        """Read the week."""
        try:
            return read_week(super().clean(value) or "")
        except HoursUnreadable as error:
            raise ValidationError(error.message) from error

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare weeks, not how they were written down."""
        try:
            return read_week(initial or "") != read_week(data or "")
        except HoursUnreadable:
            return True


class SettledField(forms.ChoiceField):
    """A choice that is settled where nothing is said: an empty cell of a file is no mistake."""

    def clean(self, value: Any) -> Any:
        """Read the choice, or else take the one that is there by itself."""
        return super().clean(value or self.initial)

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Tell whether something else was chosen."""
        return super().has_changed(initial, data or self.initial)
