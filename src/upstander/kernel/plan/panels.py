"""The plan on everybody's home page: where it stands, and what nobody has explained."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse

from upstander.kernel.clock import today
from upstander.kernel.plan.dues import read_for
from upstander.kernel.plan.standing import count_by_status
from upstander.kernel.plan.status import READING_ORDER
from upstander.kernel.registry import Panel

MOST_SHOWN = 5


def standing(user: Any) -> Mapping[str, Any]:
    """Give the plan's counts by status, each with its list, and its contradictions."""
    read = read_for(user, today())
    if read is None:
        return {"read": None}
    counts = count_by_status(read.actions)
    listed = reverse("plan:actions")
    return {
        "read": read,
        "listed": listed,
        "tiles": [(code, counts[code], f"{listed}?status={code}") for code in READING_ORDER],
        "contradictions": read.contradictions[:MOST_SHOWN],
    }


PANELS = (Panel("plan/panels/standing.html", "plan.view", standing, order=10),)
