"""The days on which something of the plan is due, as a calendar."""

from collections.abc import Iterator

from upstander.kernel.clock import now
from upstander.kernel.documents.report.calendar import DueDay, to_calendar
from upstander.kernel.plan.standing import ActionRead, ObjectiveRead, PlanRead
from upstander.kernel.plan.status import Status


def calendar_of(read: PlanRead) -> bytes:
    """Write the due days of a plan: of objectives, of actions, and of each time one comes round.

    It names organisations and what they lead, and nobody in person.
    """
    return to_calendar(f"{read.plan.title}: due dates", due_days(read), stamp=now())


def due_days(read: PlanRead) -> Iterator[DueDay]:
    """List what is due and when; a key holds as long as its row, whatever its words become."""
    # two installations may both have an action 7, so the moment the plan was begun comes first
    scope = f"{read.plan.added_at.isoformat()}:{read.plan.pk}"
    for objective in read.objectives:
        if objective.due:
            title = f"{objective.number} {objective.title}"
            key = f"{scope}:objective:{objective.pk}"
            yield DueDay(key, objective.due, title, _led_by(objective), read.plan.title)
    for action in read.actions:
        yield from _of_action(action, scope, read.plan.title)


def _of_action(action: ActionRead, scope: str, group: str) -> Iterator[DueDay]:
    name = f"{action.reference} {action.title}"
    detail = _detail(action)
    if action.due and action.due != action.objective.due and not action.occurrences:
        yield DueDay(f"{scope}:action:{action.pk}", action.due, name, detail, group)
    for pk, _, happening in action.occurrences:
        done = "Done: " if happening.done_on else ""
        title = f"{done}{happening.label} ({name})"
        yield DueDay(f"{scope}:occurrence:{pk}", happening.due_on, title, detail, group)


def _detail(action: ActionRead) -> str:
    status = f"Status: {Status(action.declared).label}" if action.declared else ""
    lines = [action.text, _led_by(action), status]
    return "\n".join(filter(None, lines))


def _led_by(item: ActionRead | ObjectiveRead) -> str:
    names = ", ".join(dict.fromkeys(lead.organisation for lead in item.leads))
    return f"Led by {names}" if names else ""
