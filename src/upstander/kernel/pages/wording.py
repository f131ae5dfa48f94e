"""Errors in the words of the form: Django's own sentences say "this field", ours name it."""

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from upstander.kernel.pages.saying import speaks_english

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
    """Give a label as it stands inside a sentence: small at the start, unless an abbreviation.

    No other language makes a sentence of a label that easily, so there it is quoted.
    """
    if not speaks_english():
        return f"“{label}”"
    small = label if label[1:2].isupper() else label[:1].lower() + label[1:]
    first = small.partition(" ")[0]
    return small if first in DETERMINERS else f"the {small}"


def _required(label: str, kind: str) -> str:
    if label.endswith("?"):
        return _("Answer “%(label)s”") % {"label": label}
    if kind == "checkbox":
        return f"Tick “{label}”"
    if kind == "file":
        return f"Choose a file for {in_sentence(label)}"
    said = {"label": in_sentence(label)}
    return (_("Choose %(label)s") if kind in CHOSEN else _("Enter %(label)s")) % said


def _invalid(field: forms.Field, label: str) -> str:
    if isinstance(field, forms.EmailField):
        return _("%(label)s must be like name@example.com") % {"label": label}
    if isinstance(field, (forms.FloatField, forms.DecimalField)):
        return f"{label} must be a number"
    if isinstance(field, forms.IntegerField):
        return f"{label} must be a whole number"
    if isinstance(field, forms.DateField):
        return f"{label} must be a real date"
    return _("%(label)s is not in a form that we can read") % {"label": label}


WORDINGS: dict[str, Wording] = {
    "invalid_choice": lambda label, params: (
        _("Choose %(label)s from the list") % {"label": in_sentence(label)}
    ),
    "max_length": lambda label, p: (
        _("%(label)s must be %(most)s characters or fewer")
        % {"label": label, "most": p["limit_value"]}
    ),
    "min_length": lambda label, p: f"{label} must be {p['limit_value']} characters or more",
    "max_value": lambda label, p: f"{label} must be {p['limit_value']} or fewer",
    "min_value": lambda label, p: f"{label} must be {p['limit_value']} or more",
}
