"""Reading what of an adopted quarter is public."""

from django.utils.timezone import localdate

from upstander.kernel.quarters.adopted import adopted_plan
from upstander.kernel.quarters.models import PublicFlag, Review, Snapshot
from upstander.kernel.quarters.public import Flags, PublicPlan, public_plan


def published(review: Review, *, history: bool = True) -> tuple[PublicPlan, Flags]:
    """Give an adopted quarter as the public sees it, and what was chosen for its plan.

    Without `history` the quarters before it are not read, which is enough for counting.
    """
    flags = Flags(PublicFlag.objects.filter(plan=review.plan_id))
    wanted = {"review__starts_on__lte": review.starts_on} if history else {"review": review}
    snapshots = Snapshot.objects.filter(review__plan=review.plan_id, **wanted)
    in_order = snapshots.select_related("review__plan").order_by("review__starts_on", "pk")
    *earlier, read = [adopted_plan(each) for each in in_order]
    adopted_on = localdate(review.adopted_at) if review.adopted_at else review.ends_on
    return public_plan(read, flags, earlier, adopted_on), flags
