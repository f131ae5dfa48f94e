"""A document brought home: all of what the comparison says, in one transaction, or nothing."""

from collections import defaultdict
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from upstander.kernel.audit.record import record, take_head
from upstander.kernel.clock import today
from upstander.kernel.errors import Refused
from upstander.kernel.plan.changes import (
    NewLead,
    add_action,
    add_dependency,
    add_objective,
    add_theme,
    add_update,
    edit_item,
    set_leads,
    start_plan,
    update_dependency,
)
from upstander.kernel.plan.interchange.checking import check
from upstander.kernel.plan.interchange.comparison import compare
from upstander.kernel.plan.interchange.days import span_of
from upstander.kernel.plan.interchange.differences import Changes, ItemChange
from upstander.kernel.plan.interchange.directory import Directory
from upstander.kernel.plan.interchange.document import (
    ActionDocument,
    ObjectiveDocument,
    PlanDocument,
    ThemeDocument,
)
from upstander.kernel.plan.interchange.text import sameness
from upstander.kernel.plan.models import Action, Objective, Plan, Theme
from upstander.kernel.reference.quarters import year_of

LONGEST_SOURCE = 200


class PlanMoved(Refused):
    """The plan has changed since a person saw what an import would do."""

    def __init__(self) -> None:
        """Say what to do now."""
        super().__init__(
            "The plan has changed since you looked. Nothing was saved: look at the changes again."
        )


def commit(
    document: PlanDocument,
    plan: Plan | None,
    *,
    by: Any,
    file_name: str,
    expected: str = "",
    corrected: int = 0,
) -> Plan:
    """Bring a document in: as a new plan, or as exactly the changes that `compare` tells.

    `expected` is the fingerprint of the changes that a person agreed to; raises PlanMoved where
    they are others by now, and Refused for what a plan cannot hold. Either way nothing is saved.
    `corrected` says how often a person put the file right, for the trail.
    """
    check(document)
    try:
        with transaction.atomic():
            take_head()  # keeps every other writer out until this is done
            changes = compare(document, plan)
            if expected and changes.fingerprint != expected:
                raise PlanMoved
            if plan is not None and changes.nothing:
                return plan
            home = plan or _start(document, by)
            _Import(home, by, file_name).apply(changes)
            counts = {"added": changes.added, "changed": len(changes.items)}
            counts |= {"corrected_by_hand": corrected} if corrected else {}
            record("plan.imported", home, by=by, **counts)
            return home
    except ValidationError as error:
        raise Refused(
            "The file cannot become a plan. Nothing was saved.", error.messages
        ) from error


def year_meant(document: PlanDocument) -> tuple[str, date, date]:
    """Give the year that a new plan would be for, this one unless said, and its first and last day.

    Raises Refused where the document's year names none.
    """
    year = document.year or year_of(today())
    return year, *span_of(year)


def _start(document: PlanDocument, by: Any) -> Plan:
    year, starts_on, ends_on = year_meant(document)
    return start_plan(title=document.title, year=year, starts_on=starts_on, ends_on=ends_on, by=by)


class _Import:
    """Writes changes into one plan, each through the function that a page would use."""

    def __init__(self, plan: Plan, by: Any, file_name: str) -> None:
        self.plan, self.by = plan, by
        self.source = f"imported from {file_name}"[:LONGEST_SOURCE]
        self.directory = Directory.load()
        # what objectives begin or cease to wait for, by the title of the dependency
        self.waits: dict[str, set[int]] = defaultdict(set)
        self.waits_no_more: dict[str, set[int]] = defaultdict(set)
        self.titles: dict[str, str] = {}

    def apply(self, changes: Changes) -> None:
        for theme in changes.themes:
            self.theme(theme)
        themes = Theme.objects.in_bulk([new.theme for new in changes.objectives])
        for new_objective in changes.objectives:
            self.objective(themes[new_objective.theme], new_objective.document)
        keys = [new.objective for new in changes.actions]
        objectives = Objective.objects.select_related("theme__plan").in_bulk(keys)
        for new_action in changes.actions:
            self.action(objectives[new_action.objective], new_action.document)
        items = _items_of(changes)
        for change in changes.items:
            self.change(items[change.level][change.key], change)
        self.dependencies()

    def theme(self, document: ThemeDocument) -> None:
        theme = add_theme(
            self.plan,
            number=document.number,
            title=document.title,
            aim=document.aim,
            by=self.by,
        )
        for objective in document.objectives:
            self.objective(theme, objective)

    def objective(self, theme: Theme, document: ObjectiveDocument) -> None:
        objective = add_objective(
            theme, number=document.number, title=document.title, due=document.due, by=self.by
        )
        if document.leads:
            self.set_leads(objective, document.leads)
        self.say(objective, document.status, document.progress)
        self.wait(objective, (), document.depends_on)
        for action in document.actions:
            self.action(objective, action)

    def action(self, objective: Objective, document: ActionDocument) -> None:
        action = add_action(objective, text=document.text, due=document.due, by=self.by)
        if document.leads:
            self.set_leads(action, document.leads)
        self.say(action, document.status, document.progress)

    def change(self, item: Any, change: ItemChange) -> None:
        """Change one theme, objective or action; what was said of it becomes an update."""
        after = {field.field: field.after for field in change.fields}
        before = {field.field: field.before for field in change.fields}
        if "leads" in after:
            self.set_leads(item, after.pop("leads"))
        if "depends_on" in after:
            self.wait(item, before["depends_on"], after.pop("depends_on"))
        self.say(item, after.pop("status", None), after.pop("progress", ""))
        edit_item(item, by=self.by, **after)

    def say(self, item: Objective | Action, status: Any, progress: Any) -> None:
        if status or progress:
            add_update(
                item, by=self.by, status=status or "", text=progress or "", source=self.source
            )

    def set_leads(self, item: Objective | Action, names: Any) -> None:
        """Set who leads; whoever led already keeps their post and deputy."""
        known = {
            lead.organisation_id: NewLead(lead.organisation, lead.post, lead.deputy)
            for lead in item.leads.select_related("organisation", "post", "deputy")
        }
        organisations = [self.directory.find_or_add(name, self.by) for name in names]
        leads = [known.get(found.pk) or NewLead(found) for found in organisations]
        if leads or known:
            set_leads(item, leads, by=self.by)

    def wait(self, objective: Objective, before: Any, after: Any) -> None:
        old, new = ({sameness(title): title for title in titles} for titles in (before, after))
        for key in new:
            if key not in old:
                self.waits[key].add(objective.pk)
        for key in old:
            if key not in new:
                self.waits_no_more[key].add(objective.pk)
        self.titles |= new | old

    def dependencies(self) -> None:
        """Tie objectives to what they wait for, adding what is new under its own code."""
        known = {sameness(d.title): d for d in self.plan.dependencies.filter(met_on=None)}
        for key in dict.fromkeys([*self.waits, *self.waits_no_more]):
            dependency = known.get(key)
            held = set(dependency.objectives.values_list("pk", flat=True)) if dependency else set()
            pks = (held | self.waits[key]) - self.waits_no_more[key]
            objectives = list(Objective.objects.filter(pk__in=pks))
            if dependency:
                update_dependency(dependency, objectives=objectives, by=self.by)
            else:
                title = self.titles[key]
                add_dependency(self.plan, title=title, objectives=objectives, by=self.by)


def _items_of(changes: Changes) -> dict[str, dict[int, Any]]:
    keys: dict[str, list[int]] = defaultdict(list)
    for change in changes.items:
        keys[change.level].append(change.key)
    return {
        "theme": Theme.objects.select_related("plan").in_bulk(keys["theme"]),
        "objective": Objective.objects.select_related("theme__plan").in_bulk(keys["objective"]),
        "action": Action.objects.select_related("objective__theme__plan").in_bulk(keys["action"]),
    }
