"""The preview of a file: all of it as understood, kept for its owner, saved whole."""

import re
from html import unescape

import pytest
from django.urls import reverse

from upstander.kernel.audit.record import events_for
from upstander.kernel.people.models import Organisation
from upstander.kernel.plan.interchange.commit import commit
from upstander.kernel.plan.interchange.document import (
    ActionDocument,
    ObjectiveDocument,
    PlanDocument,
    ThemeDocument,
)
from upstander.kernel.plan.interchange.drafting import Draft
from upstander.kernel.plan.interchange.gathering import document_of
from upstander.kernel.plan.models import Plan
from upstander.kernel.plan.tests.import_desk import Desk, large
from upstander.kernel.plan.tests.import_examples import (
    A_DESK,
    AMBER,
    FILE,
    HOMELESS,
    IT_DOWN,
    NETWRK,
    NO_YEAR,
    TOGETHER,
)
from upstander.kernel.plan.tests.looking import words
from upstander.kernel.plan.views.understood import MOST_ON_PAGE, pages_of
from upstander.kernel.testing.people import organisation, person

pytestmark = pytest.mark.django_db


def test_the_whole_plan_stands_there_each_doubt_beside_its_row(desk):
    page = desk.page()

    assert "4 doubts" in page
    assert "2 are about rows below, 2 are about the file" in page
    rows = re.findall(r'id="(row-\d+|doubt-\d+)"', page[page.index('id="plan"') :])
    assert rows == [
        *(f"row-{n}" for n in (1, 2, 3, 4)),
        "doubt-2",
        "row-5",
        "doubt-3",
        *(f"row-{n}" for n in (6, 7, 8, 9)),
    ]
    assert '<a class="govuk-link" href="#doubt-2">Action 1.2</a>' in page
    assert "Amber-ish" in page
    assert "In the file: Objective 1, status (Line 5)." in page
    assert "Bring a friend along on Fridays" in page


def test_a_column_that_no_row_fills_takes_no_room(desk):
    plain = PlanDocument("P", "2024-25", (ThemeDocument("1", "T", "", FILE.themes[1].objectives),))

    assert [name for name, _ in desk.look().context["columns"]] == [
        "leads",
        "due",
        "status",
        "progress",
    ]
    assert Desk(desk.client, desk.lead, plain).look().context["columns"] == []


def test_settling_leads_to_the_next_doubt_and_then_to_the_end(desk):
    followed = [desk.settle(*step).url for step in (("leave", HOMELESS), ("settle", AMBER))]
    assert [url.split("#")[1] for url in followed] == [f"doubt-{NO_YEAR}", f"doubt-{NETWRK}"]

    desk.settle("settle", NETWRK)
    last = desk.settle("settle", NO_YEAR)

    assert last.url.endswith("#doubts")
    page = desk.page()
    assert "Nothing is left in doubt" in page
    assert "4 settled" in page
    assert "Left out." in page
    assert "Right as it stands." in page
    desk.settle("reopen", HOMELESS)
    assert [doubt.key for doubt in desk.draft.open] == [HOMELESS]


@pytest.mark.parametrize("said", ["", "settle", "settle 99", "burn 1", f"settle {'9' * 30}"])
def test_a_crafted_answer_to_a_doubt_is_none(desk, said):
    answer = desk.client.post(desk.url("settle"), {"doubt": said})

    assert (answer.status_code, desk.draft.corrections) == (404, ())


def test_what_a_person_put_right_is_saved_counted_and_followed_by_what_to_do(desk):
    organisation("Harbour Network")
    desk.client.post(f"{desk.url('name')}?name=Harbour+Netwrk", {"organisation": "Harbour Network"})
    desk.sent(IT_DOWN, status="on_hold", settles=[AMBER])
    desk.settle("leave", HOMELESS)

    answer = desk.agree()

    plan = Plan.objects.get()
    assert document_of(plan) == desk_document_named(desk, plan)
    (event,) = [e for e in events_for(plan) if e.kind == "plan.imported"]
    assert event.facts == {"added": 4, "changed": 0, "corrected_by_hand": 2}
    page = unescape(words(answer))
    assert "The plan is in" in page
    assert "Bring in the people of 2 organisations that lead" in page
    assert "Name who leads one action" in page
    assert "Budget being found" in page
    assert Organisation.objects.filter(name__startswith="Harbour").count() == 1


def desk_document_named(desk, plan):
    """Say by hand what the plan must hold: the file, and the two corrections in it."""
    theme = FILE.themes[0]
    heard, safe = theme.objectives
    evening, written = heard.actions
    written = ActionDocument(written.text, written.leads, "on_hold", written.due, written.progress)
    heard = ObjectiveDocument("1", heard.title, heard.leads, actions=(evening, written))
    safe = ObjectiveDocument(
        "2", safe.title, ("Harbour Network",), depends_on=safe.depends_on, actions=safe.actions
    )
    themes = (ThemeDocument("1", "Together", "Be one", (heard, safe)), FILE.themes[1])
    return PlanDocument("Work plan", "2024-25", themes)


def test_nothing_is_left_to_do_for_a_plan_that_says_all(desk):
    action = ActionDocument("Meet", due=FILE.actions[1].due)
    objective = ObjectiveDocument("1", "Be heard", ("Council",), actions=(action,))
    whole = PlanDocument("Plan", "2024-25", (ThemeDocument("1", "T", "", (objective,)),))
    plan = commit(whole, None, by="system:test", file_name="x")

    page = words(desk.client.get(reverse("plan:import_done", args=[plan.pk])))

    assert "Nothing is missing" in page


@pytest.mark.parametrize(
    ("year", "sentence"),
    [("2030-31", "takes over on Monday 1 April 2030"), ("2019-20", "this one is kept beside it")],
)
def test_a_plan_of_another_year_says_when_its_pages_open(desk, year, sentence):
    commit(FILE, None, by="system:test", file_name="x")
    other = commit(PlanDocument("Other", year), None, by="system:test", file_name="x")

    page = words(desk.client.get(reverse("plan:import_done", args=[other.pk])))

    assert sentence in page
    assert "Open the plan" not in page


def test_a_correction_made_in_another_window_is_never_saved_unseen(desk):
    seen = desk.look().context["changes"].fingerprint
    desk.sent(A_DESK, text="Open two desks")

    answer = desk.client.post(desk.url(), {"fingerprint": seen})

    assert answer.status_code == 409
    assert "corrected this file in another window" in words(answer)
    assert Plan.objects.count() == 0


def test_the_same_file_again_changes_nothing_and_another_shows_only_what_it_would(desk):
    commit(FILE, None, by="system:test", file_name="x")
    page = desk.page()
    assert "The plan already says all of this" in page
    assert "Look at the whole plan as it is understood</a>, with 4 open doubts" in page
    assert 'id="row-1"' not in page

    desk.sent(A_DESK, text="Open a desk today")
    desk.sent(TOGETHER, aim="Be one at last")
    changed = desk.page()

    assert "2 rows would change" in changed
    assert f'href="{reverse("plan:outline")}#theme-' in changed
    assert f'href="{desk.url("row", A_DESK)}">Correct' in changed
    row = changed[changed.index(f'<tr id="row-{A_DESK}"') :]
    assert '<span class="up-mark">changes</span>' in row[: row.index("</tr>")]


def test_what_the_file_never_spoke_of_is_changed_in_the_one_row_that_says_it(desk):
    commit(FILE, None, by="system:test", file_name="x")
    silent = PlanDocument("Work plan", "2024-25", FILE.themes, said=frozenset({"action.text"}))
    other = Desk(desk.client, desk.lead, silent)

    other.sent(A_DESK, status="behind")

    changes = other.look().context["changes"]
    assert [(item.where, [f.field for f in item.fields]) for item in changes.items] == [
        ("Action 3.1", ["status"])
    ]


def test_a_file_waits_for_its_owner_and_for_nobody_else(desk):
    desk.sent(A_DESK, text="Open two desks")

    page = words(desk.client.get(reverse("plan:import")))
    assert desk.url() in page
    assert "4 actions, 4 open doubts, 1 correction" in page

    desk.client.force_login(person("strategic_lead"))
    assert desk.url() not in words(desk.client.get(reverse("plan:import")))
    for url in (desk.url(), desk.url("row", A_DESK), desk.url("doubt", HOMELESS)):
        assert desk.client.get(url).status_code == 400
    assert desk.client.post(desk.url("undo"), {"count": "1"}).status_code == 400


def test_a_plan_of_58_actions_is_a_light_page_of_few_questions(desk, django_assert_num_queries):
    new = Desk(desk.client, desk.lead, large(58, 29))
    new.look()

    with django_assert_num_queries(12, exact=False):
        answer = new.look()

    assert len(answer.content) < 150_000
    assert answer.content.count(b'<tr id="row-') == 29 + 58


@pytest.mark.slow
def test_a_plan_of_500_actions_is_shown_in_parts_and_saved_whole(desk):
    new = Desk(desk.client, desk.lead, large(500))

    first, last = new.page(), new.page(page="3")

    assert "shown in 3 parts" in first
    assert 'id="row-2"' in first
    assert 'id="row-2"' not in last
    key = new.draft.document.actions[-1].key
    assert f'id="row-{key}"' in last
    assert new.sent(key, text="The very last").url.endswith(f"page=3#row-{key}")
    assert "500 new actions" in first


def test_an_objective_stays_whole_on_one_page_and_every_row_has_its_page():
    document = Draft.of(large(2 * MOST_ON_PAGE + 50, 10), "x").document

    pages = pages_of(document)

    assert [len(held) for held in pages.objectives] == [4, 4, 2]
    assert pages.titles == ["1 to 4", "5 to 8", "9 to 10"]
    assert {pages.holding(o.key) for o in pages.objectives[1]} == {2}
    assert [pages.page(asked) for asked in ("2", "0", "9", "x", "9" * 12)] == [2, 1, 1, 1, 1]


@pytest.mark.slow
def test_a_file_held_against_a_plan_asks_few_questions_too(desk, django_assert_num_queries):
    commit(large(58, 29), None, by="system:test", file_name="x")
    again = Desk(desk.client, desk.lead, large(58, 29))
    again.sent(again.draft.document.actions[0].key, text="Do something else altogether")

    with django_assert_num_queries(12, exact=False):
        answer = again.look(whole="1")

    assert answer.content.count(b'<tr id="row-') == 29 + 58
