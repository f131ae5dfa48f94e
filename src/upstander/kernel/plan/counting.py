"""How many actions stand where: by status, theme and lead. Pure functions over a reading."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from upstander.kernel.plan.standing import ActionRead, PlanRead, ThemeRead, count_by_status
from upstander.kernel.plan.status import Status


@dataclass(frozen=True)
class Pace:
    """Actions on pace, of those with something due by now, of all."""

    on_pace: int
    due: int
    total: int


@dataclass(frozen=True)
class Group:
    """Some actions counted: those of a theme, of a lead, or all of them."""

    title: str
    key: str
    counts: dict[str, int]
    pace: Pace
    silent: int
    note: str = ""

    @property
    def total(self) -> int:
        """Count them all."""
        return self.pace.total


def date_missed(action: ActionRead) -> bool:
    """Tell whether the action's own day went by and nobody called it complete."""
    return _date_came(action) and action.declared != Status.COMPLETED


def is_late(action: ActionRead) -> bool:
    """Tell whether something that was due by now is missing."""
    return not action.on_pace or date_missed(action)


def pace(actions: Sequence[ActionRead]) -> Pace:
    """Count the actions on pace, those with something due by now, and all."""
    due = [action for action in actions if action.due_by_now or _date_came(action)]
    return Pace(sum(not is_late(action) for action in due), len(due), len(actions))


def count_group(
    title: str, key: str, actions: Sequence[ActionRead], heard_from: date, note: str = ""
) -> Group:
    """Count some actions; `heard_from` is the day from which an update counts as given."""
    silent = sum(not action.updated_since(heard_from) for action in actions)
    return Group(title, key, count_by_status(actions), pace(actions), silent, note)


def by_theme(read: PlanRead, heard_from: date) -> list[Group]:
    """Count the actions of each theme, in the plan's order."""
    return [
        count_group(f"{t.number}. {t.title}", t.number, kept(t), heard_from, t.aim)
        for t in read.themes
    ]


def by_lead(read: PlanRead, heard_from: date) -> list[Group]:
    """Count the actions of each lead, whoever leads most first.

    What several bodies lead together is counted under each of them.
    """
    led: dict[int, list[ActionRead]] = defaultdict(list)
    names: dict[int, str] = {}
    for action in read.actions:
        for lead in action.leads:
            led[lead.organisation_id].append(action)
            names[lead.organisation_id] = lead.short
    groups = [count_group(names[pk], str(pk), led[pk], heard_from) for pk in led]
    return sorted(groups, key=lambda group: (-group.total, group.title))


def kept(theme: ThemeRead) -> list[ActionRead]:
    """List a theme's actions without those that were dropped."""
    return [action for action in theme.actions if not action.dropped]


def _date_came(action: ActionRead) -> bool:
    facts = action.facts
    return bool(facts.due and facts.due < facts.on and not facts.this_year)
