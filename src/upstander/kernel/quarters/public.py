"""What of an adopted quarter is public. Pure functions over a snapshot and the flags of its plan.

Only what was adopted is ever shown, so nothing moves overnight; a flag can take a field away later,
and it is gone from every quarter at once.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from upstander.kernel.quarters.adopted import (
    AdoptedAction,
    AdoptedObjective,
    AdoptedPlan,
    AdoptedTheme,
)
from upstander.kernel.quarters.models import PublicField, PublicFlag

# what leads write, and reasons, are published only when somebody has said so
USUAL: Mapping[str, bool] = {
    PublicField.AIM: True,
    PublicField.LEADS: True,
    PublicField.ACTION: True,
    PublicField.STATUS: True,
    PublicField.REASON: False,
    PublicField.WORDS: False,
    PublicField.DATES: True,
    PublicField.FIGURES: True,
    PublicField.DEPENDENCIES: True,
}


class Flags:
    """Whether a field is public: what is said of an action counts before its objective's."""

    def __init__(self, flags: Iterable[PublicFlag]) -> None:
        """Know what was decided."""
        self.decided = {(flag.record, flag.field): flag.published for flag in flags}

    def shows(self, name: str, *records: str) -> bool:
        """Tell whether a field is public; `records` go from the nearest to the widest."""
        for record in (*records, ""):
            if (record, name) in self.decided:
                return self.decided[record, name]
        return USUAL[name]


@dataclass(frozen=True)
class PublicAction:
    """An action as the public sees it; '' and () stand for what is not shown."""

    reference: str
    text: str
    leads: tuple[str, ...] = ()
    status: str = ""
    reason: str = ""
    words: str = ""
    done: int | None = None
    due: int | None = None
    total: int | None = None
    history: tuple[tuple[str, str], ...] = ()  # quarter and status, the earliest first


@dataclass(frozen=True)
class PublicObjective:
    """An objective with its public actions, and how many are not shown."""

    number: str
    title: str
    leads: tuple[str, ...]
    actions: list[PublicAction]
    hidden: int
    waits_for: tuple[str, ...] = ()


@dataclass(frozen=True)
class PublicTheme:
    """A theme."""

    number: str
    title: str
    aim: str
    objectives: list[PublicObjective]


@dataclass(frozen=True)
class PublicPlan:
    """A quarter as the public sees it."""

    title: str
    borough: str
    quarter: str
    adopted_on: date
    themes: list[PublicTheme]
    counts: Mapping[str, int] = field(default_factory=dict)
    silent: int = 0  # actions that are shown and had no status yet

    @property
    def total(self) -> int:
        """Count the actions that are shown with a status."""
        return sum(self.counts.values())


def public_plan(
    read: AdoptedPlan, flags: Flags, earlier: Sequence[AdoptedPlan], adopted_on: date
) -> PublicPlan:
    """Show a quarter with the statuses of the quarters before it, the earliest first."""
    past = [(str(each.review.number), _statuses(each)) for each in earlier]
    waited = {told["code"]: told["title"] for told in read.dependencies}
    themes = [_theme(theme, flags, past, waited) for theme in read.themes]
    shown = [a for theme in themes for o in theme.objectives for a in o.actions]
    counts: dict[str, int] = {}
    for action in shown:
        if action.status:
            counts[action.status] = counts.get(action.status, 0) + 1
    return PublicPlan(
        title=str(read.plan.get("title", "")),
        borough=str(read.plan.get("borough", "")),
        quarter=str(read.review),
        adopted_on=adopted_on,
        themes=themes,
        counts=counts,
        silent=len(shown) - sum(counts.values()),
    )


def _statuses(read: AdoptedPlan) -> dict[int, str]:
    return {action.pk: action.status or "" for action in read.actions}


Past = list[tuple[str, dict[int, str]]]


def _theme(theme: AdoptedTheme, flags: Flags, past: Past, waited: Mapping[str, str]) -> PublicTheme:
    shows_aim = flags.shows(PublicField.AIM, f"plan.theme:{theme.pk}")
    return PublicTheme(
        number=theme.values["number"],
        title=theme.values["title"],
        aim=theme.values["aim"] if shows_aim else "",
        objectives=[_objective(o, flags, past, waited) for o in theme.objectives],
    )


def _objective(
    objective: AdoptedObjective, flags: Flags, past: Past, waited: Mapping[str, str]
) -> PublicObjective:
    record = f"plan.objective:{objective.pk}"
    shown = [
        _action(action, record, flags, past)
        for action in objective.actions
        if flags.shows(PublicField.ACTION, f"plan.action:{action.pk}", record)
    ]
    waits = objective.values["waits_for"] if flags.shows(PublicField.DEPENDENCIES, record) else ()
    return PublicObjective(
        number=objective.values["number"],
        title=objective.values["title"],
        leads=tuple(objective.values["leads"]) if flags.shows(PublicField.LEADS, record) else (),
        actions=shown,
        hidden=len(objective.actions) - len(shown),
        waits_for=tuple(waited[code] for code in waits if code in waited),
    )


def _action(action: AdoptedAction, objective: str, flags: Flags, past: Past) -> PublicAction:
    def shows(name: str) -> bool:
        return flags.shows(name, f"plan.action:{action.pk}", objective)

    dated = shows(PublicField.DATES) and action.total
    status = action.status if shows(PublicField.STATUS) else ""
    return PublicAction(
        reference=action.reference,
        text=action.title,
        leads=tuple(action.leads) if shows(PublicField.LEADS) else (),
        status=status,
        reason=action.reason if shows(PublicField.REASON) else "",
        words=action.said if shows(PublicField.WORDS) else "",
        done=action.done if dated else None,
        due=action.due_by_now if dated else None,
        total=action.total if dated else None,
        history=_history(action.pk, past) if status else (),
    )


def _history(pk: int, past: Past) -> tuple[tuple[str, str], ...]:
    return tuple((number, statuses[pk]) for number, statuses in past if statuses.get(pk))
