"""The plan as a page sees it: plain values, all worked out, none of them asking the database."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property

from django.utils import timezone

from upstander.kernel.plan.models import Plan
from upstander.kernel.plan.status import Status
from upstander.kernel.plan.suggestion import Facts, Happening, Suggestion

DUE_SOON = timedelta(days=30)


@dataclass(frozen=True)
class LeadRead:
    """Who leads: organisation, post, who holds it, and the post that stands in."""

    organisation_id: int
    organisation: str
    short: str
    post: str = ""
    holder: str = ""
    holder_id: int | None = None
    deputy: str = ""
    deputy_holder_id: int | None = None


@dataclass(frozen=True)
class UpdateRead:
    """One update, without its words: `pk` leads to them."""

    pk: int
    at: datetime
    status: str
    reason: str
    has_evidence: bool
    author: str
    corrects: int | None = None

    @cached_property
    def on(self) -> date:
        """Give the day it was made, in the borough's time."""
        return timezone.localdate(self.at)


@dataclass(frozen=True)
class DependencyRead:
    """What objectives wait for."""

    pk: int
    code: str
    title: str
    opened_on: date
    expected_on: date | None
    met_on: date | None
    met_how: str


@dataclass(frozen=True)
class ActionRead:
    """An action with all that is known of it on the day of reading."""

    pk: int
    reference: str
    position: int
    text: str
    short_title: str
    cadence: str
    due: date | None
    dropped: bool
    objective: "ObjectiveRead"
    own_leads: tuple[LeadRead, ...]
    updates: tuple[UpdateRead, ...]  # newest first
    occurrences: tuple[tuple[int, date | None, Happening], ...]
    suggestion: Suggestion
    facts: Facts

    @property
    def title(self) -> str:
        """Give the short title, or the text where it has none."""
        return self.short_title or self.text

    @property
    def leads(self) -> tuple[LeadRead, ...]:
        """Give its own leads, or else its objective's."""
        return self.own_leads or self.objective.leads

    @cached_property
    def latest(self) -> UpdateRead | None:
        """Give the newest update that says a status."""
        return next((update for update in self.updates if update.status), None)

    @property
    def declared(self) -> str:
        """Give the status last declared; '' where nobody has said."""
        return self.latest.status if self.latest else ""

    @property
    def reason(self) -> str:
        """Give the sentence that explains why the declared status stands."""
        return self.latest.reason if self.latest else ""

    @property
    def differs(self) -> bool:
        """Tell whether declared and suggested are not the same."""
        return bool(self.declared) and self.declared != self.suggestion.status

    @property
    def contradicts(self) -> bool:
        """Tell whether they differ and nobody has said why."""
        return self.differs and not self.reason

    @property
    def done(self) -> int:
        """Count what was done this year."""
        return len(self.facts.done)

    @property
    def due_by_now(self) -> int:
        """Count what was due by now."""
        return len(self.facts.due_by_now)

    @property
    def total(self) -> int:
        """Count what the whole year asks for."""
        return len(self.facts.this_year)

    @property
    def on_pace(self) -> bool:
        """Tell whether nothing that was due is missing."""
        return not self.facts.missed

    def updated_since(self, day: date) -> bool:
        """Tell whether somebody has said anything since a day."""
        return self.facts.heard_on is not None and self.facts.heard_on >= day

    def next_due(self) -> tuple[date, str] | None:
        """Find what falls due next, its day and its name."""
        coming = [(h.due_on, h.label) for _, _, h in self.occurrences if h.done_on is None]
        if self.due and self.declared != Status.COMPLETED and not self.occurrences:
            coming.append((self.due, self.title))
        return min((c for c in coming if c[0] >= self.facts.on), default=None)

    def led_by(self) -> frozenset[int]:
        """Give the keys of the organisations that lead it, for the access predicates."""
        return frozenset(lead.organisation_id for lead in self.leads)


@dataclass(frozen=True)
class ObjectiveRead:
    """An objective with its actions."""

    pk: int
    number: str
    title: str
    due: date | None
    theme_number: str
    leads: tuple[LeadRead, ...]
    updates: tuple[UpdateRead, ...]
    dependencies: tuple[DependencyRead, ...]
    actions: list[ActionRead] = field(default_factory=list)


@dataclass(frozen=True)
class ThemeRead:
    """A theme with its objectives."""

    pk: int
    number: str
    title: str
    aim: str
    objectives: list[ObjectiveRead] = field(default_factory=list)

    @property
    def actions(self) -> list[ActionRead]:
        """List the theme's actions in the plan's order."""
        return [action for objective in self.objectives for action in objective.actions]


@dataclass(frozen=True)
class PlanRead:
    """The whole plan as it stood at the end of a day."""

    plan: Plan
    on: date
    themes: list[ThemeRead]
    dependencies: list[DependencyRead]

    @cached_property
    def objectives(self) -> list[ObjectiveRead]:
        """List every objective in the plan's order."""
        return [objective for theme in self.themes for objective in theme.objectives]

    @cached_property
    def actions(self) -> list[ActionRead]:
        """List every action in the plan's order, without those that were dropped."""
        return [action for theme in self.themes for action in theme.actions if not action.dropped]

    @cached_property
    def contradictions(self) -> list[ActionRead]:
        """List the actions whose declared status nobody has reconciled with the evidence."""
        return [action for action in self.actions if action.contradicts]

    def due_within(self, span: timedelta = DUE_SOON) -> list[tuple[date, str, ActionRead]]:
        """List what falls due in the coming days, the next first."""
        until = self.on + span
        coming = [
            (h.due_on, h.label, action)
            for action in self.actions
            for _, _, h in action.occurrences
            if h.done_on is None and self.on <= h.due_on <= until
        ]
        coming += [
            (action.due, action.title, action)
            for action in self.actions
            if action.due
            and not action.occurrences
            and action.declared != Status.COMPLETED
            and self.on <= action.due <= until
        ]
        return sorted(coming, key=lambda item: (item[0], item[2].reference, item[1]))


def count_by_status(actions: Iterable[ActionRead]) -> dict[str, int]:
    """Count actions by declared status; '' counts those of which nobody has spoken."""
    counts = dict.fromkeys([*Status.values, ""], 0)
    for action in actions:
        counts[action.declared] += 1
    return counts
