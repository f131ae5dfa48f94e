"""The Group adopts a quarter: it is frozen, signed, and noted in the trail."""

from typing import Any

from django.db import transaction

from upstander.kernel.audit.anchors import anchor
from upstander.kernel.audit.record import actor_name, record
from upstander.kernel.errors import Refused
from upstander.kernel.figures import Period
from upstander.kernel.plan.measures import count_measures
from upstander.kernel.quarters.changes.locking import hold
from upstander.kernel.quarters.gathering import values_now
from upstander.kernel.quarters.models import Review, Snapshot
from upstander.kernel.quarters.reading import previous_snapshot
from upstander.kernel.quarters.signing import public_key, sign
from upstander.kernel.quarters.snapshots import freeze, moment_of, root_of
from upstander.kernel.quarters.states import State, check_move
from upstander.kernel.quarters.verifying import about


@transaction.atomic
def adopt(review: Review, *, by: Any) -> Snapshot:
    """Freeze what was reviewed: plan, words, measures and evidence counts, signed.

    Raises `CannotMove` for a quarter that was not reviewed, and Refused for one before which
    another has to be adopted.
    """
    hold(review)
    check_move(review.state, State.ADOPTED)
    _check_order(review)
    count_measures(review.plan, Period(review.starts_on, review.ends_on))
    values = values_now(review, actor_name(by))
    review.state, review.adopted_at = State.ADOPTED, moment_of(values["adopted.facts"]["at"])
    review.save(update_fields=["state", "adopted_at"])
    before = previous_snapshot(review)
    snapshot = Snapshot(
        review=review,
        at=review.adopted_at,
        by_name=actor_name(by),
        fields=freeze(values),
        previous=before.root if before else "",
        public_key=public_key(),
    )
    snapshot.root = root_of(snapshot.fields, about(snapshot), snapshot.previous)
    snapshot.signature = sign(snapshot.root)
    snapshot.save()
    told = {"root": snapshot.root, "key": snapshot.public_key, "fields": len(values)}
    record("quarters.adopted", review, by=by, **told)
    # what was adopted is anchored at once, not a minute later (design.md 4, Audit)
    transaction.on_commit(anchor, robust=True)
    return snapshot


def _check_order(review: Review) -> None:
    earlier = Review.objects.filter(plan=review.plan_id, starts_on__lt=review.starts_on).running()
    if first := earlier.order_by("starts_on").first():
        raise Refused(f"Adopt {str(first).lower()} first: quarters are adopted in their order.")


@transaction.atomic
def note_report(review: Review, *, form: str, by: Any) -> None:
    """Write into the trail that somebody took a quarter's report away as a file."""
    record("quarters.report_taken", review, by=by, format=form)
