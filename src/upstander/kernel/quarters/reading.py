"""Reading a quarter's review in a fixed number of queries, whatever the plan's size."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.timezone import localdate

from upstander.kernel.clock import today
from upstander.kernel.plan.models import Plan, Update
from upstander.kernel.plan.reading import read_plan
from upstander.kernel.plan.standing import PlanRead
from upstander.kernel.quarters.hearing import Ear
from upstander.kernel.quarters.models import (
    Lineage,
    Review,
    Snapshot,
    Verdict,
    latest_of_each,
)
from upstander.kernel.quarters.rows import ReviewRow, review_rows
from upstander.kernel.quarters.snapshots import statuses_of


@dataclass(frozen=True)
class AdoptedBefore:
    """What was adopted last before a quarter: of which one, and the status of each action."""

    review: Review
    statuses: Mapping[int, str]


def read_quarter(review: Review) -> PlanRead:
    """Read the plan as the quarter's dates stood at its end, with every word said since.

    A quarter that is still running is read as it stands today.
    """
    head = getattr(review, "head", None)
    plan = review.plan if head else Plan.objects.with_head().get(pk=review.plan_id)
    plan.head = head or plan.head  # type: ignore[attr-defined]
    return read_plan(plan, min(review.ends_on, today()), heard_since=True)


def answers_from(review: Review) -> date:
    """Give the day from which words count as answers.

    Those of the quarter's last days may come before it is opened, so the earlier day counts.
    """
    return min(localdate(review.opened_at), review.ends_on)


def ear_of(review: Review, verdicts: Iterable[Verdict]) -> Ear:
    """Tell which words answer for a quarter."""
    ours = {v.update_id for v in verdicts if v.kind == Verdict.Kind.SUGGESTED and v.update_id}
    return Ear(answers_from(review), frozenset(ours))


def rows_of(
    review: Review, read: PlanRead | None = None, before: AdoptedBefore | None = None
) -> list[ReviewRow]:
    """Give the rows of a review; what was read already need not be read again."""
    verdicts = list(review.verdicts.all())
    read = read or read_quarter(review)
    before = before or adopted_before(review)
    return review_rows(
        read,
        set(ear_of(review, verdicts).heard(read)),
        latest_of_each(verdicts),
        before.statuses if before else None,
    )


def previous_snapshot(review: Review) -> Snapshot | None:
    """Find what was adopted last before this quarter, in its plan or in that of the year before."""
    plans = [key for key in (review.plan_id, review.plan.predecessor_id) if key]
    earlier = Snapshot.objects.filter(
        review__plan__in=plans, review__starts_on__lt=review.starts_on
    )
    return earlier.select_related("review").order_by("-review__starts_on", "-pk").first()


def adopted_before(review: Review) -> AdoptedBefore | None:
    """Give what was adopted last; None where nothing was."""
    snapshot = previous_snapshot(review)
    if snapshot is None:
        return None
    statuses = statuses_of(snapshot.fields)
    if snapshot.review.plan_id != review.plan_id:
        carried = Lineage.objects.filter(plan=review.plan_id, kind=Lineage.Kind.CARRIED)
        pairs = carried.values_list("after_id", "before_id")
        statuses = {after: statuses.get(was, "") for after, was in pairs}
    return AdoptedBefore(snapshot.review, statuses)


def words_of(updates: Sequence[int]) -> dict[int, Update]:
    """Fetch updates with their words, by key."""
    return Update.objects.in_bulk(list(updates))
