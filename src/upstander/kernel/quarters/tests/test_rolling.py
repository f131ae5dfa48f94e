"""The turn of the year: every action has a fate and a reason, and what comes round comes round."""

from datetime import date

import pytest

from upstander.kernel.errors import Refused
from upstander.kernel.plan import changes as plan_changes
from upstander.kernel.plan.models import Action, Plan
from upstander.kernel.plan.reading import read_plan
from upstander.kernel.quarters import changes
from upstander.kernel.quarters.changes.rolling import AlreadyRolled, NotDecided
from upstander.kernel.quarters.models import Lineage, PublicField, PublicFlag
from upstander.kernel.quarters.public import Flags


def fates(quarter, **other):
    small = quarter.small
    usual = {
        action.pk: changes.Fate("carried", "It goes on.")
        for action in (small.publicity, small.surgeries, small.tenancies)
    }
    return usual | {getattr(small, name).pk: fate for name, fate in other.items()}


def roll(quarter, **other):
    return changes.roll_over(
        quarter.small.plan, fates(quarter, **other), title="Next year", by=quarter.lead
    )


def test_structure_leads_and_dates_go_on_into_the_new_year(quarter):
    plan = roll(quarter)

    read = read_plan(plan)
    assert (plan.year, plan.starts_on, plan.ends_on) == (
        "2025-26",
        date(2025, 4, 1),
        date(2026, 3, 31),
    )
    assert [objective.number for objective in read.objectives] == ["18", "22"]
    hold = next(a for a in read.actions if a.short_title == "Hold the surgeries face to face")
    assert [lead.organisation for lead in hold.leads] == ["Safer Merton"]
    # the second Tuesday of each month, as in the year before; none of them is done
    assert [h.due_on for _, _, h in hold.occurrences] == [
        date(2025, 7, 8),
        date(2025, 8, 12),
        date(2025, 10, 14),
        date(2025, 12, 9),
    ]
    assert hold.done == 0
    assert hold.declared == ""


def test_what_is_waited_for_is_waited_for_still(quarter):
    plan = roll(quarter)

    (waits,) = plan.dependencies.all()
    assert waits.title == "Budget to be identified"
    assert [o.number for o in waits.objectives.all()] == ["22"]


def test_a_dropped_action_leaves_its_reason_and_an_empty_objective_goes(quarter):
    plan = roll(quarter, tenancies=changes.Fate("dropped", "Done by the landlords themselves."))

    assert [o.number for o in read_plan(plan).objectives] == ["18"]
    row = Lineage.objects.get(kind="dropped")
    assert (row.before, row.after) == (quarter.small.tenancies, None)
    assert row.reason == "Done by the landlords themselves."


def test_a_merged_action_leads_to_the_one_that_took_it_in(quarter):
    into = quarter.small.surgeries
    plan = roll(quarter, publicity=changes.Fate("merged", "One task.", into.pk))

    row = Lineage.objects.get(kind="merged")
    assert row.before == quarter.small.publicity
    assert row.after.objective.theme.plan == plan
    assert row.after.text == into.text


def test_every_action_needs_a_decision_with_a_reason(quarter):
    with pytest.raises(NotDecided, match=r"22\.1"):
        roll(quarter, tenancies=changes.Fate("dropped", "  "))

    assert Plan.objects.count() == 1


def test_nothing_is_merged_into_what_does_not_go_on(quarter):
    gone = quarter.small.tenancies.pk

    with pytest.raises(Refused, match=r"18\.1"):
        roll(
            quarter,
            publicity=changes.Fate("merged", "One task.", gone),
            tenancies=changes.Fate("dropped", "Done."),
        )


def test_a_plan_has_one_successor(quarter):
    roll(quarter)

    with pytest.raises(AlreadyRolled):
        roll(quarter)


def test_a_new_action_says_why_it_is_there(quarter):
    plan = roll(quarter)
    carried = Action.objects.filter(objective__theme__plan=plan).first()
    new = plan_changes.add_action(carried.objective, text="Open a third", by=quarter.lead)

    changes.note_new(new, reason="Asked for at the meeting.", by=quarter.lead)

    assert plan.lineage.get(kind="new").after == new
    for action in (carried, new):
        with pytest.raises(Refused, match="is known already"):
            changes.note_new(action, reason="Once more.", by=quarter.lead)


def test_the_year_is_rolled_over_on_one_page(as_lead, quarter):
    page = "/quarters/next-year/"
    small = quarter.small
    sent = {"title": "Plan of 2025-26"}
    for action in (small.publicity, small.surgeries, small.tenancies):
        sent |= {f"a{action.pk}-kind": "carried", f"a{action.pk}-reason": ""}
    sent |= {f"a{small.publicity.pk}-kind": "merged", f"a{small.publicity.pk}-into": "18.9"}

    refused = as_lead.post(page, sent)
    assert "18.9 is no other action of the plan" in refused.content.decode()
    assert "Say why 18.1 does not go on by itself" in refused.content.decode()

    sent |= {
        f"a{small.publicity.pk}-into": "18.2",
        f"a{small.publicity.pk}-reason": "Both are one task.",
    }
    done = as_lead.post(page, sent, follow=True)

    shown = done.content.decode()
    assert done.status_code == 200
    assert "Both are one task." in shown
    assert "It goes on." in shown
    assert Plan.objects.get(predecessor=small.plan).title == "Plan of 2025-26"
    assert as_lead.get(page).status_code == 302


def test_the_reason_for_what_is_new_is_asked_for_where_the_plan_comes_from(as_lead, quarter):
    plan = roll(quarter)
    objective = plan.themes.first().objectives.first()
    new = plan_changes.add_action(objective, text="Open a second surgery", by=quarter.lead)
    page = f"/quarters/lineage/{plan.pk}/"

    assert f"Why is {new.reference} new?" in as_lead.get(page).content.decode()
    wrong = as_lead.post(f"{page}new/", {"action": new.pk, "reason": " "})
    done = as_lead.post(f"{page}new/", {"action": new.pk, "reason": "Asked for."}, follow=True)
    again = as_lead.post(f"{page}new/", {"action": new.pk, "reason": "Twice."})

    assert (wrong.status_code, again.status_code) == (400, 400)
    assert "nobody has said why" not in done.content.decode()
    assert plan.lineage.get(kind="new").reason == "Asked for."


def test_what_was_kept_out_of_the_public_page_stays_out_of_it_next_year(quarter):
    small, hidden = quarter.small, PublicField.ACTION
    changes.set_public(small.plan, {PublicField.LEADS: False}, by=quarter.lead)
    for item in (small.tenancies, small.surgeries.objective, small.theme):
        about = f"{item._meta.label_lower}:{item.pk}"
        changes.set_public(small.plan, {hidden: False}, about=about, by=quarter.lead)

    plan = roll(quarter)

    flags = Flags(PublicFlag.objects.filter(plan=plan))
    theme = plan.themes.first()
    surgeries, tenancies = (o.actions.first() for o in theme.objectives.order_by("number"))
    assert not flags.shows(PublicField.LEADS)
    assert not flags.shows(hidden, f"plan.action:{tenancies.pk}")
    assert not flags.shows(hidden, f"plan.objective:{surgeries.objective_id}")
    assert not flags.shows(hidden, f"plan.theme:{theme.pk}")
    assert flags.shows(hidden, f"plan.action:{surgeries.pk}")


def test_the_page_of_quarters_leads_to_the_new_year_and_to_what_is_public(as_lead, quarter):
    before = as_lead.get("/quarters/").content.decode()
    plan = roll(quarter)
    after = as_lead.get("/quarters/").content.decode()

    assert 'href="/quarters/next-year/"' in before
    assert 'href="/quarters/public/"' in before
    assert 'href="/our-plan/"' in before
    assert f'href="/quarters/lineage/{plan.pk}/"' in after
    assert 'href="/quarters/next-year/"' not in after
