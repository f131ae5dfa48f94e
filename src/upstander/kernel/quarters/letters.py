"""What leads are written about a quarter. Letters carry a link and days, never what was said."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count

from upstander.kernel.outbox.changes import Draft, queue_all
from upstander.kernel.outbox.letters import Recipient
from upstander.kernel.quarters.links import link_to
from upstander.kernel.quarters.models import Asked
from upstander.kernel.registry import MessageKind

EXAMPLE = {
    "name": "Ada Quay",
    "quarter": "Quarter 2, 2024-25",
    "actions": 3,
    "answer_by": "Friday 18 October 2024",
    "link": "https://council.example/quarters/answer/41-1-abc/",
}
WHY = "You lead actions of the hate crime work plan, or stand in for somebody who does."
STOP = "If they are no longer yours, tell us who leads them now."


def _kind(code: str, title: str, subject: str, **more: Any) -> MessageKind:
    return MessageKind(
        code=f"quarters.{code}",
        title=title,
        goes_to="Whoever leads actions of the plan",
        subject=subject,
        text=f"quarters/letters/{code}.txt",
        why=WHY,
        stop=STOP,
        context=EXAMPLE | more,
        in_subject=("quarter",),
    )


MESSAGES = (
    _kind("asked", "Asks for a quarter’s answers", "{quarter}: how do your actions stand?"),
    _kind("reminded", "Reminds of a quarter’s answers", "{quarter}: your answers are still open"),
    _kind("stand_in_asked", "Asks whoever stands in", "{quarter}: can you answer for a colleague?"),
    _kind(
        "asked_back",
        "Puts a question of the review",
        "{quarter}: a question about one of your actions",
        action="18.2",
        question="How many surgeries were held in August?",
    ),
)


@dataclass(frozen=True)
class Letter:
    """A letter to be written: of which kind, to whom, and what it says beyond the usual."""

    kind: str
    asked: Asked
    more: Mapping[str, Any]


def ask(asked: Asked) -> Letter:
    """Ask for a quarter's answers."""
    return Letter("quarters.asked", asked, {})


def remind(asked: Asked) -> Letter:
    """Remind somebody of what is still open."""
    return Letter("quarters.reminded", asked, {})


def ask_stand_in(asked: Asked) -> Letter:
    """Ask whoever stands in for a lead who has not answered."""
    return Letter("quarters.stand_in_asked", asked, {})


def ask_back(asked: Asked, reference: str, question: str) -> Letter:
    """Put a question of the review to whoever answered."""
    return Letter("quarters.asked_back", asked, {"action": reference, "question": question})


def post(letters: Iterable[Letter], *, by: Any) -> int:
    """Hand letters over to be sent, inside the transaction of what they tell. Returns how many."""
    letters = list(letters)
    counts = _counts([letter.asked for letter in letters])
    batches: dict[str, list[Draft]] = defaultdict(list)
    for letter in letters:
        batches[letter.kind].append(_draft(letter, counts.get(letter.asked.pk, 0)))
    for kind, drafts in batches.items():
        queue_all(kind, drafts, by=by)
    return len(letters)


def in_words(day: date) -> str:
    """Write a day in full, as letters do: Thursday 14 November 2024."""
    return f"{day:%A} {day.day} {day:%B %Y}"


def _draft(letter: Letter, actions: int) -> Draft:
    asked = letter.asked
    context = {
        "name": asked.name,
        "quarter": str(asked.review),
        "actions": actions,
        "answer_by": in_words(asked.review.answer_by),
        "link": link_to(asked.pk, asked.version),
        **letter.more,
    }
    return Draft(to=asked.user or _body(asked), context=context, about=asked)


def _body(asked: Asked) -> Recipient:
    return Recipient(asked.organisation.email, f"people.organisation:{asked.organisation_id}")


def _counts(asked: list[Asked]) -> dict[int, int]:
    """Count the actions of each in one query, whatever their number."""
    rows = Asked.objects.filter(pk__in=[one.pk for one in asked]).annotate(n=Count("actions"))
    return dict(rows.values_list("pk", "n"))
