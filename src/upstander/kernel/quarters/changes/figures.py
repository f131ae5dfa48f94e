"""The figures of an adopted quarter on their way to the public page: through `publish`, or not."""

from collections.abc import Mapping
from typing import Any

from upstander.kernel.errors import Refused
from upstander.kernel.exports.changes import publish
from upstander.kernel.exports.models import Publication
from upstander.kernel.exports.publishing.dimensions import Dimension
from upstander.kernel.exports.publishing.periods import quarter
from upstander.kernel.exports.publishing.policy import PEOPLE, THINGS
from upstander.kernel.exports.publishing.table import Table
from upstander.kernel.figures import State
from upstander.kernel.quarters.adopted import AdoptedPlan, Values
from upstander.kernel.quarters.models import Review
from upstander.kernel.registry import Measure, all_measures

PARTS = {"numerator": "Done", "denominator": "Due", "total": "In the year"}


def publish_figures(read: AdoptedPlan, *, by: Any) -> list[str]:
    """Publish what each measure counted for the whole plan in an adopted quarter.

    What cannot be shown safely is held back, and is not on the public page. Returns the codes of
    the measures that are shown.
    """
    shown = []
    for measure in all_measures():
        told = read.measures.get((measure.code, ""))
        if told and _publish_one(measure, told, read.review, by):
            shown.append(measure.code)
    return shown


def table_code(measure: str) -> str:
    """Name the table of a measure's public figures, over all its quarters."""
    return f"plan.measure.{measure}"


def _publish_one(measure: Measure, told: Values, review: Review, by: Any) -> bool:
    counts = {name: told[name] for name in PARTS if isinstance(told.get(name), int)}
    if told.get("state") not in (State.VALUE, State.ZERO) or not counts:
        return False
    known = Publication.objects.filter(code=table_code(measure.code), edition=str(review))
    if known.exists():
        return True
    try:
        publish(
            _table(measure, counts, review),
            PEOPLE if measure.people else THINGS,
            by=by,
            title=measure.title,
            edition=str(review),
            where="The plan in public",
        )
    except Refused:  # nothing safe can be shown, so nothing is
        return False
    return True


def _table(measure: Measure, counts: Mapping[str, int], review: Review) -> Table:
    parts = {name: PARTS[name] for name in counts}
    period = quarter(review.quarter)
    code = next(iter(period.codes))
    return Table(
        code=table_code(measure.code),
        subject=table_code(measure.code),
        dimensions=(Dimension("part", "Part", parts, total="", whole=False), period),
        counts={(name, code): count for name, count in counts.items()},
        ends_on=review.ends_on,
    )
