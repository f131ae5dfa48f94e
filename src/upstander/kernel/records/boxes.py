"""The boxes of a form: under which names, and with which values, a browser sends them."""

import hashlib
import json
from typing import Any

from django import forms


def suffixes(field: forms.Field) -> list[str]:
    """List what the names of a field's boxes end in: nothing, where it has only one."""
    words = getattr(field.widget, "suffixes", None)  # how django-filter names its boxes
    return [f"_{word}" for word in words] if words else _numbered(field.widget)


def _numbered(widget: forms.Widget) -> list[str]:
    return list(getattr(widget, "widgets_names", [""]))


def names_of(bound: forms.BoundField) -> list[str]:
    """List the names under which a field's boxes arrive."""
    return [bound.html_name + suffix for suffix in suffixes(bound.field)]


def form_data(name: str, field: forms.Field, value: Any) -> dict[str, Any]:
    """Write a value as the browser would send it."""
    if isinstance(field, forms.BooleanField):
        return {name: "on"} if value else {}
    widget = field.widget
    if isinstance(widget, forms.MultiWidget):
        named = zip(suffixes(field), widget.decompress(value) or [], strict=True)
        return {name + suffix: "" if part is None else str(part) for suffix, part in named}
    prepared = field.prepare_value(value)
    return {name: "" if prepared is None else prepared}


def seen_now(form: forms.BaseForm) -> dict[str, str]:
    """Mark what stands in each field of a record's form, so that a change meanwhile shows."""
    return {
        name: mark(name, field, form.get_initial_for_field(field, name))
        for name, field in form.fields.items()
    }


def mark(name: str, field: forms.Field, value: Any) -> str:
    """Make a short mark of one value."""
    sent = json.dumps(form_data(name, field, value), sort_keys=True, default=str)
    return hashlib.sha256(sent.encode()).hexdigest()[:12]
