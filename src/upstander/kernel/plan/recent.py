"""The plan in force and what was edited in it since a day, read together.

The plan's home page has a budget of ten queries; this is one of them instead of two.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import F, FilteredRelation, Q
from django.utils import timezone

from upstander.kernel.plan.between import end_of
from upstander.kernel.plan.models import Edit, Plan, in_force


@dataclass(frozen=True)
class RecentEdit:
    """One edited field, as the page of changes tells it."""

    record: str
    field: str
    before: Any
    after: Any
    at: datetime
    author: str

    @property
    def on(self) -> date:
        """Give the day of the edit in the borough's time."""
        return timezone.localdate(self.at)


COLUMNS = ("record", "field", "before", "after", "at", "author_name")


def current_with_edits(user: Any, since: date) -> tuple[Plan | None, list[RecentEdit]]:
    """Give the plan in force today with the edits made after a day, the latest first."""
    recent = FilteredRelation("edits", condition=Q(edits__at__gt=end_of(since)))
    columns = {f"edit_{name}": F(f"recent__{name}") for name in COLUMNS}
    rows: list[Any] = list(
        Plan.objects.visible_to(user)
        .with_head()
        .annotate(recent=recent, **columns)
        .order_by("-starts_on", "-pk", "-recent__at", "-recent__pk")
    )
    chosen = in_force(rows)
    edits = [
        RecentEdit(*(getattr(row, f"edit_{name}") for name in COLUMNS))
        for row in rows
        if row == chosen and row.edit_record is not None
    ]
    return chosen, edits


def edits_of(plan: Plan, records: Sequence[str]) -> list[Edit]:
    """List the edits of some records of the plan, the latest first."""
    return list(Edit.objects.filter(plan=plan, record__in=records))
