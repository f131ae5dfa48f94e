"""A plan of any size, for benchmarks and for tests that count queries."""

from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.utils import timezone

from upstander.kernel.clock import today
from upstander.kernel.people.models import Organisation, Post, User
from upstander.kernel.plan.models import (
    Action,
    Dependency,
    EvidenceItem,
    Lead,
    Objective,
    Occurrence,
    Plan,
    Theme,
    Update,
)
from upstander.kernel.plan.status import READING_ORDER

DAYS_BETWEEN_UPDATES = 91


@transaction.atomic
def make_plan(
    objectives: int = 23, actions: int = 58, updates: int = 8, year: str = "scale"
) -> Plan:
    """Make a plan with that many objectives, actions, and updates of each action.

    Actions have an occurrence each quarter, every fourth update has evidence, and the newest
    update is of yesterday: two years of work at eight updates.
    """
    start = today() - timedelta(days=200)
    plan = Plan.objects.create(
        title="Plan to measure with",
        year=year,
        starts_on=start,
        ends_on=start + timedelta(days=364),
    )
    made = _objectives(plan, objectives)
    rows = Action.objects.bulk_create(
        Action(
            objective=made[n * objectives // actions],
            position=n + 1,
            text=f"Do the work that action {n} of this plan describes, with every partner.",
            short_title=f"Do the work of action {n}",
        )
        for n in range(actions)
    )
    _updates(rows, updates)
    _occurrences(rows, start)
    return plan


def name_leads(plan: Plan, prefix: str = "lead") -> None:
    """Let somebody else lead each action of a plan, in a post of their own."""
    body = Organisation.objects.get_or_create(name="Organisation 0")[0]
    actions = list(Action.objects.filter(objective__theme__plan=plan))
    people = User.objects.bulk_create(
        User(name=f"Lead {n}", email=f"{prefix}-{n}@council.example") for n in range(len(actions))
    )
    posts = Post.objects.bulk_create(
        Post(organisation=body, title=f"{prefix} {n}", holder=holder)
        for n, holder in enumerate(people)
    )
    Lead.objects.bulk_create(
        Lead(action=action, organisation=body, post=post, position=0)
        for action, post in zip(actions, posts, strict=True)
    )


def _objectives(plan: Plan, count: int) -> list[Objective]:
    themes = [
        Theme.objects.create(plan=plan, number=str(n), title=f"Theme {n}", aim="An aim", position=n)
        for n in range(1, 5)
    ]
    made = Objective.objects.bulk_create(
        Objective(
            theme=themes[n * 4 // count], number=str(n + 1), title=f"Objective {n + 1}", position=n
        )
        for n in range(count)
    )
    organisations = [
        Organisation.objects.get_or_create(name=f"Organisation {n}")[0] for n in range(9)
    ]
    Lead.objects.bulk_create(
        Lead(objective=objective, organisation=organisations[n % 9], position=0)
        for n, objective in enumerate(made)
    )
    waits = Dependency.objects.create(
        plan=plan, code="D1", title="A budget", opened_on=plan.starts_on
    )
    waits.objectives.set(made[:2])
    return made


def _updates(actions: list[Action], count: int) -> None:
    yesterday = today() - timedelta(days=1)
    rows = Update.objects.bulk_create(
        Update(
            action=action,
            at=_noon(yesterday - timedelta(days=DAYS_BETWEEN_UPDATES * back)),
            author_name="Somebody",
            status=READING_ORDER[(place + back) % 4],
            text="What was done this quarter, in a sentence or two of ordinary length.",
        )
        for place, action in enumerate(actions)
        for back in range(count)
    )
    EvidenceItem.objects.bulk_create(
        EvidenceItem(update=row, kind="link", title="A page", url="https://work.example/")
        for row in rows[::4]
    )


def _occurrences(actions: list[Action], start: date) -> None:
    Occurrence.objects.bulk_create(
        Occurrence(
            action=action,
            label=f"Quarter {quarter + 1}",
            due_on=start + timedelta(days=90 * (quarter + 1)),
            done_on=start + timedelta(days=90 * (quarter + 1)) if quarter < 2 else None,
        )
        for action in actions
        for quarter in range(4)
    )


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12), tzinfo=timezone.get_current_timezone())
