"""The plan read whole, in a fixed number of queries, as it stands or as it stood on a day.

Every page, export, comparison and job reads the plan here, so that all of them agree.
"""

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db import connection
from django.db.models import Exists, OuterRef

from upstander.kernel.clock import now, today
from upstander.kernel.plan.between import end_of
from upstander.kernel.plan.history import edits_since, leads_before, undo_edits
from upstander.kernel.plan.models import (
    Dependency,
    Edit,
    EvidenceItem,
    Lead,
    MeasureSample,
    Occurrence,
    Plan,
    Theme,
    Update,
)
from upstander.kernel.plan.standing import (
    ActionRead,
    DependencyRead,
    LeadRead,
    ObjectiveRead,
    PlanRead,
    ThemeRead,
    UpdateRead,
)
from upstander.kernel.plan.suggestion import Facts, Happening, Tally, suggest
from upstander.kernel.registry import all_measures

MOST_KEPT = 4
# readings by plan, day, whether all words up to now count, and head of the trail
_kept: dict[tuple[int, date, bool, str], PlanRead] = {}


def read_plan(plan: Plan, on: date | None = None, *, heard_since: bool = False) -> PlanRead:
    """Read the plan as it stands, or as it stood at the end of a day.

    With `heard_since` the dates count as they stood on that day, but all that was said until now
    counts too: people answer for a quarter after it has ended.

    Takes five queries whatever the plan's size, one more where actions have measures tied to them,
    and one more for a past day; none where this process has read the same plan before and nothing
    was written since.
    """
    day = on or today()
    head = getattr(plan, "head", None)
    # what is read inside a transaction may be taken back with it
    if not head or connection.in_atomic_block:
        return _read(plan, day, heard_since)
    key = (plan.pk, day, heard_since, head)
    if key not in _kept:
        while len(_kept) >= MOST_KEPT:
            _kept.pop(next(iter(_kept)), None)
        _kept[key] = _read(plan, day, heard_since)
    return replace(_kept[key], plan=plan)


def forget() -> None:
    """Let go of every reading kept, so that the next one asks the database."""
    _kept.clear()


def _read(plan: Plan, day: date, heard_since: bool) -> PlanRead:
    past = day < today() and not heard_since
    edits = edits_since(plan, end_of(day)) if past else []
    rows = _structure(plan, *(ADDED if past else ()))
    moment = now() if heard_since else end_of(day)
    builder = _Builder(plan, day, moment, edits, tied=any(row[TIED] for row in rows))
    rows = undo_edits(rows, edits, builder.moment) if past else rows
    return PlanRead(plan, day, builder.themes(rows), list(builder.dependencies.values()))


@dataclass
class _Builder:
    plan: Plan
    day: date
    moment: datetime
    edits: list[Edit]
    tied: bool  # whether any action has measures of its own; without, there is nothing to ask

    def __post_init__(self) -> None:
        self.leads = _leads(self.plan) | leads_before(self.edits)
        self.updates = _updates(self.plan, self.moment)
        self.happenings = _occurrences(self.plan, self.day, self.moment)
        self.dependencies, self.waiting = _dependencies(self.plan, self.day)
        self.tallies = _tallies(self.plan, self.day) if self.tied else {}

    def themes(self, rows: list[dict[str, Any]]) -> list[ThemeRead]:
        themes: dict[int, ThemeRead] = {}
        objectives: dict[int, ObjectiveRead] = {}
        for row in rows:
            theme = themes.setdefault(row["pk"], _theme(row))
            if row["objectives__pk"] is None:
                continue
            if row["objectives__pk"] not in objectives:
                objective = self._objective(row)
                objectives[objective.pk] = objective
                theme.objectives.append(objective)
            if row["objectives__actions__pk"] is not None:
                found = objectives[row["objectives__pk"]]
                found.actions.append(self._action(row, found))
        return list(themes.values())

    def _objective(self, row: dict[str, Any]) -> ObjectiveRead:
        pk = row["objectives__pk"]
        return ObjectiveRead(
            pk=pk,
            number=row["objectives__number"],
            title=row["objectives__title"],
            due=row["objectives__due"],
            theme_number=row["number"],
            leads=tuple(self.leads.get(("objective", pk), ())),
            updates=tuple(self.updates["objective", pk]),
            dependencies=tuple(self.dependencies[key] for key in self.waiting[pk]),
        )

    def _action(self, row: dict[str, Any], objective: ObjectiveRead) -> ActionRead:
        pk = row["objectives__actions__pk"]
        updates = tuple(self.updates["action", pk])
        facts = self._facts(row, objective, updates)
        return ActionRead(
            pk=pk,
            reference=f"{objective.number}.{row['objectives__actions__position']}",
            position=row["objectives__actions__position"],
            text=row["objectives__actions__text"],
            short_title=row["objectives__actions__short_title"],
            cadence=row["objectives__actions__cadence"],
            due=facts.due,
            dropped=row["objectives__actions__dropped_at"] is not None,
            objective=objective,
            own_leads=tuple(self.leads.get(("action", pk), ())),
            updates=updates,
            occurrences=tuple(self.happenings[pk]),
            suggestion=suggest(facts),
            facts=facts,
        )

    def _facts(
        self, row: dict[str, Any], objective: ObjectiveRead, updates: tuple[UpdateRead, ...]
    ) -> Facts:
        pk = row["objectives__actions__pk"]
        said = next((update for update in updates if update.status), None)
        met = [d for d in objective.dependencies if d.met_on and d.met_on <= self.day]
        last = max(met, key=lambda d: d.met_on or self.day, default=None)
        return Facts(
            on=self.day,
            starts_on=self.plan.starts_on,
            ends_on=self.plan.ends_on,
            due=row["objectives__actions__due"] or objective.due,
            happenings=tuple(happening for _, _, happening in self.happenings[pk]),
            tallies=tuple(
                self.tallies[code, objective.number]
                for code in row[TIED] or ()
                if (code, objective.number) in self.tallies
            ),
            waits_for=tuple(d.title for d in objective.dependencies if d not in met),
            lifted=(last.title, last.met_on) if last and last.met_on else None,
            declared=said.status if said else "",
            declared_on=said.on if said else None,
            heard_on=max(updates, key=lambda update: update.at).on if updates else None,
            has_evidence=any(update.has_evidence for update in updates),
        )


TIED = "objectives__actions__measures"
STRUCTURE = (
    "pk",
    "number",
    "title",
    "aim",
    "position",
    "objectives__pk",
    "objectives__number",
    "objectives__title",
    "objectives__due",
    "objectives__position",
    "objectives__actions__pk",
    "objectives__actions__position",
    "objectives__actions__text",
    "objectives__actions__short_title",
    "objectives__actions__cadence",
    "objectives__actions__due",
    TIED,
    "objectives__actions__dropped_at",
)


ADDED = ("added_at", "objectives__added_at", "objectives__actions__added_at")


def structure_of(plan: Plan) -> list[dict[str, Any]]:
    """Read themes, objectives and actions with the moments they were added: `undo_edits` asks."""
    return _structure(plan, *ADDED)


def _structure(plan: Plan, *columns: str) -> list[dict[str, Any]]:
    """Read themes, objectives and actions in one query; more columns cost time on every page."""
    return list(
        Theme.objects.filter(plan=plan)
        .order_by("position", "pk", "objectives__position", "objectives__actions__position")
        .values(*STRUCTURE, *columns)
    )


def _leads(plan: Plan) -> dict[tuple[str, int], list[LeadRead]]:
    found: dict[tuple[str, int], list[LeadRead]] = defaultdict(list)
    own = Lead.objects.order_by().filter(action__objective__theme__plan=plan)
    shared = Lead.objects.order_by().filter(objective__theme__plan=plan)
    columns = (
        "objective_id",
        "action_id",
        "organisation_id",
        "organisation__name",
        "organisation__short_name",
        "post__title",
        "post__holder_id",
        "post__holder__name",
        "deputy__title",
        "deputy__holder_id",
        "position",
        "pk",
    )
    for row in (
        own.values_list(*columns)
        .union(shared.values_list(*columns), all=True)
        .order_by("position", "pk")
    ):
        of_objective, of_action, key, name, short, post, holder_id, holder, deputy, stand_in, *_ = (
            row
        )
        owner = ("objective", of_objective) if of_objective else ("action", of_action)
        found[owner].append(
            LeadRead(
                organisation_id=key,
                organisation=name,
                short=short or name,
                post=post or "",
                holder=holder or "",
                holder_id=holder_id,
                deputy=deputy or "",
                deputy_holder_id=stand_in,
            )
        )
    return found


def _updates(plan: Plan, moment: datetime) -> dict[tuple[str, int], list[UpdateRead]]:
    found: dict[tuple[str, int], list[UpdateRead]] = defaultdict(list)
    shown = Exists(EvidenceItem.objects.filter(update=OuterRef("pk")))
    columns = (
        "objective_id",
        "action_id",
        "pk",
        "at",
        "status",
        "reason",
        "shown",
        "author_name",
        "corrects_id",
    )
    rows = Update.objects.order_by().annotate(shown=shown).filter(at__lte=moment)
    own = rows.filter(action__objective__theme__plan=plan)
    shared = rows.filter(objective__theme__plan=plan)
    for row in own.values_list(*columns).union(shared.values_list(*columns), all=True):
        of_objective, of_action, *rest = row
        owner = ("objective", of_objective) if of_objective else ("action", of_action)
        found[owner].append(UpdateRead(*rest))
    return defaultdict(list, {owner: _newest_first(updates) for owner, updates in found.items()})


def _newest_first(updates: list[UpdateRead]) -> list[UpdateRead]:
    """Sort updates so that the first with a status is the one that counts.

    A correction takes the place of what it puts right: mending an old update leaves later ones in
    force. Of one day, the last written counts, since the demonstration lives one day many times.
    """
    known = {update.pk: update for update in updates}

    def place(update: UpdateRead) -> tuple[date, int, int]:
        first = update
        while first.corrects in known:
            first = known[first.corrects]
        return first.at.date(), first.pk, update.pk

    return sorted(updates, key=place, reverse=True)


def _occurrences(
    plan: Plan, day: date, moment: datetime
) -> dict[int, list[tuple[int, date | None, Happening]]]:
    found: dict[int, list[tuple[int, date | None, Happening]]] = defaultdict(list)
    rows = Occurrence.objects.filter(
        action__objective__theme__plan=plan, added_at__lte=moment
    ).order_by("due_on", "pk")
    columns = ("action_id", "pk", "starts_on", "label", "due_on", "done_on")
    for action, pk, starts_on, label, due_on, done_on in rows.values_list(*columns):
        known = done_on if done_on and done_on <= day else None
        found[action].append((pk, starts_on, Happening(label, due_on, known)))
    return found


def _dependencies(plan: Plan, day: date) -> tuple[dict[int, DependencyRead], dict[int, list[int]]]:
    """Read what the plan waits for, and which objectives each holds, in one query."""
    known: dict[int, DependencyRead] = {}
    waiting: dict[int, list[int]] = defaultdict(list)
    rows = Dependency.objects.filter(plan=plan, opened_on__lte=day).order_by("pk")
    columns = ("pk", "code", "title", "opened_on", "expected_on", "met_on", "met_how")
    for *rest, objective in rows.values_list(*columns, "objectives__pk"):
        read = DependencyRead(*rest)
        if read.met_on and read.met_on > day:
            read = replace(read, met_on=None, met_how="")
        known[read.pk] = read
        if objective is not None:
            waiting[objective].append(read.pk)
    return known, waiting


def _tallies(plan: Plan, day: date) -> dict[tuple[str, str], Tally]:
    """Read what tied measures last counted, each for its objective."""
    titles = {measure.code: measure.title for measure in all_measures()}
    rows = MeasureSample.objects.filter(
        plan=plan, counted_on__lte=day, denominator__isnull=False
    ).order_by("counted_on")
    columns = ("code", "objective", "numerator", "denominator")
    return {
        (code, objective): Tally(titles.get(code, code), done or 0, due)
        for code, objective, done, due in rows.values_list(*columns)
    }


def _theme(row: dict[str, Any]) -> ThemeRead:
    return ThemeRead(row["pk"], row["number"], row["title"], row["aim"])
