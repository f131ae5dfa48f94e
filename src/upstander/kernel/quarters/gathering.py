"""Everything of a quarter that adoption freezes, as it stands now."""

from typing import Any

from upstander.kernel.clock import today
from upstander.kernel.plan.models import EvidenceItem, MeasureSample, Occurrence
from upstander.kernel.quarters.freezing import Beside, frozen_values
from upstander.kernel.quarters.models import Review
from upstander.kernel.quarters.reading import read_quarter, rows_of, words_of


def values_now(review: Review) -> dict[str, Any]:
    """Give every value by its path, as a snapshot taken now would hold it."""
    read = read_quarter(review)
    of_plan = {"action__objective__theme__plan": review.plan_id}
    shown = EvidenceItem.objects.filter(
        **{f"update__{name}": value for name, value in of_plan.items()}
    )
    samples = MeasureSample.objects.filter(plan=review.plan_id, starts_on=review.starts_on)
    latest = {(s.code, s.objective): s for s in samples.order_by("counted_on", "pk")}
    beside = Beside(
        words=words_of([action.latest.pk for action in read.actions if action.latest]),
        evidence=list(shown),
        occurrences=list(Occurrence.objects.filter(**of_plan)),
        samples=latest.values(),
    )
    return frozen_values(review, read, rows_of(review), beside, today())
