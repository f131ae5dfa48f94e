"""What of the plan needs talking about: differences without a reason, what is late, what waits."""

from collections.abc import Iterator

from django.urls import reverse

from upstander.kernel.news import Matter
from upstander.kernel.plan.counting import is_late
from upstander.kernel.plan.models import Plan
from upstander.kernel.plan.reading import read_plan
from upstander.kernel.plan.standing import ActionRead, DependencyRead
from upstander.kernel.plan.status import DENSE_WORDS, Status


def matters_of_the_plan() -> list[Matter]:
    """Bring up each action once, the differences that nobody has explained first."""
    plan = Plan.objects.current()
    if plan is None:
        return []
    read = read_plan(plan)
    waiting = [_waits(each) for each in read.dependencies if each.met_on is None]
    return [*(matter for action in read.actions for matter in _of(action)), *waiting]


def _of(action: ActionRead) -> Iterator[Matter]:
    source, title = f"plan.action:{action.pk}", f"{action.reference} {action.title}"
    lead = action.leads[0].short if action.leads else ""
    page, reason = reverse("plan:action", args=[action.pk]), action.suggestion.reason
    if action.contradicts:
        said, suggested = Status(action.declared), action.suggestion.status
        text = f"Declared {DENSE_WORDS[said]}; the record suggests {DENSE_WORDS[suggested]}."
        yield Matter(source, "Needs a reason", title, f"{text} {reason}", page, lead, 4, order=20)
    elif is_late(action):
        yield Matter(source, "Late", title, reason, page, lead, 3, order=30)


def _waits(held: DependencyRead) -> Matter:
    day = held.expected_on
    text = f"Expected by {day.day} {day:%B %Y}." if day else ""
    page = reverse("plan:dependency", args=[held.pk])
    return Matter(f"plan.dependency:{held.pk}", "Waits", held.title, text, page, order=40)
