"""What was answered, in the words of the questions: for the check page, the team and the sheet."""

from collections.abc import Iterator
from typing import Any

from django.utils.functional import Promise

from upstander.capabilities.reports.engine import journey
from upstander.capabilities.reports.forms import words
from upstander.capabilities.reports.forms.journey import QUESTIONS, names_on

CHOICES: dict[str, Any] = {
    name: dict(getattr(field, "choices", ()))
    for question in QUESTIONS.values()
    for name, field in question.base_fields.items()
    if getattr(field, "choices", None)
} | {"parts": dict(pair for pairs in words.PARTS.values() for pair in pairs)}


def said(name: str, value: Any) -> str:
    """Say an answer in words: codes become the words that were chosen."""
    known = CHOICES.get(name)
    if known is None:
        return str(value)
    given = value if isinstance(value, list | tuple) else str(value).split(", ")
    return ", ".join(str(known.get(code, code)) for code in given)


def said_on_pages(answers: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Give each page of the journey with what was answered on it."""
    for code in journey.path(answers):
        question = QUESTIONS[code](answers)
        rows = [
            (_label(question, name), said(name, answers[name]) if answers.get(name) else "")
            for name in names_on(code)
        ]
        yield {"code": code, "heading": question.heading, "rows": rows}


def _label(question: Any, name: str) -> str | Promise:
    label: str | Promise = question.fields[name].label
    return label
