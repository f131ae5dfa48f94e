"""What groups ask of those who keep them: vacant seats, terms that end, a bulletin to send."""

from datetime import date, timedelta
from typing import Any

from django.db.models import Max
from django.urls import reverse

from upstander.kernel.access.check import may
from upstander.kernel.groups.models import Group, Seat
from upstander.kernel.registry import DueItem

BEFORE_THE_END = timedelta(days=30)
BETWEEN_BULLETINS = timedelta(days=61)  # the plan asks for emails "on a regular basis"


def due_in_groups(user: Any, on: date) -> list[DueItem]:
    """Tell whoever keeps a group of its vacancies, a month before a term ends, of a bulletin."""
    seen = Group.objects.visible_to(user).annotate(last=Max("bulletins__sent_on"))
    groups = [group for group in seen if may(user, "groups.change", group)]
    seats = Seat.objects.on(on).filter(group__in=groups).with_people().select_related("group")
    found = []
    for seat in seats if groups else []:
        page = reverse("groups:seats_detail", args=[seat.pk])
        name = f"{seat.group}: {seat}"
        if seat.holder is None:
            found.append(DueItem(name, "Nobody sits there.", seat.starts_on, page, "vacant"))
        elif seat.ends_soon and seat.ends_on:
            why = "The term ends. Renew it, or hand the seat on."
            found.append(DueItem(name, why, seat.ends_on - BEFORE_THE_END, page, "ending"))
    return [*found, *(_bulletin(group, on) for group in groups if group.watches_plan)]


def _bulletin(group: Any, on: date) -> DueItem:
    why = "Members hear between meetings by email. Draft a bulletin, and send it."
    page = reverse("groups:detail", args=[group.pk])
    day = group.last + BETWEEN_BULLETINS if group.last else on
    return DueItem(str(group), why, day, page, "bulletin")
