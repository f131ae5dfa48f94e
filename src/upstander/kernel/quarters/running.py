"""The quarter that is under way, as it concerns one person: read once a request."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from upstander.kernel.access.check import may
from upstander.kernel.quarters.models import Asked, Review
from upstander.kernel.quarters.reading import rows_of
from upstander.kernel.quarters.rows import Need, count_needs
from upstander.kernel.quarters.states import State


@dataclass(frozen=True)
class Running:
    """A quarter under way, and what of it waits for one person."""

    review: Review
    runner: bool
    adopter: bool
    needs: Mapping[Need, int]  # of the rows of the review; none for whoever does not run it
    asked: int  # actions that this person was asked about
    open: int  # how many of these nobody has answered

    @property
    def url(self) -> str:
        """Give the page of its stage."""
        name = "review" if self.review.state == State.REVIEWED else "collecting"
        return reverse(f"quarters:{name}", args=[self.review.pk])

    @property
    def to_settle(self) -> int:
        """Count the rows that somebody has to look at."""
        return sum(count for need, count in self.needs.items() if need != Need.NOTHING)


def running_for(user: Any) -> Running | None:
    """Find the quarter under way and what waits for a person; their user lives one request."""
    known = vars(user)
    if "_quarter_as_read" not in known:
        known["_quarter_as_read"] = _read(user)
    found: Running | None = known["_quarter_as_read"]
    return found


def running_review(user: Any) -> Review | None:
    """Find the quarter under way, the earliest first."""
    reviews = Review.objects.visible_to(user).running().with_head()
    return reviews.order_by("starts_on", "pk").first()


def _read(user: Any) -> Running | None:
    review = running_review(user)
    if review is None:
        return None
    runner = may(user, "quarters.run")
    rows = Asked.objects.in_force().filter(review=review, user=user)
    mine = {key for key in rows.values_list("actions", flat=True) if key}
    wanted = runner or (mine and review.takes_answers)
    found = [row for row in rows_of(review) if runner or row.action.pk in mine] if wanted else []
    own = [row for row in found if row.action.pk in mine and review.takes_answers]
    return Running(
        review=review,
        runner=runner,
        adopter=may(user, "quarters.adopt"),
        needs=count_needs(found) if runner else {},
        asked=len(own),
        open=sum(not row.heard for row in own),
    )
