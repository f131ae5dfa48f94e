"""The order of the questions, and which of them matter to whom (domain.md 4). Pure functions.

Most important first; one question a page; what earlier answers make pointless is not asked. The
question why is asked of everybody: without it the record of hate is lost.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

Answers = Mapping[str, Any]
Matters = Callable[[Answers], bool]

SELF, SAW, KNOWS, WORKS = "target", "witness", "behalf", "professional"
VIOLENT = {"attack", "spitting", "threats", "arson", "following"}
SPOKEN = {"verbal", "threats", "calls", "literature", "graffiti", "online", "harassment"}
DAMAGING = {"damage", "graffiti", "arson"}
NEAR = {"neighbour", "family", "partner", "carer", "friend", "pupil", "colleague"}


def always(answers: Answers) -> bool:
    """Ask everybody."""
    return True


def of_somebody_else(answers: Answers) -> bool:
    """Ask who speaks for another."""
    return answers.get("role") in (KNOWS, WORKS)


def is_child(answers: Answers) -> bool:
    """Tell whether a child was targeted, or writes."""
    return answers.get("age") in ("under_13", "13_17")


def _any_of(field: str, wanted: set[str]) -> Matters:
    return lambda answers: not wanted.isdisjoint(answers.get(field) or ())


def _is(field: str, *wanted: str) -> Matters:
    return lambda answers: answers.get(field) in wanted


def wants_contact(answers: Answers) -> bool:
    """Ask how to reach somebody who wants to be reached."""
    return answers.get("reach") == "yes"


def somebody_is_known(answers: Answers) -> bool:
    """Ask who it was only where that may be known."""
    return answers.get("known") in ("yes", "sight")


def lives_there(answers: Answers) -> bool:
    """Ask of a landlord where it happened at home, or the landlord may be told."""
    return answers.get("place_type") == "home" or answers.get("landlord") == "yes"


@dataclass(frozen=True)
class Step:
    """One page of the journey: its name in the address, and whether it matters."""

    code: str
    matters: Matters = always


STEPS = (
    Step("start"),
    Step("now"),
    Step("age"),
    Step("consent"),
    Step("story"),
    Step("forms"),
    Step("strands"),
    Step("why"),
    Step("parts", _any_of("strands", {"race", "religion", "disability"})),
    Step("said", _any_of("forms", SPOKEN)),
    Step("online", _any_of("forms", {"online"})),
    Step("harm", _any_of("forms", VIOLENT)),
    Step("damage", _any_of("forms", DAMAGING)),
    Step("when"),
    Step("before"),
    Step("where"),
    Step("transport", _is("place_type", "transport")),
    Step("who"),
    Step("alleged", somebody_is_known),
    Step("looks", _is("known", "no", "sight")),
    Step("witnesses"),
    Step("impact", _is("role", SELF, KNOWS, WORKS)),
    Step("wants"),
    Step("reporter", of_somebody_else),
    Step("reach"),
    Step("contact", wants_contact),
    Step("safe", wants_contact),
    Step("home", lives_there),
    Step("needs", _is("role", SELF, KNOWS, WORKS)),
    Step("about"),
)
CODES = tuple(step.code for step in STEPS)
LAST = "check"


def path(answers: Answers) -> list[str]:
    """List the pages that matter after these answers, in order."""
    return [step.code for step in STEPS if step.matters(answers)]


def after(code: str, answers: Answers) -> str:
    """Name the page after one, or the check at the end."""
    left = CODES[CODES.index(code) + 1 :]
    asked = set(path(answers))
    return next((step for step in left if step in asked), LAST)


def before(code: str, answers: Answers) -> str:
    """Name the page before one; "" before the first."""
    known = CODES.index(code) if code in CODES else len(CODES)
    asked = set(path(answers))
    return next((step for step in reversed(CODES[:known]) if step in asked), "")


def kept(answers: Answers, fields_of: Callable[[str], tuple[str, ...]]) -> dict[str, Any]:
    """Keep of the answers what was asked: who changed a mind leaves nothing behind."""
    asked = {name for code in path(answers) for name in fields_of(code)}
    return {name: value for name, value in answers.items() if name in asked}
