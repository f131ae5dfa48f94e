"""Errors in the words of the form: Django's own sentences say "this field", ours name it."""

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

Wording = Callable[[str, Mapping[str, Any]], str]

CHOSEN = ("radios", "checkboxes", "select")
# labels that already begin like a part of a sentence: "Your name", "Any other words"
DETERMINERS = ("a", "an", "any", "each", "how", "my", "our", "the", "this", "what", "who", "your")


def worded(error: ValidationError, field: forms.Field, label: str, kind: str) -> str:
    """Give the sentence for one error; one that the form's author wrote stands as it is."""
    code = error.code or ""
    if is_stock(error, field):
        if code == "required":
            return _required(label, kind)
        if code == "invalid":
            return _invalid(field, label)
        if code in WORDINGS:
            return WORDINGS[code](label, error.params or {})
    written = str(error.messages[0])
    return written.removesuffix(".") if written.count(".") == 1 else written


def is_stock(error: ValidationError, field: forms.Field) -> bool:
    """Tell whether Django wrote the sentence, not the author of the form."""
    stock = [vars(kind).get("default_error_messages", {}) for kind in type(field).__mro__]
    known = [messages.get(error.code) for messages in stock]
    known += [getattr(validator, "message", None) for validator in field.validators]
    return any(error.message is message for message in known)


def in_sentence(label: str) -> str:
    """Give a label as it stands inside a sentence: small at the start, unless an abbreviation."""
    small = label if label[1:2].isupper() else label[:1].lower() + label[1:]
    first = small.partition(" ")[0]
    return small if first in DETERMINERS else f"the {small}"


def _required(label: str, kind: str) -> str:
    if label.endswith("?"):
        return f"Answer “{label}”"
    if kind == "checkbox":
        return f"Tick “{label}”"
    if kind == "file":
        return f"Choose a file for {in_sentence(label)}"
    return f"{'Choose' if kind in CHOSEN else 'Enter'} {in_sentence(label)}"


def _invalid(field: forms.Field, label: str) -> str:
    if isinstance(field, forms.EmailField):
        return f"{label} must be like name@example.com"
    if isinstance(field, (forms.FloatField, forms.DecimalField)):
        return f"{label} must be a number"
    if isinstance(field, forms.IntegerField):
        return f"{label} must be a whole number"
    if isinstance(field, forms.DateField):
        return f"{label} must be a real date"
    return f"{label} is not in a form that we can read"


WORDINGS: dict[str, Wording] = {
    "invalid_choice": lambda label, params: f"Choose {in_sentence(label)} from the list",
    "max_length": lambda label, p: f"{label} must be {p['limit_value']} characters or fewer",
    "min_length": lambda label, p: f"{label} must be {p['limit_value']} characters or more",
    "max_value": lambda label, p: f"{label} must be {p['limit_value']} or fewer",
    "min_value": lambda label, p: f"{label} must be {p['limit_value']} or more",
}
