"""How far the answers of a quarter are: who has said what, and what is still open."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime

from upstander.kernel.quarters.models import Answer, Asked, Review


def still_open(asked: Asked) -> set[int]:
    """Give the keys of the actions that nobody has answered for since the quarter was opened."""
    wanted = set(asked.actions.values_list("pk", flat=True))
    return wanted - answered_actions(asked.review)


def answered_actions(review: Review) -> set[int]:
    """Give the keys of the actions for which somebody has answered, whoever was asked."""
    return set(Answer.objects.filter(asked__review=review).values_list("action_id", flat=True))


@dataclass
class Standing:
    """One who was asked, and how far they are."""

    asked: Asked
    actions: list[int]
    answered: set[int] = field(default_factory=set)
    last_at: datetime | None = None
    by_others: bool = False  # an answer was entered for them, or came from who leads with them

    @property
    def open(self) -> int:
        """Count what is still to be answered."""
        return len(self.actions) - len(self.answered)

    @property
    def is_done(self) -> bool:
        """Tell whether nothing is left to answer."""
        return not self.open


def standings(review: Review) -> list[Standing]:
    """Tell of everybody who was asked how far they are, in three queries.

    An action counts as answered whoever of its leads spoke: the others need not say it again.
    """
    people = list(review.asked.select_related("organisation", "user", "post", "review"))
    wanted: dict[int, list[int]] = defaultdict(list)
    pairs = Asked.actions.through.objects.filter(asked__review=review)
    for asked_id, action_id in pairs.values_list("asked_id", "action_id"):
        wanted[asked_id].append(action_id)
    answers = list(
        Answer.objects.filter(asked__review=review)
        .order_by("at", "pk")
        .values_list("asked_id", "action_id", "way", "at")
    )
    found = [Standing(one, wanted[one.pk]) for one in people]
    for standing in found:
        for asked_id, action_id, way, at in answers:
            if action_id in standing.actions:
                standing.answered.add(action_id)
                standing.last_at = at
                standing.by_others |= asked_id != standing.asked.pk or way != Answer.Way.LINK
    return found
