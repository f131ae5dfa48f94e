"""The plan as it stands in the database, as a document."""

from datetime import date

from upstander.kernel.plan.interchange.document import (
    ActionDocument,
    ObjectiveDocument,
    PlanDocument,
    ThemeDocument,
)
from upstander.kernel.plan.interchange.text import clean, distinct, one_line
from upstander.kernel.plan.models import Action, Plan, Update
from upstander.kernel.plan.reading import read_plan
from upstander.kernel.plan.standing import (
    ActionRead,
    LeadRead,
    ObjectiveRead,
    PlanRead,
    ThemeRead,
    UpdateRead,
)


def document_of(plan: Plan) -> PlanDocument:
    """Write the plan as it stands today as a document; what was taken out of it is left out."""
    return document_from(read_plan(plan))


def document_from(read: PlanRead) -> PlanDocument:
    """Write a plan that was read as a document."""
    return _Gatherer(read.plan).document(read)


class _Gatherer:
    """Adds to a plan that was read what pages do not need: the updates' words, own due dates."""

    def __init__(self, plan: Plan) -> None:
        said = Update.objects.order_by().exclude(text="").values_list("pk", "text")
        of_objectives = said.filter(objective__theme__plan=plan)
        of_actions = said.filter(action__objective__theme__plan=plan)
        self.texts: dict[int, str] = dict(of_actions.union(of_objectives, all=True))
        actions = Action.objects.filter(objective__theme__plan=plan)
        self.dues: dict[int, date | None] = dict(actions.values_list("pk", "due"))

    def document(self, read: PlanRead) -> PlanDocument:
        return PlanDocument(
            title=one_line(read.plan.title),
            year=one_line(read.plan.year),
            themes=tuple(self.theme(theme) for theme in read.themes),
        )

    def theme(self, theme: ThemeRead) -> ThemeDocument:
        return ThemeDocument(
            number=one_line(theme.number),
            title=one_line(theme.title),
            aim=clean(theme.aim),
            objectives=tuple(self.objective(objective) for objective in theme.objectives),
            key=theme.pk,
        )

    def objective(self, objective: ObjectiveRead) -> ObjectiveDocument:
        return ObjectiveDocument(
            number=one_line(objective.number),
            title=clean(objective.title),
            leads=_names(objective.leads),
            progress=self.progress(objective.updates),
            status=_status(objective.updates),
            due=objective.due,
            depends_on=distinct([d.title for d in objective.dependencies if d.met_on is None]),
            actions=tuple(
                self.action(action) for action in objective.actions if not action.dropped
            ),
            key=objective.pk,
        )

    def action(self, action: ActionRead) -> ActionDocument:
        return ActionDocument(
            text=clean(action.text),
            leads=_names(action.own_leads),
            status=_status(action.updates),
            due=self.dues[action.pk],
            progress=self.progress(action.updates),
            reference=action.reference,
            key=action.pk,
        )

    def progress(self, updates: tuple[UpdateRead, ...]) -> str:
        """Find the words that were said last; an update may give a status without any."""
        words = (clean(self.texts.get(update.pk, "")) for update in updates)
        return next((said for said in words if said), "")


def _status(updates: tuple[UpdateRead, ...]) -> str | None:
    return next((update.status for update in updates if update.status), None)


def _names(leads: tuple[LeadRead, ...]) -> tuple[str, ...]:
    return distinct([lead.organisation for lead in leads])
