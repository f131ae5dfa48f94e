"""What the plan's templates say: `{% load plan %}`."""

from collections.abc import Sequence

from django import template

from upstander.kernel.plan.standing import LeadRead
from upstander.kernel.plan.status import DENSE_WORDS, Cadence, Status

register = template.Library()


@register.filter
def dense(code: str) -> str:
    """Write a status as dense places do: In Progress."""
    return DENSE_WORDS[Status(code)] if code in Status.values else "no status"


@register.filter
def cadence(code: str) -> str:
    """Write how often an action comes round."""
    return str(Cadence(code).label) if code in Cadence.values else code


@register.filter
def bodies(leads: Sequence[LeadRead]) -> str:
    """Name who leads where room is short: one body, two, or the first and how many more."""
    names = [lead.short for lead in leads]
    if len(names) > 2:
        return f"{names[0]} and {len(names) - 1} more"
    return ", ".join(names) or "Nobody yet"
