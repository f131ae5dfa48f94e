"""What the plan's templates say: `{% load plan %}`."""

from collections.abc import Sequence

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from upstander.kernel.pages.templatetags.upstander import done_due, status_word
from upstander.kernel.plan.standing import ActionRead, LeadRead
from upstander.kernel.plan.status import DENSE_WORDS, Cadence, Status

register = template.Library()


@register.filter
def dense(code: str) -> str:
    """Write a status as dense places do: In Progress."""
    return DENSE_WORDS[Status(code)] if code in Status.values else "no status"


@register.simple_tag
def suggested(action: ActionRead) -> SafeString:
    """Write the suggested status; agreement is grey, so that only disagreement has colour."""
    if action.declared == action.suggestion.status:
        return format_html('<span class="up-last">{}</span>', "agrees")
    return status_word(action.suggestion.status)


@register.simple_tag
def dates(action: ActionRead) -> SafeString:
    """Write done, due and year of an action that has dates, as a link to them."""
    if not action.total:
        return format_html('<span class="up-last">{}</span>', "no dates")
    url = f"{reverse('plan:action', args=[action.pk])}#dates"
    noun = f"dates of {action.reference}"
    return done_due(action.done, action.due_by_now, action.total, url, noun, dense=True)


@register.filter
def cadence(code: str) -> str:
    """Write how often an action comes round."""
    return str(Cadence(code).label) if code in Cadence.values else code


@register.filter
def who(name: str) -> str:
    """Name who did something; what ran by itself is the product."""
    return f"Upstander ({name.removeprefix('system:')})" if name.startswith("system:") else name


@register.filter
def signed(number: int) -> str:
    """Write a difference with its sign."""
    return f"{number:+}".replace("-", "−") if number else "0"


@register.filter
def bodies(leads: Sequence[LeadRead]) -> str:
    """Name who leads where room is short: one body, two, or the first and how many more."""
    names = [lead.short for lead in leads]
    if len(names) > 2:
        return f"{names[0]} and {len(names) - 1} more"
    return ", ".join(names) or "Nobody yet"
