"""What of an adopted quarter is in public: read from its snapshots, flags and published figures."""

from dataclasses import dataclass

from django.utils.timezone import localdate

from upstander.kernel.exports.models import Publication
from upstander.kernel.exports.publishing.dimensions import coordinates
from upstander.kernel.quarters.adopted import adopted_plan
from upstander.kernel.quarters.changes.figures import PARTS, table_code
from upstander.kernel.quarters.models import Review, Snapshot
from upstander.kernel.quarters.public import Flags, PublicPlan, public_plan


@dataclass(frozen=True)
class PublicFigure:
    """What a measure counted, as it was published; '' for a part that it does not have."""

    title: str
    done: str
    due: str
    year: str
    notes: tuple[str, ...]


def figures_of(review: Review) -> list[PublicFigure]:
    """Give the published figures of a quarter."""
    rows = Publication.objects.filter(edition=str(review), withdrawal=None)
    of_plan = rows.filter(code__startswith=table_code(review.plan_id, ""))
    return [_figure(row) for row in of_plan.order_by("title")]


def _figure(row: Publication) -> PublicFigure:
    table = row.table
    texts = {place[0]: table[place].text for place in coordinates(table.dimensions)}
    done, due, year = (texts.get(part, "") for part in PARTS)
    return PublicFigure(row.title, done, due, year, tuple(table.notes))


def in_public(review: Review, flags: Flags) -> PublicPlan:
    """Give an adopted quarter as the public sees it, with the quarters of its year before it."""
    up_to_here = Snapshot.objects.filter(
        review__plan=review.plan_id, review__starts_on__lte=review.starts_on
    ).order_by("review__starts_on", "pk")
    *earlier, read = [adopted_plan(each) for each in up_to_here.select_related("review__plan")]
    adopted_on = localdate(review.adopted_at) if review.adopted_at else review.ends_on
    return public_plan(read, flags, earlier, adopted_on)
