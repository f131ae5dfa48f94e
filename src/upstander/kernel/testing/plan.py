"""A small plan for tests: two objectives, three actions, and something of every kind in it.

Its story stands on Thursday 14 November 2024, the day of the tests' clock:
18.1 agrees with its rules, 18.2 contradicts them since August was missed, 22.1 waits for D1.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from upstander.kernel import clock
from upstander.kernel.people.models import Organisation
from upstander.kernel.plan import changes
from upstander.kernel.plan.models import Action, Dependency, Objective, Plan, Theme, Update
from upstander.kernel.testing.people import organisation

BY = "system:tests"
BEGAN = datetime(2024, 4, 1, 9, tzinfo=UTC)
JULY = datetime(2024, 7, 9, 9, tzinfo=UTC)
OCTOBER = datetime(2024, 10, 9, 9, tzinfo=UTC)
SURGERIES = (
    ("Advice surgery in July", date(2024, 7, 9), date(2024, 7, 9)),
    ("Advice surgery in August", date(2024, 8, 13), None),
    ("Advice surgery in October", date(2024, 10, 8), date(2024, 10, 8)),
    ("Advice surgery in December", date(2024, 12, 10), None),
)


@dataclass(frozen=True)
class SmallPlan:
    """The plan and what a test wants to take hold of."""

    plan: Plan
    theme: Theme
    objective: Objective  # 18, led by Safer Merton
    publicity: Action  # 18.1
    surgeries: Action  # 18.2
    landlords: Objective  # 22, led by Clarion
    tenancies: Action  # 22.1
    dependency: Dependency  # D1 holds 22
    said: Update  # the last word on 18.2

    @property
    def clarion(self) -> Organisation:
        """Give the landlord that leads 22."""
        return self.landlords.leads.get().organisation


def start(**fields: Any) -> Plan:
    """Begin an empty plan for 2024-25."""
    with clock.set_to(BEGAN):
        return changes.start_plan(
            title=fields.pop("title", "Hate crime work plan"),
            year=fields.pop("year", "2024-25"),
            starts_on=date(2024, 4, 1),
            ends_on=date(2025, 3, 31),
            by=BY,
            **fields,
        )


def small_plan(*, october: bool = True) -> SmallPlan:
    """Make the plan and tell its story up to the tests' day; or leave out what October said."""
    plan = start()
    with clock.set_to(BEGAN):
        theme = changes.add_theme(plan, number="3", title="Provision", aim="Better support", by=BY)
        surgeries = _objective(theme, "18", "Hold advice surgeries", "Safer Merton")
        landlords = _objective(theme, "22", "Landlords act on hate crime", "Clarion")
        publicise = _action(surgeries, "Publicise the surgeries", "ongoing")
        hold = _action(surgeries, "Hold the surgeries face to face", "monthly")
        tenancies = _action(landlords, "Make tenancy agreements clear", "once")
        for label, due_on, done_on in SURGERIES:
            changes.add_occurrence(hold, label=label, due_on=due_on, done_on=done_on, by=BY)
        waits = changes.add_dependency(
            plan, title="Budget to be identified", objectives=[landlords], by=BY
        )
    said = _say(publicise, hold, tenancies, october=october)
    return SmallPlan(plan, theme, surgeries, publicise, hold, landlords, tenancies, waits, said)


def _objective(theme: Theme, number: str, title: str, lead: str) -> Objective:
    found = changes.add_objective(theme, number=number, title=title, by=BY)
    body = organisation(lead, short_name=lead)
    changes.set_leads(found, [changes.NewLead(body)], by=BY)
    return found


def _action(objective: Objective, title: str, cadence: str) -> Action:
    return changes.add_action(
        objective, text=f"{title}, with partners.", short_title=title, cadence=cadence, by=BY
    )


def _say(publicise: Action, hold: Action, tenancies: Action, *, october: bool) -> Update:
    with clock.set_to(JULY):
        changes.add_update(publicise, status="on_hold", text="No printer yet.", by=BY)
        said = changes.add_update(hold, status="in_progress", text="One held.", by=BY)
        changes.add_update(tenancies, status="on_hold", text="No budget.", by=BY)
    if not october:
        return said
    with clock.set_to(OCTOBER):
        changes.add_update(publicise, status="in_progress", text="Posters are up.", by=BY)
        return changes.add_update(hold, status="in_progress", text="Two held.", by=BY)
