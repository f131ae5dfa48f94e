"""Reading an earlier day: what was edited since is put back, in memory."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from upstander.kernel.plan.models import Edit, Plan
from upstander.kernel.plan.standing import LeadRead

# where each record's own columns begin in a row of the plan's structure
PREFIXES = {
    "plan.theme": "",
    "plan.objective": "objectives__",
    "plan.action": "objectives__actions__",
}


def edits_since(plan: Plan, moment: datetime) -> list[Edit]:
    """List what was edited after a moment, the newest first, so that undoing ends at the oldest."""
    return list(Edit.objects.filter(plan=plan, at__gt=moment).order_by("-at", "-pk"))


def undo_edits(
    rows: list[dict[str, Any]], edits: Iterable[Edit], moment: datetime
) -> list[dict[str, Any]]:
    """Put the rows of the plan's structure back to how they stood at a moment."""
    before = {(edit.record, edit.field): edit.before for edit in edits}
    return [_as_it_was(row, before, moment) for row in rows if row["added_at"] <= moment]


def leads_before(edits: Iterable[Edit]) -> dict[tuple[str, int], list[LeadRead]]:
    """Find the leads that records had before they were set anew."""
    found = {}
    for edit in edits:
        if edit.field == "leads":
            label, key = edit.record.split(":")
            owner = (label.removeprefix("plan."), int(key))
            found[owner] = [LeadRead(**lead) for lead in edit.before or ()]
    return found


def _as_it_was(
    row: dict[str, Any], before: dict[tuple[str, str], Any], moment: datetime
) -> dict[str, Any]:
    was = dict(row)
    for label, prefix in PREFIXES.items():
        if _not_yet(was, prefix, moment):
            was[f"{prefix}pk"] = None
        for column in [c for c in was if c.startswith(prefix) and "__" not in c[len(prefix) :]]:
            known = before.get(
                (f"{label}:{was[f'{prefix}pk']}", column[len(prefix) :]), was[column]
            )
            was[column] = date.fromisoformat(known) if _is_day(column, known) else known
    dropped = was["objectives__actions__dropped_at"]
    if dropped and dropped > moment:
        was["objectives__actions__dropped_at"] = None
    return was


def _not_yet(row: dict[str, Any], prefix: str, moment: datetime) -> bool:
    added = row[f"{prefix}added_at"]
    return added is not None and added > moment


def _is_day(column: str, known: Any) -> bool:
    return column.endswith("due") and isinstance(known, str)
