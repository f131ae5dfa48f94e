"""The words of a message: its kind's templates, filled with what the kind declares and no more."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

from django.conf import settings
from django.template import engines
from django.template.backends.django import DjangoTemplates
from django.template.context import Context

from upstander.kernel.registry import MessageKind

GIVEN = ("borough", "contact", "home", "why", "stop")  # what every message may name
LONGEST_SUBJECT = 120


class Undeclared(LookupError):
    """A message names what its kind does not declare, or lacks what it declares."""


@dataclass(frozen=True)
class Words:
    """What one message says."""

    subject: str
    text: str
    html: str


class Declared(Context):
    """A context in which asking for an undeclared name is a mistake, not an empty place."""

    def __getitem__(self, key: Any) -> Any:
        """Give a value; raises `Undeclared` where there is none."""
        try:
            return super().__getitem__(key)
        except KeyError as error:
            raise Undeclared(f"the template asks for {key}, which is not declared") from error


def words_for(kind: MessageKind, context: Mapping[str, Any]) -> Words:
    """Write a message; raises `Undeclared` unless exactly what the kind declares is given."""
    if set(context) != set(kind.context):
        raise Undeclared(f"{kind.code} takes {sorted(kind.context)}, not {sorted(context)}")
    values = {**context, **_given(kind)}
    named = {name: context[name] for name in kind.in_subject}
    subject = one_line(kind.subject.format(borough=settings.BOROUGH, **named))
    text = _tidy(_rendered(kind.text, values, escape=False))
    html = _rendered(kind.html, {**values, "subject": subject}, escape=True) if kind.html else ""
    return Words(subject[:LONGEST_SUBJECT], text, html.strip())


def one_line(text: str) -> str:
    """Take out whatever would begin a new line in the head of a message, or hide in it."""
    plain = "".join(each for each in text if unicodedata.category(each) not in ("Cf", "Cs"))
    return " ".join("".join(each if each.isprintable() else " " for each in plain).split())


def _given(kind: MessageKind) -> dict[str, str]:
    return {
        "borough": settings.BOROUGH,
        "contact": settings.CONTACT,
        "home": f"{settings.ADDRESS}/",
        "why": kind.why,
        "stop": kind.stop,
    }


def _rendered(name: str, values: Mapping[str, Any], *, escape: bool) -> str:
    templates = cast(DjangoTemplates, engines["django"])
    template = templates.engine.get_template(name)
    return str(template.render(Declared(dict(values), autoescape=escape)))


def _tidy(text: str) -> str:
    lines = "\n".join(line.rstrip() for line in text.strip().splitlines())
    return re.sub(r"\n{3,}", "\n\n", lines) + "\n"
