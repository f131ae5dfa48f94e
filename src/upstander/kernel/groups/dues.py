"""What groups ask of those who keep them: seats that are vacant, terms that end."""

from datetime import date, timedelta
from typing import Any

from django.urls import reverse

from upstander.kernel.access.check import may
from upstander.kernel.groups.models import Group, Seat
from upstander.kernel.registry import DueItem

BEFORE_THE_END = timedelta(days=30)


def due_in_groups(user: Any, on: date) -> list[DueItem]:
    """Tell whoever keeps a group of its vacancies, and a month before a term ends."""
    groups = [g for g in Group.objects.visible_to(user) if may(user, "groups.change", g)]
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
    return found
