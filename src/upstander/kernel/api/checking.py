"""Holding what was sent against the very schema that is published, and saying what is wrong."""

from collections.abc import Iterator
from difflib import get_close_matches
from typing import Any

from upstander.kernel.api.problems import Problem
from upstander.kernel.operations import Json

MOST = 20  # sentences in one answer
TYPES = {"string": "text", "array": "a list", "object": "an object", "boolean": "true or false"}


def check(body: Any, schema: Json) -> None:
    """Raise `Problem` with a sentence for each field that is not as the schema says."""
    # takes a tenth of a second to load, which no page needs
    from jsonschema import Draft202012Validator  # noqa: PLC0415

    wrong = [
        pair for error in Draft202012Validator(schema).iter_errors(body) for pair in say(error)
    ]
    if wrong:
        raise Problem(422, _summary(wrong), wrong[:MOST])


def _summary(wrong: list[tuple[str, str]]) -> str:
    if len(wrong) == 1:
        return "One thing is not right. See errors. Nothing was stored."
    return f"{len(wrong)} things are not right. See errors. Nothing was stored."


def say(error: Any) -> Iterator[tuple[str, str]]:
    """Say in sentences what a validator found, without what was sent."""
    where = "".join(f"/{part}" for part in error.absolute_path)
    rule, wanted = error.validator, error.validator_value
    if rule == "required":
        # the validator comes once for each name that lacks
        lacking = next(name for name in wanted if f"'{name}'" in error.message)
        yield f"#{where}/{lacking}", "This field is required."
    elif rule == "additionalProperties":
        yield from _unknown(error)
    else:
        yield f"#{where}", SENTENCES.get(rule, _other)(wanted, error)


def _unknown(error: Any) -> Iterator[tuple[str, str]]:
    known = error.schema["properties"]
    strange = [name for name in error.instance if name not in known]
    near = {close for name in strange for close in get_close_matches(name[:80], known, 1)}
    hint = f" Perhaps {' or '.join(sorted(near))} was meant." if near else ""
    count = "One name is" if len(strange) == 1 else f"{len(strange)} names are"
    yield "#", f"{count} not in the document.{hint}"


def _type(wanted: Any, error: Any) -> str:
    kinds = [wanted] if isinstance(wanted, str) else wanted
    return f"This has to be {' or '.join(TYPES.get(kind, kind) for kind in kinds)}."


def _enum(wanted: Any, error: Any) -> str:
    return f"This has to be one of: {', '.join(each or '(empty)' for each in wanted)}."


def _other(wanted: Any, error: Any) -> str:
    return "This is not as the document says."


def _pattern(wanted: Any, error: Any) -> str:
    text: str = error.schema.get("description") or "This is not as the document says."
    return f"This does not fit. {text}"


SENTENCES = {
    "type": _type,
    "enum": _enum,
    "pattern": _pattern,
    "maxLength": lambda wanted, error: f"This may have {wanted} characters.",
    "minLength": lambda wanted, error: f"This needs {wanted} characters or more.",
    "maxItems": lambda wanted, error: f"This may hold {wanted}.",
    "uniqueItems": lambda wanted, error: "Each may stand here once.",
}
