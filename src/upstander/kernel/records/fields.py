"""Forms made of a record's fields, and fields that such forms share: hours, settled choices."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models

from upstander.kernel.pages.forms import Checkboxes, DayField
from upstander.kernel.reference.hours import HoursUnreadable, read_week


def form_of(model: type[models.Model], *names: str, **options: Any) -> type[forms.ModelForm]:
    """Make a form of the named fields, labelled by `verbose_name` and explained by `help_text`.

    Days are asked for in three boxes, choices of many by ticks. `options` are those of Django's
    `modelform_factory`; `form` is a class to build upon.
    """
    made = forms.modelform_factory(model, fields=names, formfield_callback=_asked, **options)
    made.small = True  # type: ignore[attr-defined]
    return made


def _asked(field: models.Field[Any, Any], **options: Any) -> forms.Field | None:
    if isinstance(field, models.DateField) and not isinstance(field, models.DateTimeField):
        options["form_class"] = DayField
    if isinstance(field, models.ForeignKey):
        options.setdefault("empty_label", "None" if field.blank else "Choose one")
    if isinstance(field, models.ManyToManyField):
        options.setdefault("widget", Checkboxes)
    if isinstance(field, models.TimeField):
        options.setdefault("widget", forms.TimeInput({"class": "govuk-input--width-5"}, "%H:%M"))
    if isinstance(field, models.URLField):
        options["assume_scheme"] = "https"
    if isinstance(field, models.TextField):
        options.setdefault("widget", forms.Textarea({"rows": 4}))
    asked: forms.Field | None = field.formfield(**options)
    return asked


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
