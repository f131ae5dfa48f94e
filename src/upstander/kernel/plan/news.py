"""What happened in the plan, as it may be told to everybody who works in the partnership."""

from datetime import timedelta

from django.urls import reverse
from django.utils.timezone import localdate

from upstander.kernel.clock import today
from upstander.kernel.figures import Period
from upstander.kernel.news import NewsItem
from upstander.kernel.plan.between import end_of, moves_since
from upstander.kernel.plan.models import EvidenceItem, Plan
from upstander.kernel.plan.reading import read_plan
from upstander.kernel.plan.status import DENSE_WORDS, Status

EVIDENCE, MOVED = "New evidence", "Actions that moved"


def news_of_the_plan(period: Period) -> list[NewsItem]:
    """Tell which actions moved to another status, and what was added to show how they stand."""
    plan = Plan.objects.current()
    if plan is None:
        return []
    day_before = period.start - timedelta(days=1)
    read = read_plan(plan, min(period.end, today()))
    moved = [
        NewsItem(
            move.update.on,
            MOVED,
            f"{move.action.reference} {move.action.title}: {DENSE_WORDS[Status(move.after)]}",
            reverse("plan:action", args=[move.action.pk]),
        )
        for move in moves_since(read, day_before)
    ]
    return [*moved, *_evidence(plan, period)]


def _evidence(plan: Plan, period: Period) -> list[NewsItem]:
    found = EvidenceItem.objects.filter(
        update__action__objective__theme__plan=plan,
        added_at__gt=end_of(period.start - timedelta(days=1)),
        added_at__lte=end_of(period.end),
    )
    return [
        NewsItem(
            localdate(item.added_at),
            EVIDENCE,
            f"{item.update.action}: {item.title}",
            reverse("plan:action", args=[item.update.action_id]),
        )
        for item in found.select_related("update__action__objective")
    ]
