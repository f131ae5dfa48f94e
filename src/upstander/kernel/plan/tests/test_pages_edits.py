from datetime import date

import pytest
from django.urls import reverse

from upstander.kernel.people.models import Organisation
from upstander.kernel.plan.models import Action, Dependency, Edit, Objective, Plan, Theme
from upstander.kernel.plan.tests.looking import words
from upstander.kernel.testing.people import organisation, person, post

pytestmark = pytest.mark.django_db


def leads(*rows, standing: int = 0) -> dict[str, str]:
    """Give the rows of leads as a form sends them."""
    sent = {
        "leads-TOTAL_FORMS": str(max(len(rows), standing)),
        "leads-INITIAL_FORMS": str(standing),
    }
    for place, row in enumerate(rows):
        for name, value in zip(("organisation", "post", "deputy"), row, strict=False):
            sent[f"leads-{place}-{name}"] = str(value)
    return sent


def day(name: str, value: date | None) -> dict[str, str]:
    parts = ("day", "month", "year")
    return {f"{name}_{part}": str(getattr(value, part)) if value else "" for part in parts}


def test_an_empty_plan_is_begun_with_its_year(visit, strategic_lead):
    said = {"title": "Work plan", "borough": "Merton"}
    span = day("starts_on", date(2024, 4, 1)) | day("ends_on", date(2025, 3, 31))

    response = visit(strategic_lead).post("/plan/start/", said | span, follow=True)

    plan = Plan.objects.get()
    assert (plan.title, plan.year, plan.ends_on) == ("Work plan", "2024-25", date(2025, 3, 31))
    assert "The plan is empty" in words(response)


def test_a_plan_cannot_end_before_it_begins(visit, strategic_lead):
    said = {"title": "Work plan"}
    span = day("starts_on", date(2024, 4, 1)) | day("ends_on", date(2024, 3, 31))

    page = words(visit(strategic_lead).post("/plan/start/", said | span))

    assert "The last day must come after the first day" in page
    assert Plan.objects.count() == 0


def test_themes_objectives_and_actions_are_added_from_the_outline(
    visit, strategic_lead, borough_plan
):
    browser = visit(strategic_lead)
    clarion = borough_plan.clarion

    browser.post("/plan/themes/new/", {"number": "4", "title": "Protection", "aim": "Act"})
    theme = Theme.objects.get(number="4")
    said = {"number": "23", "title": "Train officers", **leads((clarion.pk,))}
    browser.post(reverse("plan:objective_new", args=[theme.pk]), said)
    objective = Objective.objects.get(number="23")
    said = {"text": "Train every officer", "cadence": "once", **leads()}
    said |= {"measures": "plan.done_on_time"}
    browser.post(reverse("plan:action_new", args=[objective.pk]), said)

    action = Action.objects.get(objective=objective)
    assert (action.reference, action.text, action.measures) == (
        "23.1",
        "Train every officer",
        ["plan.done_on_time"],
    )
    assert action.led_by() == {clarion.pk}


@pytest.mark.parametrize("number", ["18", "22"])
def test_a_number_that_the_plan_has_is_refused(number, visit, strategic_lead, borough_plan):
    place = reverse("plan:objective_new", args=[borough_plan.theme.pk])

    response = visit(strategic_lead).post(place, {"number": number, "title": "Again", **leads()})

    assert f"The plan has a number {number} already" in words(response)
    assert Objective.objects.filter(number=number).count() == 1


def test_an_edit_keeps_what_stood_there_before(visit, strategic_lead, borough_plan):
    place = reverse("plan:theme_edit", args=[borough_plan.theme.pk])

    visit(strategic_lead).post(place, {"title": "Provision", "aim": "Better, nearer support"})

    edit = Edit.objects.first()
    assert (edit.field, edit.before, edit.after) == (
        "aim",
        "Better support",
        "Better, nearer support",
    )
    assert edit.author_name == "Amara Osei"


def action_form(action, **said):
    return {
        "text": action.text,
        "short_title": action.short_title,
        "cadence": action.cadence,
        **day("due", action.due),
        **leads(),
        **said,
    }


def test_an_action_is_edited_with_its_day_and_its_leads(
    visit, strategic_lead, borough_plan, safer_merton
):
    officer = post("Victim Support Officer", safer_merton)
    deputy = post("Community Safety Officer", safer_merton)
    said = day("due", date(2025, 3, 1)) | leads((safer_merton.pk, officer.pk, deputy.pk))

    visit(strategic_lead).post(
        reverse("plan:action_edit", args=[borough_plan.publicity.pk]),
        action_form(borough_plan.publicity, **said),
    )

    borough_plan.publicity.refresh_from_db()
    lead = borough_plan.publicity.leads.get()
    assert borough_plan.publicity.due == date(2025, 3, 1)
    assert (lead.organisation, lead.post, lead.deputy) == (safer_merton, officer, deputy)


def test_saving_without_a_change_writes_nothing(visit, strategic_lead, borough_plan):
    before = Edit.objects.count()

    visit(strategic_lead).post(
        reverse("plan:action_edit", args=[borough_plan.publicity.pk]),
        action_form(borough_plan.publicity),
    )

    assert Edit.objects.count() == before


def test_a_post_of_another_body_cannot_lead(visit, strategic_lead, borough_plan, safer_merton):
    stranger = post("Housing Officer", borough_plan.clarion)

    response = visit(strategic_lead).post(
        reverse("plan:objective_edit", args=[borough_plan.objective.pk]),
        {
            "title": "Hold advice surgeries",
            **day("due", None),
            **leads((safer_merton.pk, stranger.pk), standing=1),
        },
    )

    page = words(response)
    assert "Housing Officer is a post at Clarion." in page
    assert borough_plan.objective.leads.get().post is None


def test_a_body_is_named_once(visit, strategic_lead, borough_plan, safer_merton):
    twice = leads((safer_merton.pk,), (safer_merton.pk,), standing=1)

    response = visit(strategic_lead).post(
        reverse("plan:objective_edit", args=[borough_plan.objective.pk]),
        {"title": "Hold advice surgeries", **day("due", None), **twice},
    )

    assert "Safer Merton is named twice" in words(response)
    assert "<title>Error: " in words(response)


def test_a_lead_goes_when_its_row_is_emptied(visit, strategic_lead, borough_plan):
    visit(strategic_lead).post(
        reverse("plan:objective_edit", args=[borough_plan.objective.pk]),
        {"title": "Hold advice surgeries", **day("due", None), **leads(("",), standing=1)},
    )

    assert borough_plan.objective.leads.count() == 0


def test_a_body_that_is_no_longer_at_work_is_only_offered_where_it_leads(
    visit, strategic_lead, borough_plan
):
    organisation("Closed Trust")
    Organisation.objects.filter(name__in=["Closed Trust", "Clarion"]).update(active=False)

    page = words(
        visit(strategic_lead).get(reverse("plan:objective_edit", args=[borough_plan.landlords.pk]))
    )

    assert "Clarion" in page
    assert "Closed Trust" not in page


def test_a_form_asked_for_in_place_is_a_part_of_a_page(visit, strategic_lead, borough_plan):
    place = reverse("plan:action_edit", args=[borough_plan.surgeries.pk])
    htmx = {"HX-Request": "true"}
    browser = visit(strategic_lead)

    part = words(browser.get(place, headers=htmx))
    wrong = words(browser.post(place, {"text": ""} | leads(), headers=htmx))
    stands_on = {"HX-Current-URL": "http://testserver/plan/objectives/1/#timeline"}
    right = browser.post(place, action_form(borough_plan.surgeries), headers=htmx | stands_on)

    assert "<html" not in part
    assert f'hx-post="{place}"' in part
    assert f'id="id_{borough_plan.surgeries.pk}_text"' in part
    assert "Enter the action" in wrong
    assert right["HX-Redirect"] == "/plan/objectives/1/"


def test_an_action_is_taken_out_with_its_reason(visit, strategic_lead, borough_plan):
    place = reverse("plan:action_drop", args=[borough_plan.publicity.pk])
    browser = visit(strategic_lead)

    asked = words(browser.post(place, {"why": ""}))
    browser.post(place, {"why": "Merged into 18.2."})
    again = browser.post(place, {"why": "Once more."})

    borough_plan.publicity.refresh_from_db()
    assert "Say why the action is taken out" in asked
    assert borough_plan.publicity.dropped_why == "Merged into 18.2."
    assert again.status_code == 400


def test_a_date_is_added_and_recorded_as_done_by_its_lead(visit, landlord, borough_plan):
    browser = visit(landlord)
    place = reverse("plan:occurrence_new", args=[borough_plan.tenancies.pk])
    said = {"label": "Terms agreed"} | day("starts_on", None) | day("due_on", date(2024, 11, 1))

    browser.post(place, said)
    occurrence = borough_plan.tenancies.occurrences.get()
    done = reverse("plan:occurrence_done", args=[occurrence.pk])
    ahead = words(browser.post(done, day("done_on", date(2024, 11, 15))))
    browser.post(done, day("done_on", date(2024, 11, 14)) | {"note": "All three signed."})
    again = browser.post(done, day("done_on", date(2024, 11, 14)))

    occurrence.refresh_from_db()
    assert "must be today or earlier" in ahead
    assert (occurrence.done_on, occurrence.note) == (date(2024, 11, 14), "All three signed.")
    assert again.status_code == 400


def test_the_same_date_is_not_added_twice(visit, strategic_lead, borough_plan):
    place = reverse("plan:occurrence_new", args=[borough_plan.surgeries.pk])
    said = {"label": "Advice surgery in July"} | day("due_on", date(2024, 7, 9))

    response = visit(strategic_lead).post(place, said)

    assert response.status_code == 200
    assert response.context["form"].errors
    assert borough_plan.surgeries.occurrences.count() == 4


def test_a_dependency_is_recorded_edited_and_met(visit, strategic_lead, borough_plan):
    browser = visit(strategic_lead)
    said = {"title": "A funding officer’s post", "objectives": [borough_plan.objective.pk]}
    said |= day("opened_on", date(2024, 11, 1)) | day("expected_on", date(2024, 12, 1))

    browser.post("/plan/dependencies/new/", said)
    made = Dependency.objects.get(code="D2")
    browser.post(
        reverse("plan:dependency_edit", args=[made.pk]), {**said, "title": "A funding officer"}
    )
    met = day("met_on", date(2024, 11, 14)) | {"met_how": "Started on Monday."}
    page = browser.post(reverse("plan:dependency_meet", args=[made.pk]), met, follow=True)

    made.refresh_from_db()
    assert (made.title, made.met_on) == ("A funding officer", date(2024, 11, 14))
    assert "Met on Thursday 14 November 2024. Started on Monday." in words(page)
    assert browser.post(reverse("plan:dependency_meet", args=[made.pk]), met).status_code == 400


def test_a_dependency_shows_the_actions_it_holds_and_its_history(visit, member, borough_plan):
    place = reverse("plan:dependency", args=[borough_plan.dependency.pk])

    page = words(visit(member).get(place))

    assert "Make tenancy agreements clear" in page
    assert "Added a dependency, by Upstander (tests)" in page


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_dependencies_go_out_as_a_file(form, visit, member, borough_plan):
    response = visit(member).get(f"/plan/dependencies/?format={form}")

    assert response["Content-Disposition"].endswith(f'dependencies-2024-25.{form}"')


EDITING = (
    "start",
    "theme_new",
    "theme_edit",
    "objective_new",
    "objective_edit",
    "action_new",
    "action_edit",
    "action_drop",
    "dependency_new",
    "dependency_edit",
    "dependency_meet",
)


@pytest.mark.parametrize("name", EDITING)
def test_only_who_may_edit_the_plan_comes_to_its_forms(
    name, visit, landlord, strategic_lead, borough_plan, client
):
    keys = {
        "theme_edit": borough_plan.theme,
        "objective_new": borough_plan.theme,
        "objective_edit": borough_plan.objective,
        "action_new": borough_plan.objective,
        "action_edit": borough_plan.surgeries,
        "action_drop": borough_plan.surgeries,
        "dependency_edit": borough_plan.dependency,
        "dependency_meet": borough_plan.dependency,
    }
    place = reverse(f"plan:{name}", args=[keys[name].pk] if name in keys else [])

    unknown = client.get(place)
    lead = visit(landlord).get(place)
    sent = visit(landlord).post(place, {})
    editor = visit(strategic_lead).get(place)

    assert unknown.status_code == 302
    assert unknown["Location"].startswith(reverse("account_login"))
    assert (lead.status_code, sent.status_code, editor.status_code) == (403, 403, 200)


@pytest.mark.parametrize("name", ["home", "actions", "compare", "outline", "dependencies"])
def test_whoever_has_no_role_sees_nothing_of_the_plan(name, visit, borough_plan):
    assert visit(person(role=None)).get(reverse(f"plan:{name}")).status_code == 403


@pytest.mark.parametrize("name", ["home", "actions", "compare", "mine", "outline"])
def test_pages_to_read_take_nothing_in(name, visit, strategic_lead, borough_plan):
    assert visit(strategic_lead).post(reverse(f"plan:{name}"), {}).status_code == 405


def test_an_empty_form_that_is_sent_says_what_is_missing(visit, strategic_lead, borough_plan):
    place = reverse("plan:action_drop", args=[borough_plan.surgeries.pk])

    response = visit(strategic_lead).post(place, {})

    assert "Say why the action is taken out" in words(response)
