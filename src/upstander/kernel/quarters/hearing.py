"""Which words answer for a quarter. Pure functions over a reading of the plan.

An action counts as answered whoever of its leads spoke, by a link, on the plan's own pages or
otherwise: nobody has to say it twice.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from upstander.kernel.plan.standing import ActionRead, PlanRead, UpdateRead


@dataclass(frozen=True)
class Ear:
    """From which day words count, and which of them the review itself wrote: they are no answer."""

    since: date
    ours: frozenset[int] = frozenset()

    def heard_at(self, action: ActionRead) -> datetime | None:
        """Tell when an action was last spoken of for the quarter.

        A correction counts with what it puts right: mending words of an earlier quarter is no
        answer for this one.
        """
        known = {update.pk: update for update in action.updates}
        return max((u.at for u in action.updates if self._counts(_first(u, known))), default=None)

    def heard(self, read: PlanRead) -> dict[int, datetime]:
        """Tell of each action that was spoken of when that was last, by its key."""
        found = {action.pk: self.heard_at(action) for action in read.actions}
        return {key: at for key, at in found.items() if at is not None}

    def _counts(self, first: UpdateRead) -> bool:
        return first.on >= self.since and first.pk not in self.ours


def _first(update: UpdateRead, known: Mapping[int, UpdateRead]) -> UpdateRead:
    """Follow corrections back to the words that were said first."""
    while update.corrects is not None and update.corrects in known:
        update = known[update.corrects]
    return update
