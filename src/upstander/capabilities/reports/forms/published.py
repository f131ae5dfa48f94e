"""The questions of the journey as one object of JSON, and answers to it read by the same forms."""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from django.utils.encoding import force_str
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from upstander.capabilities.reports.changes.receiving import WORDING
from upstander.capabilities.reports.engine import journey
from upstander.capabilities.reports.forms import words
from upstander.capabilities.reports.forms.journey import QUESTIONS
from upstander.kernel.api.problems import Problem
from upstander.kernel.api.schemas import schema_of, strict
from upstander.kernel.reference.languages import LANGUAGES

# who may be told is said purpose by purpose, or nothing is taken in
REQUIRED = ("role", "story", "police", "support", "landlord", "council", "wording")
PHONE = r"^$|^([^\x00\d]*\d){5}[^\x00]*$"
EXCEPTION = _(
    "Is a life in serious danger, or a child, or an adult who cannot keep safe alone? Then we may "
    "have to tell someone, even if you say no. We tell you first if that is safe. We write down "
    "why."
)
# agreed to by whoever sends it, so the ledger would be wrong about who was never told
COUNTING = _(
    "If you say no to all, we still count what happened. Nothing in the count points to you. It "
    "helps us see where hate is growing."
)
HINTS = {
    "police": words.POLICE_HINTS,
    "support": words.SUPPORT_HINTS,
    "landlord": words.LANDLORD_HINTS,
    "council": words.COUNCIL_HINTS,
}
Answers = dict[str, Any]


@cache
def schema() -> dict[str, Any]:
    """Give the schema of a report, with the questions in English."""
    with override("en-gb"):
        return strict(dict(_fields()), REQUIRED)


def _fields() -> Iterator[tuple[str, dict[str, Any]]]:
    for code, question in QUESTIONS.items():
        form = question({"strands": list(words.PARTS)})
        for name, field in form.fields.items():
            made = schema_of(field, required=name in REQUIRED)
            if name == "phone":
                made |= {"pattern": PHONE, "description": "With all of its digits."}
            yield name, {**made, "x-part": _heading(form), "x-labels": dict(_labels(name, field))}
        for name, made in _of_consent().items() if code == "consent" else ():
            yield name, {**made, "x-part": _heading(form)}


def _labels(name: str, field: Any) -> Iterator[tuple[str, str]]:
    hints = HINTS.get(name, {})
    for key, text in getattr(field, "choices", ()):
        yield key, ". ".join(force_str(each) for each in (text, hints.get(key)) if each)


def _of_consent() -> dict[str, Any]:
    """Ask also in which words the person was asked: the ledger keeps that."""
    wording = {
        "title": "Which wording the person heard or read",
        "description": f"Say first: “{EXCEPTION}” And: “{COUNTING}” Then ask the four questions "
        "in the words that stand here. When the words change, this does too.",
        "type": "string",
        "enum": [WORDING],
    }
    spoken = [code for code, *_names in LANGUAGES]
    return {
        "wording": wording,
        "language": {"title": "In which language", "type": "string", "enum": spoken},
    }


def _heading(form: Any) -> str:
    return force_str(form.heading or next(iter(form.fields.values())).label)


def read(body: Mapping[str, Any]) -> tuple[Answers, list[str]]:
    """Give the answers that matter, as the pages keep them, and the names of what does not.

    Raises `Problem` for what a form turns down, though the schema lets it through.
    """
    given = {name: value for name, value in body.items() if name not in ("wording", "language")}
    offered = {
        code for strand in given.get("strands", ()) for code, _label in words.PARTS.get(strand, ())
    }
    sent = {**given, "parts": [code for code in given.get("parts", ()) if code in offered]}
    answers: Answers = {}
    for code in journey.path(given):
        form = QUESTIONS[code](given, sent)
        if not form.is_valid():
            wrong = [(f"#/{name}", "This is not as the form takes it.") for name in form.errors]
            raise Problem(422, "Something is not right. See errors. Nothing was stored.", wrong)
        answers |= form.answered()
    left_out = {name for name, value in given.items() if value and name not in answers}
    left_out |= {"parts"} if sent["parts"] != list(given.get("parts", ())) else set()
    return answers, sorted(left_out)
