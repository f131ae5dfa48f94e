"""The states of a quarter's review, and the moves between them. The diagram is this table."""

from django.db import models

from upstander.kernel.errors import Refused


class State(models.TextChoices):
    """Where the review of a quarter stands (design.md 4, Plan)."""

    OPEN = "open", "Open"
    COLLECTING = "collecting", "Collecting"
    REVIEWED = "reviewed", "Reviewed"
    ADOPTED = "adopted", "Adopted"


MEANINGS = {
    State.OPEN: "Every lead has been asked; nobody has answered yet.",
    State.COLLECTING: "Answers are coming in and are looked at.",
    State.REVIEWED: "Every action has been looked at; the Group can adopt it.",
    State.ADOPTED: "The Group has adopted it. It is frozen and signed.",
}

MOVES: dict[str, frozenset[str]] = {
    State.OPEN: frozenset({State.COLLECTING}),
    State.COLLECTING: frozenset({State.REVIEWED}),
    State.REVIEWED: frozenset({State.COLLECTING, State.ADOPTED}),
    State.ADOPTED: frozenset(),
}
ANSWERABLE = frozenset({State.OPEN, State.COLLECTING})


class CannotMove(Refused):
    """A review cannot go from where it stands to where somebody wants it."""


def check_move(before: str, after: str) -> None:
    """Raise `CannotMove` where the table has no such move."""
    if after not in MOVES[before]:
        words = State(before).label.lower()
        raise CannotMove(f"The quarter is {words}; it cannot become {State(after).label.lower()}.")
