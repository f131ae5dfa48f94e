"""How far the answers of a quarter are: who has said what, and what is still open."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime

from upstander.kernel.plan.standing import PlanRead
from upstander.kernel.quarters.models import Answer, Asked, Review
from upstander.kernel.quarters.reading import ear_of, read_quarter


@dataclass
class Standing:
    """One who was asked, and how far they are."""

    asked: Asked
    actions: set[int] = field(default_factory=set)
    answered: set[int] = field(default_factory=set)
    last_at: datetime | None = None
    way: str = ""  # how their last answer came, where it was not on a page of their own

    @property
    def open(self) -> set[int]:
        """Give the keys of what is still to be answered."""
        return self.actions - self.answered

    @property
    def is_done(self) -> bool:
        """Tell whether nothing is left to answer."""
        return not self.open

    @property
    def can_be_written_to(self) -> bool:
        """Tell whether a letter would reach them and its link would work."""
        return bool(self.asked.address) and self.asked.revoked_at is None


def standings(review: Review, read: PlanRead | None = None) -> list[Standing]:
    """Tell of everybody who was asked how far they are, in a fixed number of queries."""
    people = review.asked.select_related("organisation", "user", "post")
    known = {one.pk: Standing(one) for one in people}
    read = read or read_quarter(review)
    standing_still = {action.pk for action in read.actions}  # without those that were dropped
    for asked_id, action_id in _wanted(review):
        if action_id in standing_still:
            known[asked_id].actions.add(action_id)
    heard, ways = ear_of(review, review.verdicts.all()).heard(read), _ways(review)
    for standing in known.values():
        standing.asked.review = review
        standing.answered = standing.actions & heard.keys()
        standing.last_at = max((heard[pk] for pk in standing.answered), default=None)
        standing.way = ways[standing.asked.pk]
    return list(known.values())


def _wanted(review: Review) -> list[tuple[int, int]]:
    pairs = Asked.actions.through.objects.filter(asked__review=review)
    return list(pairs.values_list("asked_id", "action_id"))


def _ways(review: Review) -> dict[int, str]:
    given = Answer.objects.filter(asked__review=review).order_by("at", "pk")
    ways = {asked: Answer.Way(way) for asked, way in given.values_list("asked_id", "way")}
    return defaultdict(
        str, {asked: way.label for asked, way in ways.items() if way != Answer.Way.LINK}
    )
