"""What a Group adopted, read out of its snapshot as plain values; the plan's tables are not asked.

Only the corrections made since come from the plan.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from django.utils.timezone import localdate

from upstander.kernel.pages.statuses import STATUSES
from upstander.kernel.plan.models import Occurrence, Update
from upstander.kernel.quarters.models import Review, Snapshot
from upstander.kernel.quarters.snapshots import records_of, values_of

Values = Mapping[str, Any]
# what people may leave empty has no field of its own then
EMPTY: Mapping[str, Values] = {
    "plan": {"title": "", "borough": "", "introduction": ""},
    "theme": {"title": "", "aim": ""},
    "objective": {"title": "", "leads": []},
    "action": {},
    "dependency": {"title": "", "met_how": ""},
    "measure": {},
    "occurrence": {"label": "", "note": ""},
}


@dataclass(frozen=True)
class AdoptedAction:
    """An action as it was adopted."""

    pk: int
    values: Values

    def __getattr__(self, name: str) -> Any:
        """Give a field that was frozen; '' where it had none."""
        if name.startswith("_"):
            raise AttributeError(name)
        value = self.values.get(name)
        return "" if value is None else value

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
    dates: Mapping[str, Values] = field(default_factory=dict)  # of the actions, by key

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
        """List what was put right of the adopted words since.

        A correction of a correction leads back to the same words, so it is listed as well.
        """
        adopted = {action.values["update"]: action for action in self.actions if action.update}
        first = _first_words(self.review)
        by_words = {first.get(key, key): (key, action) for key, action in adopted.items()}
        found = {
            key: by_words[root][1]
            for key, root in first.items()
            if root in by_words and key > by_words[root][0]
        }
        updates = Update.objects.in_bulk(list(found))
        return [(found[key], updates[key]) for key in sorted(found)]

    def late_dates(self) -> list[tuple[AdoptedAction, Occurrence]]:
        """List what had taken place by the adoption, but was recorded only afterwards."""
        open_then = [int(key) for key, told in self.dates.items() if told["done_on"] is None]
        adopted_on = localdate(self.review.adopted_at)
        rows = Occurrence.objects.filter(pk__in=open_then, done_on__lte=adopted_on)
        by_key = {action.pk: action for action in self.actions}
        return [(by_key[row.action_id], row) for row in rows if row.action_id in by_key]


def _first_words(review: Review) -> dict[int, int]:
    """Tell of each correction in a plan which words it puts right in the end, by key."""
    rows = Update.objects.filter(
        corrects__isnull=False, action__objective__theme__plan=review.plan_id
    )
    first: dict[int, int] = {}
    for key, corrects in rows.order_by("pk").values_list("pk", "corrects_id"):
        first[key] = first.get(corrects, corrects)
    return first


def adopted_plan(snapshot: Snapshot) -> AdoptedPlan:
    """Read a snapshot; what was taken out shows what stands instead."""
    return plan_of_values(snapshot.review, values_of(snapshot.fields, snapshot.redactions))


def plan_of_values(review: Review, values: Values) -> AdoptedPlan:
    """Read values by path, of a snapshot or of what a snapshot taken now would hold."""
    return AdoptedPlan(
        review=review,
        plan=_records(values, "plan")[""],
        themes=_themes(values),
        dependencies=list(_records(values, "dependency").values()),
        measures={_measure(key): told for key, told in _records(values, "measure").items()},
        dates=_records(values, "occurrence"),
    )


def _records(values: Values, label: str) -> dict[str, Values]:
    return {key: {**EMPTY[label], **told} for key, told in records_of(values, label).items()}


def _themes(values: Values) -> list[AdoptedTheme]:
    actions: dict[int, list[AdoptedAction]] = defaultdict(list)
    for key, told in sorted(_records(values, "action").items(), key=_place):
        actions[told["objective"]].append(AdoptedAction(int(key), told))
    objectives: dict[int, list[AdoptedObjective]] = defaultdict(list)
    for key, told in sorted(_records(values, "objective").items(), key=_place):
        objectives[told["theme"]].append(AdoptedObjective(int(key), told, actions[int(key)]))
    themes = sorted(_records(values, "theme").items(), key=_place)
    return [AdoptedTheme(int(key), told, objectives[int(key)]) for key, told in themes]


def _place(item: tuple[str, Values]) -> tuple[int, int]:
    return item[1]["place"], int(item[0])


def _measure(key: str) -> tuple[str, str]:
    code, _, objective = key.rpartition(":")
    return code, "" if objective == "*" else objective


def day_of(written: Any) -> date | None:
    """Read a day as it was frozen."""
    return date.fromisoformat(written) if isinstance(written, str) and written else None
