from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from upstander.kernel.audit.record import events_for
from upstander.kernel.exports.reading import read_rows
from upstander.kernel.figures import Period
from upstander.kernel.people.changes import give_role
from upstander.kernel.plan import changes
from upstander.kernel.plan.measures import count_measures
from upstander.kernel.plan.tests.looking import words
from upstander.kernel.testing.people import person, post
from upstander.kernel.testing.scale import make_plan

pytestmark = pytest.mark.django_db


def shown(response) -> list[str]:
    return [row.action.reference for group in response.context["themes"] for row in group["rows"]]


def test_the_list_shows_every_action_under_its_theme(visit, member, borough_plan):
    response = visit(member).get("/plan/actions/")

    assert shown(response) == ["18.1", "18.2", "22.1"]
    assert "Theme 3: Provision" in words(response)
    assert "1 needs a reason" in words(response)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("status=on_hold", ["22.1"]),
        ("status=none", []),
        ("theme=3", ["18.1", "18.2", "22.1"]),
        ("theme=4", []),
        ("objective=22", ["22.1"]),
        ("objective=18&status=on_hold", []),
        ("flag=contradiction", ["18.2"]),
        ("flag=reason", []),
        ("flag=silent", ["22.1"]),
        ("flag=late", ["18.2"]),
        ("flag=due", ["18.2"]),
        ("flag=moved", ["18.1"]),
        ("flag=dropped", []),
        ("lead=none", []),
        ("lead=nobody", []),
        ("flag=unheard-of", []),
        ("status=%00", []),
    ],
)
def test_a_filter_leaves_what_it_says(query, found, visit, member, borough_plan):
    response = visit(member).get(f"/plan/actions/?{query}")

    assert response.status_code == 200
    assert shown(response) == found


def test_the_list_can_be_narrowed_to_what_one_body_leads(visit, member, borough_plan):
    response = visit(member).get(f"/plan/actions/?lead={borough_plan.clarion.pk}")

    assert shown(response) == ["22.1"]
    assert "<strong>1</strong> of 3 actions" in words(response)


def test_a_filter_in_force_can_be_taken_away(visit, member, borough_plan):
    response = visit(member).get("/plan/actions/?objective=22&flag=silent")

    assert response.context["removable"] == [
        {"title": "22. Landlords act on hate crime", "url": "?flag=silent"},
        {"title": "No update", "url": "?objective=22"},
    ]


def test_each_view_of_the_list_says_how_many_it_shows(visit, member, borough_plan):
    browser = visit(member)

    views = browser.get("/plan/actions/").context["views"]

    counted = {view["title"]: view["count"] for view in views}
    assert counted == {
        "All": 3,
        "Behind": 0,
        "Need a reason": 1,
        "No update": 1,
        "Late": 1,
        "Due in 30 days": 1,
        "Moved": 1,
    }
    assert all(browser.get(view["url"]).context["shown"] == view["count"] for view in views)


def test_a_reason_stands_under_its_row(visit, member, borough_plan, strategic_lead):
    changes.add_update(
        borough_plan.surgeries, status="in_progress", reason="Moved to spring.", by=strategic_lead
    )

    page = words(visit(member).get("/plan/actions/"))

    assert "Amara Osei says:" in page
    assert "Moved to spring." in page
    assert "Needs a reason" not in page


def test_what_was_taken_out_stands_in_a_list_of_its_own(visit, strategic_lead, borough_plan):
    changes.drop_action(borough_plan.publicity, why="Merged into 18.2.", by=strategic_lead)
    browser = visit(strategic_lead)

    left = shown(browser.get("/plan/actions/"))
    taken = shown(browser.get("/plan/actions/?flag=dropped"))

    assert (left, taken) == (["18.2", "22.1"], ["18.1"])


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_the_list_goes_out_as_a_file_with_the_filters_in_force(
    form, visit, member, borough_plan, tmp_path
):
    response = visit(member).get(f"/plan/actions/?objective=18&format={form}")

    path = tmp_path / f"actions.{form}"
    path.write_bytes(response.content)
    with path.open("rb") as file:
        sheet = read_rows(file, path.name)
    assert [row[0] for row in sheet.rows] == ["18.1", "18.2"]
    assert sheet.rows[1][10:13] == ["In Progress/ On Going", "In Progress/ On Going", "Behind"]
    assert events_for(borough_plan.plan)[0].kind == "plan.exported"


@pytest.mark.slow
@pytest.mark.parametrize("name", ["actions", "compare", "mine", "outline"])
def test_a_plan_ten_times_as_large_asks_no_further_questions(name, client):
    client.force_login(person("strategic_lead"))
    place = reverse(f"plan:{name}")
    make_plan(objectives=6, actions=12, updates=2)
    with CaptureQueriesContext(connection) as once:
        client.get(place)
    make_plan(objectives=60, actions=120, updates=2, year="large")
    with CaptureQueriesContext(connection) as ten_times:
        response = client.get(place)

    assert response.status_code == 200
    assert len(ten_times) == len(once)


def test_my_actions_are_those_of_my_post_first_what_needs_me(visit, borough_plan, safer_merton):
    officer = person("action_lead", safer_merton)
    desk = post("Victim Support Officer", safer_merton, holder=officer)
    changes.set_leads(
        borough_plan.surgeries, [changes.NewLead(safer_merton, desk)], by="system:tests"
    )

    response = visit(officer).get("/plan/mine/")

    needed, fine = (group[1] for group in response.context["groups"])
    assert [row["action"].reference for row in needed] == ["18.2"]
    assert needed[0]["asks"] == [
        "Advice surgery in August is not recorded",
        "Say why the status stands, or change it",
    ]
    assert fine == []


def test_without_a_post_my_actions_are_those_of_my_organisation(visit, landlord, borough_plan):
    page = words(visit(landlord).get("/plan/mine/"))

    assert "You answer for 1 action." in page
    assert "Give this quarter’s update" in page
    assert reverse("plan:update", args=[borough_plan.tenancies.pk]) in page


def test_who_leads_nothing_reads_what_to_do(visit, borough_plan):
    nobody = person("action_lead", None)
    changes.set_leads(borough_plan.objective, [], by="system:tests")

    page = words(visit(nobody).get("/plan/mine/"))

    assert "You lead no action of this plan" in page


def test_a_measure_tells_how_it_is_counted_and_leads_to_its_lists(visit, member, borough_plan):
    count_measures(borough_plan.plan, Period(date(2024, 7, 1), date(2024, 9, 30)))
    count_measures(borough_plan.plan, Period(date(2024, 10, 1), date(2024, 12, 31)))
    browser = visit(member)

    response = browser.get("/plan/measures/plan.done_on_time/")

    page = words(response)
    assert "Done on time: 1 of 1 due" in page
    assert "1 occurrences in quarter 3 so far, 1 in quarter 2" in page
    lists = [row["sample"].evidence_url for row in response.context["rows"]]
    assert all(browser.get(address).status_code == 200 for address in lists)


def test_a_measure_that_nobody_declared_is_not_found(visit, member, borough_plan):
    assert visit(member).get("/plan/measures/plan.unheard_of/").status_code == 404


def test_every_page_about_the_plan_leads_home_while_there_is_none(visit, strategic_lead):
    browser = visit(strategic_lead)

    for name in ("actions", "compare", "mine", "dependencies", "outline", "theme_new"):
        response = browser.get(reverse(f"plan:{name}"))
        assert (response.status_code, response["Location"]) == (302, "/plan/"), name


def test_a_person_of_two_bodies_answers_for_what_both_lead(visit, landlord, borough_plan):
    safer = borough_plan.objective.leads.get().organisation
    give_role(landlord, organisation=safer, role="action_lead", by="system:tests")

    page = words(visit(landlord).get("/plan/mine/"))

    assert "You answer for 3 actions." in page
