"""Finishing a review, and going on with it."""

from typing import Any

from django.db import transaction

from upstander.kernel.audit.record import record
from upstander.kernel.clock import now
from upstander.kernel.errors import Refused
from upstander.kernel.quarters.changes.answering import begin_collecting
from upstander.kernel.quarters.changes.locking import hold
from upstander.kernel.quarters.models import Review
from upstander.kernel.quarters.reading import rows_of
from upstander.kernel.quarters.rows import Need
from upstander.kernel.quarters.states import State, check_move

MOST_NAMED = 12


class NotFinished(Refused):
    """Rows are left that nobody has looked at."""


@transaction.atomic
def mark_reviewed(review: Review, *, by: Any, leave_open: bool = False) -> Review:
    """Say that every row was looked at; what is left goes to the Group, if that is meant.

    Raises `NotFinished` with the numbers of the rows that are left.
    """
    hold(review)
    begin_collecting(review)
    check_move(review.state, State.REVIEWED)
    left = [row.action.reference for row in rows_of(review) if row.need != Need.NOTHING]
    if left and not leave_open:
        more = f" and {len(left) - MOST_NAMED} more" if len(left) > MOST_NAMED else ""
        raise NotFinished(
            f"Not settled yet: {', '.join(left[:MOST_NAMED])}{more}. Settle them, or tick that you"
            " leave them to the Group."
        )
    review.state, review.reviewed_at = State.REVIEWED, now()
    review.save(update_fields=["state", "reviewed_at"])
    record("quarters.reviewed", review, by=by, left=len(left))
    return review


@transaction.atomic
def reopen(review: Review, *, by: Any) -> Review:
    """Go on with a review that was marked as finished, before the Group adopts it."""
    hold(review)
    check_move(review.state, State.COLLECTING)
    review.state, review.reviewed_at = State.COLLECTING, None
    review.save(update_fields=["state", "reviewed_at"])
    record("quarters.reopened", review, by=by)
    return review
