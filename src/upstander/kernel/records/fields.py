"""The form of a record whose fields say all that there is to say: names, hints, choices."""

from typing import Any

from django import forms
from django.db import models

from upstander.kernel.pages.forms import Checkboxes, DayField


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
