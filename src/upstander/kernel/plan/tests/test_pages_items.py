from datetime import date

import pytest
from django.urls import reverse

from upstander.kernel.figures import Period
from upstander.kernel.plan import changes
from upstander.kernel.plan.changes import NewEvidence
from upstander.kernel.plan.measures import count_measures
from upstander.kernel.plan.models import MeasureSample
from upstander.kernel.plan.tests.looking import words
from upstander.kernel.testing.people import post

pytestmark = pytest.mark.django_db


def test_an_objective_shows_its_actions_with_the_reason_of_each_suggestion(
    visit, member, borough_plan
):
    page = words(visit(member).get(f"/plan/objectives/{borough_plan.objective.pk}/"))

    assert "Hold advice surgeries" in page
    assert "Evidence suggests <strong>Behind</strong>" in page
    assert "Advice surgery in August is missing." in page
    assert "<strong>2</strong> done / 3 due / 4" in page


def test_an_objective_shows_how_its_actions_were_declared_quarter_by_quarter(
    visit, member, borough_plan
):
    context = visit(member).get(f"/plan/objectives/{borough_plan.objective.pk}/").context

    assert [quarter.number for quarter in context["quarters"]] == [2, 3]
    declared = {action.reference: codes for action, codes in context["declared"]}
    assert declared == {
        "18.1": ["on_hold", "in_progress"],
        "18.2": ["in_progress", "in_progress"],
    }


def test_the_year_of_an_action_that_comes_round_is_drawn(visit, member, borough_plan):
    context = visit(member).get(f"/plan/objectives/{borough_plan.objective.pk}/").context

    [run] = context["runs"]
    assert run.figure.title == ("18.2 Hold the surgeries face to face: 2 of 3 done, August missed")
    assert [state for _, state in run.figure.rows] == ["Done", "Missed", "Done", "To come"]


def test_measures_stand_with_their_history(visit, member, borough_plan):
    for start, end in (("2024-07-01", "2024-09-30"), ("2024-10-01", "2024-12-31")):
        period = Period(date.fromisoformat(start), date.fromisoformat(end))
        count_measures(borough_plan.plan, period)

    context = visit(member).get(f"/plan/objectives/{borough_plan.objective.pk}/").context

    cards = {card.code: card for card in context["measures"]}
    assert cards["plan.done_on_time"].value == "1 of 1 due"
    assert cards["plan.done_on_time"].figure.rows == (("Q2 24", "1"), ("Q3 24", "1"))


@pytest.mark.parametrize(
    ("state", "told"),
    [
        ("blank", "Not recorded"),
        ("not_due", "Nothing due yet"),
        ("not_received", "Not received"),
        ("suppressed", "Too few to show"),
        ("zero", "0 of 4 due"),
        ("value", "3 of 4 due"),
    ],
)
def test_each_state_of_a_number_has_words_of_its_own(state, told, visit, member, borough_plan):
    MeasureSample.objects.create(
        plan=borough_plan.plan,
        code="plan.done_on_time",
        objective="18",
        starts_on=date(2024, 10, 1),
        ends_on=date(2024, 12, 31),
        counted_on=date(2024, 11, 14),
        state=state,
        numerator={"value": 3, "zero": 0}.get(state),
        denominator=4 if state in ("value", "zero") else None,
    )

    page = words(visit(member).get(f"/plan/objectives/{borough_plan.objective.pk}/"))

    assert f"Done on time: {told}" in page


def test_evidence_of_this_quarter_stands_apart_from_earlier(visit, member, borough_plan):
    item = changes.add_evidence(
        borough_plan.said,
        NewEvidence("link", "Poster of the surgeries", url="https://merton.example/poster"),
        by="system:tests",
    )
    first = borough_plan.surgeries.updates.last()
    early = changes.add_evidence(
        first, NewEvidence("link", "First poster", url="https://merton.example/1"), by="system:t"
    )

    context = visit(member).get(f"/plan/objectives/{borough_plan.objective.pk}/").context

    assert [piece for piece, _ in context["evidence"]] == [item]
    assert [piece for piece, _ in context["earlier_evidence"]] == [early]


def test_an_objective_names_what_it_waits_for(visit, member, borough_plan):
    page = words(visit(member).get(f"/plan/objectives/{borough_plan.landlords.pk}/"))

    assert "Budget to be identified" in page
    assert reverse("plan:dependency", args=[borough_plan.dependency.pk]) in page


def test_an_action_shows_declared_beside_suggested(visit, member, borough_plan):
    page = words(visit(member).get(f"/plan/actions/{borough_plan.surgeries.pk}/"))

    assert "The evidence suggests" in page
    assert "Needs a reason." in page
    assert "Not recorded" in page
    assert "Two held." in page


def test_an_action_names_post_holder_and_deputy(visit, member, borough_plan, safer_merton):
    lead = post("Victim Support Officer", safer_merton, holder=member)
    deputy = post("Community Safety Officer", safer_merton)
    changes.set_leads(
        borough_plan.surgeries, [changes.NewLead(safer_merton, lead, deputy)], by="system:tests"
    )

    page = words(visit(member).get(f"/plan/actions/{borough_plan.surgeries.pk}/"))

    assert "Victim Support Officer: Jo Lindqvist" in page
    assert "Deputy: Community Safety Officer" in page


def test_a_correction_leaves_what_was_said_readable(visit, member, borough_plan, strategic_lead):
    changes.add_update(
        borough_plan.surgeries,
        status="behind",
        text="August was missed.",
        corrects=borough_plan.said,
        by=strategic_lead,
    )

    page = words(visit(member).get(f"/plan/actions/{borough_plan.surgeries.pk}/"))

    struck = page[page.index("<del") : page.index("</del>")]
    assert "Two held." in struck
    assert "Put right on 14 November 2024" in page
    assert "putting right what was said on 9 October 2024" in page


def test_what_runs_by_itself_is_not_named_like_a_person(visit, member, borough_plan):
    page = words(visit(member).get(f"/plan/actions/{borough_plan.surgeries.pk}/"))

    assert "Upstander (tests)" in page
    assert "system:tests" not in page


@pytest.mark.parametrize("name", ["objective", "action", "dependency", "evidence"])
def test_a_page_about_nothing_is_not_found(name, visit, member, borough_plan):
    assert visit(member).get(reverse(f"plan:{name}", args=[999_999])).status_code == 404


def test_an_action_that_was_taken_out_says_when_and_why(visit, strategic_lead, borough_plan):
    changes.drop_action(borough_plan.publicity, why="Merged into 18.2.", by=strategic_lead)
    browser = visit(strategic_lead)

    page = words(browser.get(f"/plan/actions/{borough_plan.publicity.pk}/"))

    assert "Taken out of the plan on Thursday 14 November 2024: Merged into 18.2." in page
    assert reverse("plan:update", args=[borough_plan.publicity.pk]) not in page
