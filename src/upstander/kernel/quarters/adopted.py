"""What a Group adopted, read out of its snapshot as plain values; the plan's tables are not asked.

Only the corrections made since come from the plan.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from upstander.kernel.pages.statuses import STATUSES
from upstander.kernel.plan.models import Update
from upstander.kernel.quarters.models import Review, Snapshot
from upstander.kernel.quarters.snapshots import values_of

Values = Mapping[str, Any]


@dataclass(frozen=True)
class AdoptedAction:
    """An action as it was adopted."""

    pk: int
    values: Values

    def __getattr__(self, name: str) -> Any:
        """Give a field that was frozen; '' where it had none."""
        if name.startswith("_"):
            raise AttributeError(name)
        return self.values.get(name, "")

    @property
    def title(self) -> str:
        """Give the short title, or the text where it has none."""
        return str(self.values.get("short_title") or self.values.get("text") or "")

    @property
    def differs(self) -> bool:
        """Tell whether the status was another than the rules suggested."""
        status = self.values.get("status")
        return bool(status) and status != self.values.get("suggested")


@dataclass(frozen=True)
class AdoptedObjective:
    """An objective as it was adopted."""

    pk: int
    values: Values
    actions: list[AdoptedAction] = field(default_factory=list)


@dataclass(frozen=True)
class AdoptedTheme:
    """A theme as it was adopted."""

    pk: int
    values: Values
    objectives: list[AdoptedObjective] = field(default_factory=list)

    @property
    def actions(self) -> list[AdoptedAction]:
        """List its actions in order."""
        return [action for objective in self.objectives for action in objective.actions]


@dataclass(frozen=True)
class AdoptedPlan:
    """A whole quarter as it was adopted."""

    review: Review
    plan: Values
    themes: list[AdoptedTheme]
    dependencies: list[Values]
    measures: dict[tuple[str, str], Values]  # by code and objective, '' for the whole plan

    @cached_property
    def actions(self) -> list[AdoptedAction]:
        """List every action in order."""
        return [action for theme in self.themes for action in theme.actions]

    @cached_property
    def counts(self) -> dict[str, int]:
        """Count actions by adopted status; '' counts those without one."""
        counts = dict.fromkeys([*STATUSES, ""], 0)
        for action in self.actions:
            counts[action.status or ""] += 1
        return counts

    def corrections(self) -> list[tuple[AdoptedAction, Update]]:
        """List what was put right of the adopted words since, by later updates that correct them.

        A correction of a correction leads back to the same words, so it is listed as well.
        """
        adopted = {action.values["update"]: action for action in self.actions if action.update}
        found = []
        known = dict(adopted)
        later = Update.objects.filter(
            corrects__isnull=False, action__objective__theme__plan=self.review.plan_id
        )
        for update in later.order_by("pk"):
            if update.corrects_id in known and update.pk not in known:
                known[update.pk] = known[update.corrects_id]
                found.append((known[update.corrects_id], update))
        return found


def adopted_plan(snapshot: Snapshot) -> AdoptedPlan:
    """Read a snapshot; what was redacted shows what stands instead."""
    values = values_of(snapshot.fields)
    values |= {told["path"]: told["instead"] for told in snapshot.redactions}
    return plan_of_values(snapshot.review, values)


def plan_of_values(review: Review, values: Values) -> AdoptedPlan:
    """Read values by path, of a snapshot or of what a snapshot taken now would hold."""
    records = _records(values)
    return AdoptedPlan(
        review=review,
        plan=records["plan"].get("", {}),
        themes=_themes(records),
        dependencies=list(records["dependency"].values()),
        measures={_measure(key): told for key, told in records["measure"].items()},
    )


def _records(values: Values) -> dict[str, dict[str, dict[str, Any]]]:
    """Sort values by what they belong to: label, key, field."""
    found: dict[str, dict[str, dict[str, Any]]] = defaultdict(lambda: defaultdict(dict))
    for path, value in values.items():
        record, _, name = path.rpartition(".")
        label, _, key = record.partition(":")
        found[label][key][name] = value
    return found


def _themes(records: dict[str, dict[str, dict[str, Any]]]) -> list[AdoptedTheme]:
    actions: dict[int, list[AdoptedAction]] = defaultdict(list)
    for key, told in sorted(records["action"].items(), key=_place):
        actions[told["objective"]].append(AdoptedAction(int(key), told))
    objectives: dict[int, list[AdoptedObjective]] = defaultdict(list)
    for key, told in sorted(records["objective"].items(), key=_place):
        objectives[told["theme"]].append(AdoptedObjective(int(key), told, actions[int(key)]))
    themes = sorted(records["theme"].items(), key=_place)
    return [AdoptedTheme(int(key), told, objectives[int(key)]) for key, told in themes]


def _place(item: tuple[str, dict[str, Any]]) -> tuple[int, int]:
    return item[1]["place"], int(item[0])


def _measure(key: str) -> tuple[str, str]:
    code, _, objective = key.rpartition(":")
    return code, "" if objective == "*" else objective


def day_of(written: Any) -> date | None:
    """Read a day as it was frozen."""
    return date.fromisoformat(written) if isinstance(written, str) and written else None
