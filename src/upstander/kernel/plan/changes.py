"""Every write to the plan. Each is whole or not at all, and leaves its row in the trail."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.core.files.base import File
from django.db import transaction
from django.db.models import Max

from upstander.kernel.audit.record import actor_name, key_of, record
from upstander.kernel.clock import now
from upstander.kernel.errors import Refused
from upstander.kernel.people.models import Organisation, Post
from upstander.kernel.plan.models import (
    Action,
    Dependency,
    Edit,
    EvidenceItem,
    Lead,
    Objective,
    Occurrence,
    Plan,
    Theme,
    Update,
)
from upstander.kernel.plan.standing import LeadRead
from upstander.kernel.plan.status import Cadence

Item = Theme | Objective | Action
WORDS = ("status", "text", "reason", "obstacle")  # what an update says


class NothingSaid(Refused):
    """An update that says neither a status nor a word."""


class AlreadyDone(Refused):
    """An occurrence is done once."""


class AlreadyMet(Refused):
    """A dependency is met once."""


class AlreadyDropped(Refused):
    """An action is dropped once."""


@dataclass(frozen=True)
class NewLead:
    """Who is to lead: an organisation, and where known the post and the one that stands in."""

    organisation: Organisation
    post: Post | None = None
    deputy: Post | None = None


@dataclass(frozen=True)
class NewEvidence:
    """Something to show: a link with an address, or a file."""

    kind: str
    title: str
    url: str = ""
    file: File | None = None


@transaction.atomic
def start_plan(
    *, title: str, year: str, starts_on: date, ends_on: date, by: Any, **fields: Any
) -> Plan:
    """Begin a plan with nothing in it yet."""
    plan = Plan(title=title, year=year, starts_on=starts_on, ends_on=ends_on, **fields)
    plan.full_clean()
    plan.save()
    record("plan.started", plan, by=by, year=year)
    return plan


@transaction.atomic
def add_theme(plan: Plan, *, number: str, title: str, by: Any, aim: str = "") -> Theme:
    """Add a theme at the plan's end."""
    theme = Theme(plan=plan, number=number, title=title, aim=aim, position=_next(plan.themes))
    return _added(theme, number, by)


@transaction.atomic
def add_objective(
    theme: Theme, *, number: str, title: str, by: Any, due: date | None = None
) -> Objective:
    """Add an objective at the theme's end, under the plan's own number."""
    place = _next(theme.objectives)
    objective = Objective(theme=theme, number=number, title=title, due=due, position=place)
    return _added(objective, number, by)


@transaction.atomic
def add_action(
    objective: Objective,
    *,
    text: str,
    by: Any,
    short_title: str = "",
    cadence: str = Cadence.ONGOING,
    due: date | None = None,
) -> Action:
    """Add an action at the objective's end."""
    action = Action(
        objective=objective,
        text=text,
        short_title=short_title,
        cadence=cadence,
        due=due,
        position=_next(objective.actions),
    )
    return _added(action, action.reference, by)


@transaction.atomic
def edit_item(item: Item, *, by: Any, **fields: Any) -> list[str]:
    """Change fields of a theme, objective or action, keeping what stood there before.

    Returns the names of the fields that did change; none, and nothing is written.
    """
    was = {name: getattr(item, name) for name in fields}
    changed = [name for name, value in fields.items() if was[name] != value]
    for name in changed:
        setattr(item, name, fields[name])
    if not changed:
        return []
    item.full_clean()
    item.save(update_fields=changed)
    for name in changed:
        _keep(item, name, was[name], fields[name], by)
    record("plan.item_edited", item, by=by, fields=sorted(changed))
    return changed


@transaction.atomic
def set_leads(item: Objective | Action, leads: Sequence[NewLead], *, by: Any) -> bool:
    """Say who leads, in order. Returns whether that is a change."""
    before = [asdict(lead) for lead in _leads_now(item)]
    item.leads.all().delete()
    owner = {"objective": item} if isinstance(item, Objective) else {"action": item}
    for place, lead in enumerate(leads):
        Lead.objects.create(
            **owner,
            organisation=lead.organisation,
            post=lead.post,
            deputy=lead.deputy,
            position=place,
        )
    after = [asdict(lead) for lead in _leads_now(item)]
    if before == after:
        return False
    _keep(item, "leads", before, after, by)
    record("plan.leads_set", item, by=by, organisations=[lead.organisation.pk for lead in leads])
    return True


@transaction.atomic
def drop_action(action: Action, *, why: str, by: Any) -> Action:
    """Take an action out of the plan from now on; its history stays. Raises `AlreadyDropped`."""
    if action.dropped_at:
        raise AlreadyDropped(f"Action {action.reference} has been taken out already.")
    action.dropped_at, action.dropped_why = now(), why
    action.full_clean()
    action.save(update_fields=["dropped_at", "dropped_why"])
    record("plan.action_dropped", action, by=by, reference=action.reference)
    return action


@transaction.atomic
def add_update(
    item: Objective | Action,
    *,
    by: Any,
    evidence: Sequence[NewEvidence] = (),
    corrects: Update | None = None,
    **said: str,
) -> Update:
    """Say how an action (or objective) stands. Raises `NothingSaid` for an empty one.

    What is `said` are the words of `Update`: status, text, reason, obstacle, and source, which
    tells where words come from that their author did not type here. `corrects` names the update
    that this one puts right, which stays as it was. `by` is a user, or text such as "link:Ada Quay"
    for somebody who answers without an account.
    """
    words = {name: value.strip() for name, value in said.items()}
    if not words.get("status") and not words.get("text"):
        raise NothingSaid("Say how it stands, or what happened.")
    update = Update(
        **{"objective" if isinstance(item, Objective) else "action": item},
        author=None if isinstance(by, str) else by,
        author_name=_name_of(by),
        corrects=corrects,
        **words,
    )
    update.full_clean()
    update.save()
    for piece in evidence:
        add_evidence(update, piece, by=by)
    kind = "plan.update_corrected" if corrects else "plan.update_added"
    record(kind, item, by=by, status=update.status, evidence=len(evidence))
    return update


def correct_update(update: Update, *, by: Any, **changed: str) -> Update:
    """Say again what an update said, with some of its words changed; it stays as it was."""
    words: dict[str, Any] = {name: getattr(update, name) for name in WORDS}
    return add_update(update.about, by=by, corrects=update, **(words | changed))


@transaction.atomic
def add_evidence(update: Update, piece: NewEvidence, *, by: Any) -> EvidenceItem:
    """Put something that shows it beside an update."""
    item = EvidenceItem(
        update=update, kind=piece.kind, title=piece.title, url=piece.url, file=piece.file or ""
    )
    item.full_clean()
    item.save()
    record("plan.evidence_added", update.about, by=by, evidence=piece.kind)
    return item


@transaction.atomic
def add_occurrence(
    action: Action, *, label: str, due_on: date, by: Any, **fields: Any
) -> Occurrence:
    """Say that an action falls due once more."""
    occurrence = Occurrence(action=action, label=label, due_on=due_on, **fields)
    occurrence.full_clean()
    occurrence.save()
    record("plan.occurrence_added", action, by=by, due_on=due_on.isoformat())
    return occurrence


@transaction.atomic
def mark_done(occurrence: Occurrence, *, on: date, by: Any, note: str = "") -> Occurrence:
    """Say that an occurrence took place. Raises `AlreadyDone`."""
    if occurrence.done_on:
        raise AlreadyDone(f"{occurrence.label} is already recorded as done.")
    occurrence.done_on, occurrence.note = on, note or occurrence.note
    occurrence.full_clean()
    occurrence.save(update_fields=["done_on", "note"])
    record("plan.occurrence_done", occurrence.action, by=by, done_on=on.isoformat())
    return occurrence


@transaction.atomic
def add_dependency(
    plan: Plan, *, title: str, by: Any, objectives: Sequence[Objective] = (), **fields: Any
) -> Dependency:
    """Say what some objectives wait for, under the next free code (D1, D2, ...)."""
    taken = [int(code[1:]) for code in plan.dependencies.values_list("code", flat=True)]
    dependency = Dependency(plan=plan, code=f"D{max(taken, default=0) + 1}", title=title, **fields)
    dependency.full_clean()
    dependency.save()
    dependency.objectives.set(objectives)
    record("plan.dependency_added", dependency, by=by, code=dependency.code)
    return dependency


@transaction.atomic
def update_dependency(
    dependency: Dependency, *, by: Any, objectives: Sequence[Objective] | None = None, **fields: Any
) -> Dependency:
    """Change what is waited for, until when, or what waits; without a change nothing is written."""
    changed = [name for name, value in fields.items() if getattr(dependency, name) != value]
    for name in changed:
        setattr(dependency, name, fields[name])
    dependency.full_clean()
    dependency.save()
    if objectives is not None and set(objectives) != set(dependency.objectives.all()):
        dependency.objectives.set(objectives)
        changed.append("objectives")
    if changed:
        record("plan.dependency_edited", dependency, by=by, fields=sorted(changed))
    return dependency


@transaction.atomic
def meet_dependency(dependency: Dependency, *, on: date, how: str, by: Any) -> Dependency:
    """Say that what was waited for has come, and how. Raises `AlreadyMet`."""
    if dependency.met_on:
        raise AlreadyMet(f"{dependency.code} was met on {dependency.met_on:%d %B %Y}.")
    dependency.met_on, dependency.met_how = on, how
    dependency.full_clean()
    dependency.save(update_fields=["met_on", "met_how"])
    record("plan.dependency_met", dependency, by=by, on=on.isoformat())
    return dependency


@transaction.atomic
def note_download(plan: Plan, *, form: str, by: Any) -> None:
    """Write into the trail that somebody took the plan, or a list of it, away as a file."""
    record("plan.exported", plan, by=by, format=form)


def plan_of(item: Item) -> Plan:
    """Find the plan that an item stands in."""
    if isinstance(item, Theme):
        return item.plan
    return item.theme.plan if isinstance(item, Objective) else item.objective.theme.plan


def _added(item: Any, reference: str, by: Any) -> Any:
    item.full_clean()
    item.save()
    record("plan.item_added", item, by=by, reference=reference)
    return item


def _next(siblings: Any) -> int:
    return int(siblings.aggregate(last=Max("position"))["last"] or 0) + 1


def _keep(item: Item, field: str, before: Any, after: Any, by: Any) -> None:
    Edit.objects.create(
        plan=plan_of(item),
        record=key_of(item),
        field=field,
        before=_plain(before),
        after=_plain(after),
        author_name=_name_of(by),
    )


def _name_of(by: Any) -> str:
    """Name who acts; what the product does by itself keeps its mark, by which pages tell it."""
    return by if isinstance(by, str) and by.startswith("system:") else actor_name(by)


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _leads_now(item: Objective | Action) -> list[LeadRead]:
    rows = item.leads.select_related("organisation", "post__holder", "deputy")
    return [
        LeadRead(
            organisation_id=lead.organisation_id,
            organisation=lead.organisation.name,
            short=lead.organisation.short,
            post=lead.post.title if lead.post else "",
            deputy=lead.deputy.title if lead.deputy else "",
        )
        for lead in rows
    ]
