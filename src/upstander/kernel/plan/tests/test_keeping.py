"""A reading is kept until something is written. These tests commit: nothing is kept before."""

from datetime import date

import pytest

from upstander.kernel.people.changes import update_organisation
from upstander.kernel.people.models import Organisation
from upstander.kernel.plan import changes
from upstander.kernel.plan.models import Plan
from upstander.kernel.plan.reading import read_plan

BY = "system:test"

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def action():
    plan = changes.start_plan(
        title="Plan", year="2024-25", starts_on=date(2024, 4, 1), ends_on=date(2025, 3, 31), by=BY
    )
    theme = changes.add_theme(plan, number="1", title="Theme", by=BY)
    objective = changes.add_objective(theme, number="1", title="Objective", by=BY)
    action = changes.add_action(objective, text="Hold an evening", by=BY)
    lead = changes.NewLead(Organisation.objects.create(name="Old name"))
    changes.set_leads(action, [lead], by=BY)
    return action


def test_a_second_reading_asks_the_database_nothing(action, django_assert_num_queries):
    read_plan(Plan.objects.current())
    plan = Plan.objects.current()

    with django_assert_num_queries(0):
        read = read_plan(plan)

    assert [action.text for action in read.actions] == ["Hold an evening"]


def test_what_is_written_is_read_at_once(action):
    before = read_plan(Plan.objects.current())

    changes.add_update(action, status="behind", by=BY)
    update_organisation(Organisation.objects.get(), by=BY, name="New name")

    after = read_plan(Plan.objects.current())
    assert (before.actions[0].declared, after.actions[0].declared) == ("", "behind")
    assert after.actions[0].leads[0].organisation == "New name"


def test_a_plan_at_hand_without_the_head_is_read_anew(action):
    plan = Plan.objects.get()
    read_plan(plan)

    Plan.objects.update(title="Nobody noted this")
    action.text = "Hold two"
    action.save()

    assert read_plan(plan).actions[0].text == "Hold two"
