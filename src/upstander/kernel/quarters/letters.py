"""What leads are written about a quarter. Letters carry a link and days, never what was said."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count

from upstander.kernel.clock import today
from upstander.kernel.outbox.changes import Draft, queue_all
from upstander.kernel.outbox.letters import Recipient
from upstander.kernel.quarters.links import link_to
from upstander.kernel.quarters.models import Asked, Review
from upstander.kernel.registry import MessageKind

EXAMPLE: Mapping[str, Any] = {
    "name": "Ada Quay",
    "quarter": "Quarter 2, 2024-25",
    "stands": "is over",
    "actions": 3,
    "deadline": "Please answer by Friday 18 October 2024.",
    "link": "https://council.example/quarters/answer/41-1-abc/",
    "action": "18.2",
    "question": "How many surgeries were held in August?",
}
WHY = "You lead actions of the hate crime work plan, or stand in for somebody who does."
STOP = "If they are no longer yours, tell us who leads them now."

# what each kind of letter may name: neither more nor less
NAMES = {
    "asked": ("name", "quarter", "stands", "actions", "deadline", "link"),
    "reminded": ("name", "quarter", "deadline", "link"),
    "stand_in_asked": ("name", "quarter", "actions", "deadline", "link"),
    "asked_back": ("name", "quarter", "action", "question", "link"),
}


def _kind(code: str, title: str, subject: str) -> MessageKind:
    return MessageKind(
        code=f"quarters.{code}",
        title=title,
        goes_to="Whoever leads actions of the plan",
        subject=subject,
        text=f"quarters/letters/{code}.txt",
        why=WHY,
        stop=STOP,
        context={name: EXAMPLE[name] for name in NAMES[code]},
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
    """Hand letters over to be sent, inside the transaction of what they tell. Returns how many.

    Whoever has no address gets none: they are asked in another way.
    """
    letters = [letter for letter in letters if letter.asked.address]
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
    asked, review = letter.asked, letter.asked.review
    known = {
        "name": asked.name,
        "quarter": str(review),
        "stands": _stands(review),
        "actions": actions,
        "deadline": _deadline(review),
        "link": link_to(asked.pk, asked.version),
        **letter.more,
    }
    names = NAMES[letter.kind.removeprefix("quarters.")]
    # a reminder a day at most, however many ask for it at the same moment
    key = f"{asked.pk} {today()}" if letter.kind == "quarters.reminded" else ""
    return Draft(asked.user or _body(asked), {name: known[name] for name in names}, asked, key)


def _stands(review: Review) -> str:
    return "is over" if review.ends_on < today() else f"ends on {in_words(review.ends_on)}"


def _deadline(review: Review) -> str:
    day = in_words(review.answer_by)
    if today() <= review.answer_by:
        return f"Please answer by {day}."
    return f"The last day was {day}; your page takes answers until the review is finished."


def _body(asked: Asked) -> Recipient:
    return Recipient(asked.organisation.email, f"people.organisation:{asked.organisation_id}")


def _counts(asked: list[Asked]) -> dict[int, int]:
    """Count the actions of each in one query, whatever their number."""
    rows = Asked.objects.filter(pk__in=[one.pk for one in asked]).annotate(n=Count("actions"))
    return dict(rows.values_list("pk", "n"))
