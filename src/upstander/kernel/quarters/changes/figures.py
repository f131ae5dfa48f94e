"""The figures of an adopted quarter on their way to the public page: through `publish`, or not."""

from collections.abc import Mapping
from typing import Any

from django.utils.timezone import localdate

from upstander.kernel.clock import now, today
from upstander.kernel.errors import Refused
from upstander.kernel.exports.changes import publish
from upstander.kernel.exports.models import Publication
from upstander.kernel.exports.publishing.dimensions import Dimension
from upstander.kernel.exports.publishing.periods import quarter
from upstander.kernel.exports.publishing.policy import PEOPLE, THINGS
from upstander.kernel.exports.publishing.table import Table
from upstander.kernel.figures import State
from upstander.kernel.quarters.adopted import AdoptedPlan, Values, adopted_plan
from upstander.kernel.quarters.models import Review, Snapshot
from upstander.kernel.registry import Measure, all_measures

PARTS = {"numerator": "Done", "denominator": "Due", "total": "In the year"}


def publish_figures(read: AdoptedPlan, *, by: Any) -> list[str]:
    """Publish what each measure counted for the whole plan in an adopted quarter.

    What cannot be shown safely is held back, and is not on the public page. A quarter that was
    adopted before its end waits until it is over: `publish_what_is_over` comes round for it.
    Returns the codes of the measures that are shown.
    """
    if read.review.ends_on >= today():
        return []
    shown = []
    for measure in all_measures():
        told = read.measures.get((measure.code, ""))
        if told and _publish_one(measure, told, read.review, by):
            shown.append(measure.code)
    Review.objects.filter(pk=read.review.pk).update(figures_at=now())
    return shown


def publish_what_is_over(*, by: Any) -> None:
    """Publish the figures of quarters that were adopted before they ended and now are over."""
    waiting = Snapshot.objects.filter(review__figures_at=None, review__ends_on__lt=today())
    for snapshot in waiting.select_related("review__plan").order_by("review__starts_on"):
        publish_figures(adopted_plan(snapshot), by=by)


def table_code(plan: int, measure: str) -> str:
    """Name the table of a measure's public figures in a plan, over all its quarters."""
    return f"plan.{plan}.{measure}"


def _publish_one(measure: Measure, told: Values, review: Review, by: Any) -> bool:
    counts = {name: told[name] for name in PARTS if isinstance(told.get(name), int)}
    if told.get("state") not in (State.VALUE, State.ZERO) or not counts:
        return False
    code = table_code(review.plan_id, measure.code)
    known = Publication.objects.filter(code=code, edition=str(review))
    if known.exists():
        return True
    try:
        publish(
            _table(measure, counts, review),
            PEOPLE if measure.people else THINGS,
            by=by,
            title=_title(measure, review),
            edition=str(review),
            where="The plan in public",
        )
    except Refused:  # nothing safe can be shown, so nothing is
        return False
    return True


def _title(measure: Measure, review: Review) -> str:
    """Say it where a count stops before the quarter does: it was frozen when it was adopted."""
    adopted_on = localdate(review.adopted_at)
    early = adopted_on <= review.ends_on
    return f"{measure.title}, up to {adopted_on:%-d %B %Y}" if early else measure.title


def _table(measure: Measure, counts: Mapping[str, int], review: Review) -> Table:
    parts = {name: PARTS[name] for name in counts}
    period = quarter(review.quarter)
    months = next(iter(period.codes))
    return Table(
        code=table_code(review.plan_id, measure.code),
        subject=f"plan.measure.{measure.code}",  # two plans may count the same records
        dimensions=(Dimension("part", "Part", parts, total="", whole=False), period),
        counts={(name, months): count for name, count in counts.items()},
        ends_on=review.ends_on,
    )
