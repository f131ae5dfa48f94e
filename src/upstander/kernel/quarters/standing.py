"""How far the answers of a quarter are: who has said what, and what is still open.

An action counts as answered whoever of its leads spoke, by a link, on the plan's own pages or
otherwise: nobody has to say it twice.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime

from django.utils.timezone import localdate

from upstander.kernel.plan.models import Update
from upstander.kernel.quarters.models import Answer, Asked, Review


def answers_from(review: Review) -> date:
    """Give the day from which words count as answers.

    Those of the quarter's last days may come before it is opened, so the earlier day counts.
    """
    return min(localdate(review.opened_at), review.ends_on)


def heard_at(review: Review) -> dict[int, datetime]:
    """Tell of each action that was spoken of when that was last, by its key."""
    said = Update.objects.filter(
        action__objective__theme__plan=review.plan_id, at__date__gte=answers_from(review)
    )
    return dict(said.order_by("at", "pk").values_list("action_id", "at"))


def still_open(asked: Asked) -> set[int]:
    """Give the keys of the actions that somebody was asked about and nobody has answered for."""
    return set(asked.actions.values_list("pk", flat=True)) - heard_at(asked.review).keys()


@dataclass
class Standing:
    """One who was asked, and how far they are."""

    asked: Asked
    actions: set[int] = field(default_factory=set)
    answered: set[int] = field(default_factory=set)
    last_at: datetime | None = None
    way: str = ""  # how their last answer came, where it was not on a page of their own

    @property
    def open(self) -> int:
        """Count what is still to be answered."""
        return len(self.actions) - len(self.answered)

    @property
    def is_done(self) -> bool:
        """Tell whether nothing is left to answer."""
        return not self.open


def standings(review: Review) -> list[Standing]:
    """Tell of everybody who was asked how far they are, in four queries."""
    people = review.asked.select_related("organisation", "user", "post")
    known = {one.pk: Standing(one) for one in people}
    for asked_id, action_id in _wanted(review):
        known[asked_id].actions.add(action_id)
    heard, ways = heard_at(review), _ways(review)
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
