"""What is told about how a file was read: each thing once, with where it stands."""

from collections.abc import Iterator

from upstander.kernel.plan.interchange.document import DocumentWarning
from upstander.kernel.plan.interchange.text import one_line, upper_first
from upstander.kernel.plan.recognition.drafts import PlanDraft, Words

MOST_PLACES = 3
_TITLES = ("Headers and footers", "Numbers")


class Telling:
    """Collects what has to be told; the same of several places becomes one warning."""

    def __init__(self) -> None:
        """Begin with nothing to tell."""
        self.places: dict[tuple[str, str], list[str]] = {}

    def add(self, where: str, what: str, suggestion: str) -> None:
        """Tell something of one more place."""
        held = self.places.setdefault((what, suggestion), [])
        if where not in held:
            held.append(where)

    def warnings(self) -> Iterator[DocumentWarning]:
        """Give a warning for each thing, naming the first places."""
        for (what, suggestion), held in self.places.items():
            more = len(held) - MOST_PLACES
            where = "; ".join(held[:MOST_PLACES]) + (f" and {more} more" if more > 0 else "")
            yield DocumentWarning(where, what, suggestion)


def tell_what_is_left(plan: PlanDraft) -> None:
    """Tell the words for which a plan has no place, each with where it stands."""
    if plan.preamble:
        words = "\n".join(held.text for held in plan.preamble)
        plan.warn(
            f"Before the plan ({plan.preamble[0].place})",
            words,
            "These words stand before the first theme and have no place in a plan.",
        )
    for heading, held in plan.others.items():
        if heading.startswith("\0"):
            rows = "\n".join(words.text for words in held)
            advice = "The table is no part of the plan, so it stays in your file only."
            plan.warn(held[0].place, rows, advice)
        else:
            _tell_column(plan, heading, held)


def _tell_column(plan: PlanDraft, heading: str, held: list[Words]) -> None:
    words = "; ".join(f"{one.place}: {one_line(one.text)}" for one in held)
    named = heading in _TITLES or heading.startswith("column ")
    where = upper_first(heading) if named else f"Column {heading}"
    plan.warn(where, words, "A plan has no such field, so it stays in your file only.")
