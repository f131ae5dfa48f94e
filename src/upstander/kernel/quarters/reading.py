"""Reading a quarter's review in a fixed number of queries, whatever the plan's size."""

from collections.abc import Sequence

from upstander.kernel.clock import today
from upstander.kernel.plan.models import Plan, Update
from upstander.kernel.plan.reading import read_plan
from upstander.kernel.plan.standing import PlanRead
from upstander.kernel.quarters.models import Review, Snapshot, latest_of_each
from upstander.kernel.quarters.rows import ReviewRow, review_rows
from upstander.kernel.quarters.snapshots import statuses_of
from upstander.kernel.quarters.standing import answers_from
from upstander.kernel.reference.quarters import Quarter, previous


def read_quarter(review: Review) -> PlanRead:
    """Read the plan as the quarter's dates stood at its end, with every word said since.

    A quarter that is still running is read as it stands today.
    """
    head = getattr(review, "head", None)
    plan = review.plan if head else Plan.objects.with_head().get(pk=review.plan_id)
    plan.head = head or plan.head  # type: ignore[attr-defined]
    return read_plan(plan, min(review.ends_on, today()), heard_since=True)


def rows_of(review: Review) -> list[ReviewRow]:
    """Give the rows of a review."""
    verdicts = latest_of_each(list(review.verdicts.select_related("update")))
    read = read_quarter(review)
    start = answers_from(review)
    heard = {action.pk for action in read.actions if action.updated_since(start)}
    return review_rows(read, heard, verdicts, adopted_before(review))


def previous_snapshot(review: Review) -> Snapshot | None:
    """Find the snapshot of the quarter adopted last before this one, in the same plan."""
    return (
        Snapshot.objects.filter(review__plan=review.plan_id, review__starts_on__lt=review.starts_on)
        .order_by("-review__starts_on")
        .first()
    )


def previous_quarter(review: Review) -> Quarter:
    """Give the quarter before, with which each row is compared."""
    return previous(review.quarter)


def adopted_before(review: Review) -> dict[int, str] | None:
    """Give the status of each action as adopted last quarter; None where none was adopted."""
    snapshot = previous_snapshot(review)
    return None if snapshot is None else statuses_of(snapshot.fields)


def words_of(updates: Sequence[int]) -> dict[int, Update]:
    """Fetch updates with their words, by key."""
    return Update.objects.in_bulk(list(updates))
