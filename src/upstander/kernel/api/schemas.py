"""A form's fields as JSON Schema: what a page asks and what a system sends have one source."""

from typing import Any

from django import forms
from django.utils.encoding import force_str

from upstander.kernel.operations import Json

NO_NUL = r"^[^\x00]*$"
SAYS_SOMETHING = r"^[^\x00]*[^\s\x00][^\x00]*$"
# what Django accepts, but for quoted names, addresses in brackets and domains in other letters
EMAIL = (
    r"^$|^[-!#$%&'*+/=?^_`{}|~0-9A-Za-z]+(\.[-!#$%&'*+/=?^_`{}|~0-9A-Za-z]+)*"
    r"@([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,24}$"
)


def schema_of(field: forms.Field, *, required: bool = False) -> dict[str, Any]:
    """Give what a field of a form takes: text with its length, one of a list, some of a list."""
    said = {"title": force_str(field.label or ""), "description": force_str(field.help_text)}
    known = {name: text for name, text in said.items() if text}
    if isinstance(field, forms.MultipleChoiceField):
        items = {"type": "string", "enum": codes_of(field)}
        return {**known, "type": "array", "items": items, "uniqueItems": True}
    if isinstance(field, forms.ChoiceField):
        codes = codes_of(field)
        empty = [] if required or "" in codes else [""]
        return {**known, "type": "string", "enum": [*codes, *empty]}
    pattern = SAYS_SOMETHING if required else NO_NUL
    if isinstance(field, forms.EmailField):
        pattern = EMAIL
    longest = getattr(field, "max_length", None)
    return {**known, "type": "string", "maxLength": longest, "pattern": pattern}


def codes_of(field: forms.ChoiceField) -> list[str]:
    """List the codes that a field of choices takes."""
    return [str(pair[0]) for pair in list(field.choices)]  # type: ignore[arg-type]


def strict(properties: Json, required: tuple[str, ...] = ()) -> dict[str, Any]:
    """Make the schema of an object that holds these, and nothing else."""
    return {
        "type": "object",
        "additionalProperties": False,
        "required": list(required),
        "properties": dict(properties),
    }
