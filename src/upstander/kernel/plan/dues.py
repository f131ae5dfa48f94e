"""What the plan asks of whom: their overdue dates, missing updates, unexplained differences."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.urls import reverse

from upstander.kernel.access.check import may
from upstander.kernel.plan.models import Plan
from upstander.kernel.plan.reading import read_plan
from upstander.kernel.plan.standing import DUE_SOON, ActionRead, PlanRead
from upstander.kernel.reference.quarters import quarter_of
from upstander.kernel.registry import DueItem


def due_from_the_plan(user: Any, on: date) -> list[DueItem]:
    """List what waits for this person in the plan: late, contradicting, silent or coming."""
    read = read_for(user, on) if may(user, "plan.update") else None
    if read is None:
        return []
    return [item for action in mine(user, read) for item in _of(action, on)]


def read_for(user: Any, on: date) -> PlanRead | None:
    """Read the plan in force once for a request: its user lives exactly as long.

    The home page asks for it from several sides, and each reading costs five queries.
    """
    known: dict[date, PlanRead | None] = vars(user).setdefault("_plan_as_read", {})
    if on not in known:
        plan = Plan.objects.visible_to(user).current()
        known[on] = read_plan(plan, on) if plan else None
    return known[on]


def mine(user: Any, read: PlanRead) -> list[ActionRead]:
    """List the actions that this person answers for.

    Whoever holds leading posts, or stands in for them, answers for the actions of these; everybody
    else for all that an organisation leads in which they hold a role.
    """
    own = [a for a in read.actions if _answers(user, a)]
    if own:
        return own
    organisations = user.organisations_as(*user.roles)
    return [a for a in read.actions if not organisations.isdisjoint(a.led_by())]


def _answers(user: Any, action: ActionRead) -> bool:
    return any(user.pk in (lead.holder_id, lead.deputy_holder_id) for lead in action.leads)


def _of(action: ActionRead, on: date) -> Iterator[DueItem]:
    page = reverse("plan:action", args=[action.pk])
    name = f"{action.reference} {action.title}"
    for _, _, happening in action.occurrences:
        if happening.done_on is None and happening.due_on <= on + DUE_SOON:
            late = happening.due_on < on
            why = f"{happening.label} was due." if late else f"{happening.label} falls due."
            yield DueItem(name, why, happening.due_on, page, "late" if late else "coming")
    if action.contradicts:
        yield DueItem(name, action.suggestion.reason, on, page, "contradiction")
    if not action.updated_since(quarter_of(on).start):
        closes = quarter_of(on).end
        yield DueItem(name, "No update yet this quarter.", closes, page, "silent")
