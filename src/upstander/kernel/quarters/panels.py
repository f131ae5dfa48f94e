"""Quarters on other pages: on somebody's home, on the plan's home, on the page of an action."""

from collections.abc import Mapping
from typing import Any

from upstander.kernel.plan.models import Plan
from upstander.kernel.plan.standing import ActionRead, PlanRead
from upstander.kernel.quarters import published
from upstander.kernel.quarters.adopted import AdoptedAction, adopted_plan
from upstander.kernel.quarters.models import Lineage, PublicFlag, Review, Snapshot
from upstander.kernel.quarters.public import Flags
from upstander.kernel.quarters.running import running_for
from upstander.kernel.registry import Panel, PublicPanel

MOST_QUARTERS = 8


def on_home(user: Any) -> Mapping[str, Any]:
    """Say what of the quarter under way waits for a person."""
    return {"running": running_for(user)}


def on_plan(user: Any, read: PlanRead) -> Mapping[str, Any]:
    """Lead from the plan to the quarter under way, without a question to the database."""
    return {}


def on_action(user: Any, action: ActionRead) -> Mapping[str, Any]:
    """Tell what the Group adopted of an action, quarter by quarter, over its years."""
    keys = _through_the_years(action.pk)
    snapshots = (
        Snapshot.objects.filter(review__in=Review.objects.visible_to(user).adopted())
        .filter(review__plan__in=Plan.objects.filter(themes__objectives__actions__in=keys))
        .select_related("review")
        .order_by("-review__starts_on")
    )
    found = [(s.review, _of(s, keys)) for s in snapshots[:MOST_QUARTERS]]
    return {"adopted": [(review, told) for review, told in found if told]}


def _of(snapshot: Snapshot, keys: list[int]) -> AdoptedAction | None:
    return next((a for a in adopted_plan(snapshot).actions if a.pk in keys), None)


def _through_the_years(key: int) -> list[int]:
    """Give the keys of an action and of those that it carries on."""
    keys = [key]
    while before := Lineage.objects.filter(kind=Lineage.Kind.CARRIED, after=keys[-1]).first():
        keys.append(before.before_id)  # type: ignore[arg-type]
    return keys


def in_public() -> Mapping[str, Any]:
    """Count, for the public home, what the quarter adopted last says of its actions."""
    review = Review.objects.adopted().select_related("plan").first()
    if review is None:
        return {"review": None}
    shown = published.in_public(review, Flags(PublicFlag.objects.filter(plan=review.plan_id)))
    return {"review": review, "total": shown.total, "done": shown.counts.get("completed", 0)}


PANELS = (
    Panel("quarters/panels/home.html", "quarters.view", on_home, order=5),
    Panel("quarters/panels/plan.html", "quarters.view", on_plan, place="plan"),
    Panel("quarters/panels/action.html", "quarters.view", on_action, place="action"),
)
PUBLIC_PANELS = (PublicPanel("quarters/panels/public.html", in_public, kind="proof", order=10),)
