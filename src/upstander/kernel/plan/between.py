"""What changed from one day to another: pure functions over readings of the plan."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cached_property
from typing import Any

from django.utils import timezone

from upstander.kernel.plan.standing import (
    ActionRead,
    DependencyRead,
    LeadRead,
    ObjectiveRead,
    PlanRead,
    ThemeRead,
    UpdateRead,
)
from upstander.kernel.plan.suggestion import Happening


def end_of(day: date) -> datetime:
    """Give the last moment of a day in the borough's time."""
    return datetime.combine(day, time.max, tzinfo=timezone.get_current_timezone())


def declared_at(action: ActionRead, moment: datetime) -> str:
    """Give the status that stood at a moment; '' where nobody had said."""
    return next((u.status for u in action.updates if u.status and u.at <= moment), "")


@dataclass(frozen=True)
class Move:
    """An action whose declared status is another now, and the update that moved it."""

    action: ActionRead
    before: str
    after: str
    update: UpdateRead


def moves_since(read: PlanRead, day: date) -> list[Move]:
    """List the actions that moved from one status to another after a day, the latest first."""
    moment = end_of(day)
    moves = [
        Move(action, before, action.declared, action.latest)
        for action in read.actions
        if action.latest and (before := declared_at(action, moment)) != action.declared
    ]
    return sorted(moves, key=lambda move: (move.update.at, move.update.pk), reverse=True)


def updates_since(read: PlanRead, day: date) -> list[tuple[ActionRead, UpdateRead]]:
    """List what was said of actions after a day, the latest first."""
    moment = end_of(day)
    said = [(a, update) for a in read.actions for update in a.updates if update.at > moment]
    return sorted(said, key=lambda pair: (pair[1].at, pair[1].pk), reverse=True)


@dataclass(frozen=True)
class FieldEdit:
    """One field of the plan as it stood on both days."""

    item: ThemeRead | ObjectiveRead | ActionRead
    field: str
    before: Any
    after: Any


@dataclass(frozen=True)
class Between:
    """Two readings of one plan side by side."""

    earlier: PlanRead
    later: PlanRead

    @cached_property
    def moves(self) -> list[Move]:
        """List the actions whose declared status is another."""
        return moves_since(self.later, self.earlier.on)

    @cached_property
    def updates(self) -> list[tuple[ActionRead, UpdateRead]]:
        """List what was said in between."""
        return updates_since(self.later, self.earlier.on)

    @cached_property
    def added(self) -> list[ActionRead]:
        """List the actions that the plan did not have on the earlier day."""
        return [action for action in self.later.actions if action.pk not in self._earlier_actions]

    @cached_property
    def dropped(self) -> list[ActionRead]:
        """List the actions that were taken out in between."""
        kept = {action.pk for action in self.later.actions}
        return [action for action in self.earlier.actions if action.pk not in kept]

    @cached_property
    def edits(self) -> list[FieldEdit]:
        """List the fields that read differently on both days."""
        return [*self._theme_edits(), *self._objective_edits(), *self._action_edits()]

    @cached_property
    def done(self) -> list[tuple[ActionRead, Happening]]:
        """List the occurrences that took place in between, in the order of their days."""
        known = {
            pk
            for action in self.earlier.actions
            for pk, _, happening in action.occurrences
            if happening.done_on
        }
        found = [
            (action, happening)
            for action in self.later.actions
            for pk, _, happening in action.occurrences
            if happening.done_on and pk not in known
        ]
        return sorted(found, key=lambda pair: (pair[1].done_on or date.min, pair[0].reference))

    @cached_property
    def met(self) -> list[DependencyRead]:
        """List the dependencies that were met in between."""
        open_before = {d.pk for d in self.earlier.dependencies if d.met_on is None}
        new = self._new_dependencies
        return [
            d for d in self.later.dependencies if d.met_on and (d.pk in open_before or d.pk in new)
        ]

    @cached_property
    def opened(self) -> list[DependencyRead]:
        """List the dependencies that came up in between."""
        return [d for d in self.later.dependencies if d.pk in self._new_dependencies]

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing changed."""
        found = (self.moves, self.updates, self.added, self.dropped, self.edits, self.done)
        return not any((*found, self.met, self.opened))

    @cached_property
    def _new_dependencies(self) -> frozenset[int]:
        known = {dependency.pk for dependency in self.earlier.dependencies}
        return frozenset(d.pk for d in self.later.dependencies if d.pk not in known)

    @cached_property
    def _earlier_actions(self) -> dict[int, ActionRead]:
        return {action.pk: action for theme in self.earlier.themes for action in theme.actions}

    def _theme_edits(self) -> Iterator[FieldEdit]:
        earlier = {theme.pk: theme for theme in self.earlier.themes}
        for theme in self.later.themes:
            if was := earlier.get(theme.pk):
                yield from _differing(was, theme, ("number", "title", "aim"))

    def _objective_edits(self) -> Iterator[FieldEdit]:
        earlier = {objective.pk: objective for objective in self.earlier.objectives}
        for objective in self.later.objectives:
            if was := earlier.get(objective.pk):
                yield from _differing(was, objective, ("number", "title", "due"))
                yield from _leads_differ(was, objective, was.leads, objective.leads)

    def _action_edits(self) -> Iterator[FieldEdit]:
        for action in self.later.actions:
            if was := self._earlier_actions.get(action.pk):
                # a day that the objective lent to its actions is told of the objective alone
                own_due = was.objective.due == action.objective.due
                fields = ("text", "short_title", "cadence", *(("due",) if own_due else ()))
                yield from _differing(was, action, fields)
                yield from _leads_differ(was, action, was.own_leads, action.own_leads)


def _differing(was: Any, item: Any, fields: tuple[str, ...]) -> Iterator[FieldEdit]:
    for field in fields:
        before, after = getattr(was, field), getattr(item, field)
        if before != after:
            yield FieldEdit(item, field, before, after)


def _leads_differ(
    was: Any, item: Any, before: tuple[LeadRead, ...], after: tuple[LeadRead, ...]
) -> Iterator[FieldEdit]:
    # holders come and go without an edit of the plan: only bodies and posts are compared
    earlier, later = lead_words(before), lead_words(after)
    if earlier != later:
        yield FieldEdit(item, "leads", earlier, later)


def lead_words(leads: tuple[LeadRead, ...]) -> str:
    """Write who leads in one line: body, post, deputy."""
    return "; ".join(_one_lead(lead) for lead in leads)


def _one_lead(lead: LeadRead) -> str:
    post = f", {lead.post}" if lead.post else ""
    deputy = f" (deputy: {lead.deputy})" if lead.deputy else ""
    return f"{lead.organisation}{post}{deputy}"
