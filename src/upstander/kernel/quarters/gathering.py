"""Everything of a quarter that adoption freezes, as it stands now."""

from typing import Any

from django.db.models import Q

from upstander.kernel.clock import now, today
from upstander.kernel.plan.models import EvidenceItem, MeasureSample, Occurrence
from upstander.kernel.quarters.freezing import Adoption, Beside, frozen_values
from upstander.kernel.quarters.history import history_so_far
from upstander.kernel.quarters.models import Review
from upstander.kernel.quarters.reading import read_quarter, rows_of, words_of
from upstander.kernel.quarters.snapshots import plain


def values_now(review: Review, by_name: str = "") -> dict[str, Any]:
    """Give every value by its path, as a snapshot taken now would hold it."""
    read, plan = read_quarter(review), review.plan_id
    own = Q(update__action__objective__theme__plan=plan)
    shared = Q(update__objective__theme__plan=plan)
    samples = MeasureSample.objects.filter(plan=plan, starts_on=review.starts_on)
    latest = {(s.code, s.objective): s for s in samples.order_by("counted_on", "pk")}
    beside = Beside(
        words=words_of([action.latest.pk for action in read.actions if action.latest]),
        evidence=list(EvidenceItem.objects.filter(own | shared)),
        occurrences=list(Occurrence.objects.filter(action__objective__theme__plan=plan)),
        samples=latest.values(),
        verdicts=list(review.verdicts.order_by("pk")),
        history=history_so_far(review.plan),
    )
    adoption = Adoption(now(), today(), by_name)
    values: dict[str, Any] = plain(
        frozen_values(review, read, rows_of(review, read), beside, adoption)
    )
    return values
