"""Forms as GOV.UK draws them: one renderer for the whole product.

Set `FORM_RENDERER = "upstander.kernel.pages.forms.Renderer"` and every form is drawn by the
templates in `pages/forms/`. A form may say `label_size` (s, m, l), `heading_field` (the field
whose label is the page's heading), `mark_optional = False` and `small = True`.
"""

from collections.abc import Mapping
from copy import copy
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.forms.renderers import TemplatesSetting

from upstander.kernel.pages.days import PARTS, DayField, DayInput
from upstander.kernel.pages.wording import worded

__all__ = ["Checkboxes", "DayField", "DayInput", "FieldOnPage", "Radios", "Renderer"]

KINDS: tuple[tuple[type[forms.Widget], str], ...] = (
    (DayInput, "date"),
    (forms.CheckboxSelectMultiple, "checkboxes"),
    (forms.RadioSelect, "radios"),
    (forms.CheckboxInput, "checkbox"),
    (forms.Select, "select"),
    (forms.Textarea, "textarea"),
    (forms.FileInput, "file"),
    (forms.PasswordInput, "password"),
)
CLASSES = {
    "checkboxes": "govuk-checkboxes__input",
    "checkbox": "govuk-checkboxes__input",
    "radios": "govuk-radios__input",
    "select": "govuk-select",
    "textarea": "govuk-textarea",
    "file": "govuk-file-upload",
    "password": "govuk-input govuk-password-input__input govuk-js-password-input-input",
    "text": "govuk-input",
}
ERROR_CLASSES = {
    "select": "govuk-select--error",
    "textarea": "govuk-textarea--error",
    "file": "govuk-file-upload--error",
    "password": "govuk-input--error",
    "text": "govuk-input--error",
}


class _Explained:
    """What radios and checkboxes share: a line of explanation by each choice."""

    def __init__(
        self,
        *args: Any,
        hints: Mapping[str, str] | None = None,
        inline: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.hints = dict(hints or {})
        self.inline = inline


class Radios(_Explained, forms.RadioSelect):
    """Radio buttons, with `hints={value: sentence}` and `inline=True` where wanted."""


class Checkboxes(_Explained, forms.CheckboxSelectMultiple):
    """Checkboxes, with `hints={value: sentence}` and `inline=True` where wanted."""


class FieldOnPage(BoundField):
    """A field with all that its template asks: kind, ids, classes, choices, sentences."""

    @property
    def kind(self) -> str:
        """Name the template under `pages/forms/` that draws this field."""
        widget = self.field.widget
        return next((kind for base, kind in KINDS if isinstance(widget, base)), "text")

    @property
    def template(self) -> str:
        """Name the template of this kind of field."""
        return f"pages/forms/{self.kind}.html"

    @property
    def sentences(self) -> list[str]:
        """Say what is wrong, one sentence an error."""
        errors = self.errors.as_data()
        return [worded(error, self.field, str(self.label), self.kind) for error in errors]

    @property
    def anchor(self) -> str:
        """Give the id of the box that a link in the error summary must reach."""
        if self.kind == "date":
            return f"{self.auto_id}_{PARTS.index(self.wrong_part)}"
        if self.kind in ("radios", "checkboxes") and self.subwidgets:
            return str(self.subwidgets[0].id_for_label)
        return self.id_for_label or self.auto_id

    @property
    def wrong_part(self) -> str:
        """Name the box of a day that is wrong: the first, unless the error knows better."""
        codes = [error.code for error in self.errors.as_data()]
        return next((code for code in codes if code in PARTS), PARTS[0])

    @property
    def optional(self) -> bool:
        """Tell whether the label says "(optional)"."""
        marked = getattr(self.form, "mark_optional", True)
        return marked and not self.field.required and self.kind != "checkbox"

    @property
    def is_heading(self) -> bool:
        """Tell whether this field's label is the heading of the page."""
        return getattr(self.form, "heading_field", None) == self.name

    @property
    def size(self) -> str:
        """Give the size of the label."""
        return "l" if self.is_heading else getattr(self.form, "label_size", "s")

    @property
    def limit(self) -> int | None:
        """Give the number of characters that a text area counts down from."""
        return getattr(self.field, "max_length", None) if self.kind == "textarea" else None

    @property
    def aria_describedby(self) -> str | None:
        """Name the hint, the error and the count of characters that belong to this field."""
        described = super().aria_describedby
        if not self.limit:
            return described
        return " ".join(filter(None, [f"{self.auto_id}-info", described]))

    @property
    def parts(self) -> list[dict[str, Any]]:
        """Give the three boxes of a day."""
        attrs = self.build_widget_attrs({"id": self.auto_id})
        context = self.field.widget.get_context(self.html_name, self.value(), attrs)
        boxes = context["widget"]["subwidgets"]
        wrong = self._wrong_boxes()
        return [
            {**box, "label": part.capitalize(), "wide": part == "year", "wrong": part in wrong}
            for part, box in zip(PARTS, boxes, strict=True)
        ]

    @property
    def options(self) -> list[dict[str, Any]]:
        """Give the choices, each with its input, label and line of explanation."""
        return [self._option(option) for option in self.subwidgets]

    def _option(self, option: Any) -> dict[str, Any]:
        hints = getattr(self.field.widget, "hints", {})
        hint = hints.get(str(option.data["value"]), "")
        hint_id = f"{option.id_for_label}_hint"
        if hint:
            option.data["attrs"]["aria-describedby"] = hint_id
        return {
            "input": option.tag(),
            "id": option.id_for_label,
            "label": option.choice_label,
            "hint": hint,
            "hint_id": hint_id,
        }

    def _wrong_boxes(self) -> set[str]:
        if not self.errors:
            return set()
        codes = {error.code or "" for error in self.errors.as_data()}
        return codes & {"month", "year"} or set(PARTS)

    def as_widget(
        self,
        widget: forms.Widget | None = None,
        attrs: dict[str, Any] | None = None,
        only_initial: bool = False,
    ) -> Any:
        """Draw the input; numbers are typed as text, so that a mouse wheel cannot change them."""
        widget = widget or self.field.widget
        if isinstance(widget, forms.NumberInput) and not widget.is_hidden:
            widget = copy(widget)
            widget.input_type = "text"
        return super().as_widget(widget, attrs, only_initial)

    def build_widget_attrs(
        self, attrs: dict[str, Any], widget: forms.Widget | None = None
    ) -> dict[str, Any]:
        """Add GOV.UK's classes, and take away what makes a browser judge before we do."""
        widget = widget or self.field.widget
        built: dict[str, Any] = super().build_widget_attrs(attrs, widget)
        if widget.is_hidden:
            return built
        built.update(dict.fromkeys(("required", "maxlength", "minlength"), False))
        if self.kind in ("radios", "checkboxes", "date"):
            built["aria-invalid"] = False  # said once, by the group
        if isinstance(widget, forms.NumberInput):
            broken = isinstance(self.field, (forms.FloatField, forms.DecimalField))
            built["inputmode"] = "decimal" if broken else "numeric"
            built.update(dict.fromkeys(("min", "max", "step"), False))
        built["class"] = self._classes(widget)
        return built

    def _classes(self, widget: forms.Widget) -> str:
        names = [CLASSES.get(self.kind, ""), widget.attrs.get("class", "")]
        if self.limit:
            names.append("govuk-js-character-count")
        if isinstance(widget, forms.SelectMultiple):
            names.append("up-select-multiple")
        if isinstance(widget, forms.NumberInput) and "govuk-input--width" not in names[1]:
            names.append("govuk-input--width-5")
        if self.errors:
            names.append(ERROR_CLASSES.get(self.kind, ""))
        return " ".join(filter(None, names))


class Renderer(TemplatesSetting):
    """Draws forms with the templates of this app."""

    form_template_name = "pages/forms/form.html"
    formset_template_name = "pages/forms/formset.html"
    field_template_name = "pages/forms/field.html"
    bound_field_class = FieldOnPage
