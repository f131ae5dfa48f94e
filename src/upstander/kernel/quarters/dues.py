"""What quarters ask of whom: an answer, a review, an adoption."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.urls import reverse

from upstander.kernel.pages.templatetags.upstander import plural
from upstander.kernel.quarters.rows import Need
from upstander.kernel.quarters.running import Running, running_for
from upstander.kernel.quarters.states import State
from upstander.kernel.registry import DueItem


def due_from_quarters(user: Any, on: date) -> list[DueItem]:
    """List what waits for this person in the quarter under way."""
    running = running_for(user)
    return list(_of(running)) if running else []


def _of(running: Running) -> Iterator[DueItem]:
    review, meeting = running.review, running.review.meeting_on
    name = f"quarter {review.number}"
    if running.open:
        why = f"{running.open} of your {plural(running.asked, 'action')} wait for an answer."
        yield DueItem(
            f"Answer for {name}", why, review.answer_by, reverse("quarters:mine"), "answer"
        )
    if running.runner and review.takes_answers:
        page = reverse("quarters:review", args=[review.pk])
        yield DueItem(
            f"Review {name}", in_words(running), meeting or review.answer_by, page, "review"
        )
    if running.adopter and review.state == State.REVIEWED and meeting:
        page = reverse("quarters:adopt", args=[review.pk])
        why = "It is reviewed; the Strategy Group can adopt it."
        yield DueItem(f"Adopt {name}", why, meeting, page, "adopt")


def in_words(running: Running) -> str:
    """Say what a review still needs: 9 need a reason, 3 have no update."""
    reason, silent = running.needs[Need.REASON], running.needs[Need.UPDATE]
    told = [
        f"{reason} need{'' if reason != 1 else 's'} a reason" if reason else "",
        f"{silent} {'has' if silent == 1 else 'have'} no update" if silent else "",
    ]
    said = ", ".join(filter(None, told))
    return f"{said}." if said else f"{plural(running.to_settle, 'row')} to settle."
