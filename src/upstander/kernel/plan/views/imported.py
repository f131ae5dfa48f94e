"""What there is to do after a plan was brought in: the first steps that make it a living thing."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from upstander.kernel.access.door import page
from upstander.kernel.clock import today
from upstander.kernel.people.models import Organisation
from upstander.kernel.plan.models import Plan
from upstander.kernel.plan.reading import read_plan
from upstander.kernel.plan.standing import PlanRead

MOST_NAMED = 6


@dataclass(frozen=True)
class Step:
    """One thing to do: why, and where."""

    title: str
    text: str
    link: str = ""
    url: str = ""


@require_safe
@page("plan.edit")
def import_done(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what to do next, the most useful first; what is done already is left out."""
    plan = get_object_or_404(Plan.objects.visible_to(request.user), pk=pk)
    read = read_plan(plan)
    context = {
        "plan": plan,
        "read": read,
        "current": Plan.objects.current() == plan,
        "later": plan.starts_on > today(),
        "steps": _steps(read),
    }
    return render(request, "plan/importing/done.html", context)


def _steps(read: PlanRead) -> list[Step]:
    possible = (_unled(read), _unpeopled(read), _dateless(read), _waiting(read))
    return [step for step in possible if step]


def _unled(read: PlanRead) -> Step | None:
    without = [action for action in read.actions if not action.leads]
    if not without:
        return None
    return Step(
        f"Name who leads {_actions(len(without))}",
        "Nobody is asked how they stand until somebody leads them.",
        "See them",
        f"{reverse('plan:actions')}?lead=none",
    )


def _unpeopled(read: PlanRead) -> Step | None:
    """Find the organisations that lead something and in which nobody can sign in."""
    keys = {lead.organisation_id for objective in read.objectives for lead in objective.leads}
    keys |= {lead.organisation_id for action in read.actions for lead in action.own_leads}
    alone = Organisation.objects.filter(pk__in=keys, memberships=None).order_by("name")
    names = [organisation.name for organisation in alone]
    if not names:
        return None
    more = f" and {len(names) - MOST_NAMED} more" if len(names) > MOST_NAMED else ""
    noun = "an organisation that leads" if len(names) == 1 else "organisations that lead"
    return Step(
        f"Bring in the people of {noun if len(names) == 1 else f'{len(names)} {noun}'}",
        f"Nobody can answer yet for {', '.join(names[:MOST_NAMED])}{more}. An administrator gives "
        "people their accounts.",
    )


def _dateless(read: PlanRead) -> Step | None:
    without = [action for action in read.actions if not action.due and not action.occurrences]
    if not without:
        return None
    return Step(
        f"Give {_actions(len(without))} a day, or dates that come round",
        "The rules can only say that something is behind where they know when it was due.",
        "Outline of the plan",
        reverse("plan:outline"),
    )


def _waiting(read: PlanRead) -> Step | None:
    waiting = [held for held in read.dependencies if held.met_on is None]
    if not waiting:
        return None
    return Step(
        "Look at what the plan waits for",
        f"{'; '.join(held.title for held in waiting[:MOST_NAMED])}. While it is open and nothing "
        "is done, the rules suggest On Hold.",
        "What it depends on",
        reverse("plan:dependencies"),
    )


def _actions(count: int) -> str:
    return "one action" if count == 1 else f"{count} actions"
