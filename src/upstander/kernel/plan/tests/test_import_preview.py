"""The preview of a file: doubts beside the rows, corrected in place, kept for its owner."""

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
from upstander.kernel.plan.interchange.drafting import Draft, pack, unpack
from upstander.kernel.plan.interchange.gathering import document_of
from upstander.kernel.plan.interchange.tree import fingerprint, row_of
from upstander.kernel.plan.models import Plan
from upstander.kernel.plan.tests.import_examples import (
    A_DESK,
    AMBER,
    AN_EVENING,
    BE_HEARD,
    BE_HELPED,
    BE_SAFE,
    CARE,
    FILE,
    HOMELESS,
    IT_DOWN,
    NETWRK,
    NO_YEAR,
    WALK,
)
from upstander.kernel.plan.tests.looking import words
from upstander.kernel.plan.views.understood import MOST_ON_PAGE, pages_of
from upstander.kernel.records.drafts import keep_draft, read_draft
from upstander.kernel.testing.people import organisation, person

pytestmark = pytest.mark.django_db


class Desk:
    """A Strategic Lead with a file that waits."""

    def __init__(self, client, lead, document=FILE):
        self.client, self.lead = client, lead
        self.token = keep_draft(lead, "plan.import", pack(Draft.of(document, "plan.docx")))

    @property
    def draft(self):
        return unpack(read_draft(self.token, self.lead, "plan.import"))

    def url(self, name="preview", *args):
        return reverse(f"plan:import_{name}", args=[self.token, *args])

    def look(self, **query):
        return self.client.get(self.url(), query)

    def page(self, **query):
        return unescape(words(self.look(**query)))

    def row(self, key):
        return row_of(self.draft.document, key)

    def sent(self, key, **said):
        """Fill the form of a row as a browser would, and change what is said."""
        form = self.client.get(self.url("row", key)).context["form"]
        filled = {field.html_name: field.value() or "" for field in form if field.name != "due"}
        due = getattr(self.row(key).item, "due", None)
        filled |= {f"due_{part}": getattr(due, part, "") for part in ("day", "month", "year")}
        return self.client.post(self.url("row", key), filled | said)

    def press(self, name, key):
        whole = fingerprint(self.row(key).item, whole=True)
        return self.client.post(self.url(name, key), {"whole": whole})

    def settle(self, how, key):
        return self.client.post(self.url("settle"), {"doubt": f"{how} {key}"})

    def agree(self):
        seen = self.look().context["changes"].fingerprint
        return self.client.post(self.url(), {"fingerprint": seen}, follow=True)


@pytest.fixture
def desk(client):
    lead = person("strategic_lead", organisation("Council"), name="Amara Osei")
    client.force_login(lead)
    return Desk(client, lead)


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


def test_a_row_is_corrected_and_its_doubt_settled_with_it(desk):
    answer = desk.sent(IT_DOWN, status="on_hold", settles=[AMBER], due_year="")
    assert "must include a year" in words(answer)

    answer = desk.sent(
        IT_DOWN,
        text="Write it down\r\nand send it",
        status="on_hold",
        settles=[AMBER],
        due_day="1",
        due_month="June",
        due_year="2024",
        known="Council",
        leads="Police\r\nPOLICE",
    )

    assert answer.url == f"{desk.url()}?at=row-{IT_DOWN}#row-{IT_DOWN}"
    action = desk.row(IT_DOWN).item
    assert (action.text, action.status) == ("Write it down\nand send it", "on_hold")
    assert (action.leads, action.due.isoformat()) == (("Police", "Council"), "2024-06-01")
    assert AMBER not in [doubt.key for doubt in desk.draft.open]
    page = desk.page(at=f"row-{IT_DOWN}")
    assert "Last: Action 1.2: words, leads, status, due." in page
    assert 'autofocus>Edit<span class="govuk-visually-hidden"> action 1.2' in page


def test_saying_nothing_new_corrects_nothing_but_settles_what_it_is_said_to(desk):
    desk.sent(IT_DOWN, settles=[])
    seen = desk.client.get(desk.url("plan_words")).context["form"].stands
    desk.client.post(
        desk.url("plan_words"), {"title": "Work plan", "year": "2024/25", "seen": seen}
    )
    assert desk.draft.corrections == ()

    desk.sent(BE_SAFE)

    assert (desk.draft.by_hand, desk.draft.document) == (0, desk.draft.read)
    assert NETWRK not in [doubt.key for doubt in desk.draft.open]


@pytest.mark.parametrize(
    ("row", "said", "sentence"),
    [
        (A_DESK, {"text": " "}, "Write what is to be done"),
        (BE_SAFE, {"number": "1"}, "Theme 1 has a number 1 already. Choose another"),
        (BE_SAFE, {"under": "7", "number": "3"}, "Theme 2 has a number 3 already"),
        (BE_SAFE, {"title": ""}, "Enter the objective"),
        (BE_SAFE, {"leads": "x" * 201}, "is longer than 200 characters. Write the name only"),
        (BE_SAFE, {"depends_on": "x" * 301}, "longer than 300 characters"),
        (A_DESK, {"under": "99"}, "from the list"),
        (A_DESK, {"progress": "x" * 100_001}, ""),
        (CARE, {"number": "1"}, "The plan has a number 1 already"),
        (CARE, {"title": "x" * 301}, "Title must be 300 characters or fewer"),
        (A_DESK, {"text": "x" * 100_001}, "it may have 100,000"),
    ],
)
def test_what_is_wrong_is_said_next_to_the_field_and_nothing_is_kept(desk, row, said, sentence):
    page = words(desk.sent(row, **said))

    assert sentence in unescape(page)
    assert bool(sentence) == (desk.draft.corrections == ())


def test_a_row_that_another_window_corrected_is_not_overwritten(desk):
    form = desk.client.get(desk.url("row", CARE)).context["form"]
    old = {"number": "2", "title": "Mine", "aim": "", "seen": form.stands}
    desk.sent(CARE, title="Theirs")

    answer = desk.client.post(desk.url("row", CARE), old)
    page = unescape(words(answer))
    assert "It was corrected in another window since you opened it here." in page
    assert "It says now:" in page
    assert "Theirs" in page
    assert desk.row(CARE).words == "Theirs"

    again = answer.context["form"]
    desk.client.post(desk.url("row", CARE), old | {"seen": again["seen"].value()})
    assert desk.row(CARE).words == "Mine"


def test_two_windows_on_different_rows_do_not_stand_in_each_others_way(desk):
    form = desk.client.get(desk.url("row", CARE)).context["form"]
    desk.sent(A_DESK, text="Open two desks")

    desk.client.post(desk.url("row", CARE), {"number": "2", "title": "Help", "seen": form.stands})

    assert (desk.row(CARE).words, desk.row(A_DESK).words) == ("Help", "Open two desks")


def test_rows_are_added_split_joined_and_taken_out(desk):
    desk.client.post(desk.url("add", BE_HELPED), {"text": "Ring back", **_no_day()})
    desk.client.post(desk.url("add", CARE), {"number": "4", "title": "Be believed", **_no_day()})
    desk.client.post(desk.url("add", 0), {"number": "3", "title": "Protection"})
    form = desk.client.get(desk.url("split", WALK)).context["form"]
    assert form.initial["first"] == "Walk home"
    said = {"first": "Walk", "second": "Ring when home", "seen": form.stands}
    desk.client.post(desk.url("split", WALK), said)
    desk.press("join", IT_DOWN)
    desk.press("remove", A_DESK)

    document = desk.draft.document
    assert [t.title for t in document.themes] == ["Together", "Care", "Protection"]
    assert [o.number for o in document.objectives] == ["1", "2", "3", "4"]
    assert [a.text for a in document.actions] == [
        "Hold an evening for all Write it down",
        "Walk",
        "Ring when home",
        "Ring back",
    ]
    assert "You corrected 6 things. Last: Took out action 3.1" in desk.page()


def _no_day():
    return {"due_day": "", "due_month": "", "due_year": ""}


@pytest.mark.parametrize("name", ["join", "remove"])
def test_a_button_of_an_old_page_does_nothing(desk, name):
    answer = desk.client.post(desk.url(name, IT_DOWN), {"whole": "old"}, follow=True)

    assert "Nothing was overwritten: look again" in words(answer)
    assert desk.draft.corrections == ()


def test_only_actions_are_split_and_joined_and_the_first_has_none_before(desk):
    assert desk.client.get(desk.url("split", BE_SAFE)).status_code == 404
    assert desk.press("join", BE_SAFE).status_code == 404
    first = desk.press("join", AN_EVENING)
    assert (first.status_code, "none before it" in words(first)) == (400, True)
    page = words(desk.client.get(desk.url("row", AN_EVENING)))
    assert "Join it" not in page
    assert "Join it" in words(desk.client.get(desk.url("row", IT_DOWN)))


def test_a_row_that_is_gone_is_said_kindly(desk):
    answer = desk.client.get(desk.url("row", 99))

    assert answer.status_code == 400
    assert "This row is no longer there" in words(answer)


def test_the_last_correction_is_taken_back_once(desk):
    desk.sent(CARE, title="Provision")
    desk.settle("settle", NETWRK)

    desk.client.post(desk.url("undo"), {"count": "2"})
    twice = desk.client.post(desk.url("undo"), {"count": "2"}, follow=True)
    page = unescape(words(desk.client.post(desk.url("undo"), {"count": "1"}, follow=True)))

    assert "Nothing was overwritten" in words(twice)
    assert "Taken back. Theme 2: title." in page
    assert desk.draft.corrections == ()


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


@pytest.mark.parametrize(
    ("kind", "where"),
    [
        ("action", lambda objective, theme: objective.actions[-1].text),
        ("progress", lambda objective, theme: objective.progress),
        ("depends_on", lambda objective, theme: objective.depends_on[-1]),
        ("aim", lambda objective, theme: theme.aim.split("\n")[1]),
    ],
)
def test_words_that_fit_nowhere_are_put_somewhere(desk, kind, where):
    page = unescape(words(desk.client.get(desk.url("doubt", HOMELESS))))
    assert "Bring a friend along on Fridays" in page

    said = {"words": "Bring a friend", "objective": BE_HEARD, "kind": kind}
    desk.client.post(desk.url("doubt", HOMELESS), said)

    theme = desk.draft.document.themes[0]
    assert where(theme.objectives[0], theme) == "Bring a friend"
    assert HOMELESS not in [doubt.key for doubt in desk.draft.open]
    assert desk.draft.by_hand == 1


def test_words_are_put_nowhere_until_it_is_said_where(desk):
    page = words(desk.client.post(desk.url("doubt", HOMELESS), {"words": "x" * 301}))

    assert "Choose the objective where they belong" in page
    assert "Choose what they are" in page
    said = {"words": "x" * 301, "objective": BE_HEARD, "kind": "depends_on"}
    page = words(desk.client.post(desk.url("doubt", HOMELESS), said))
    assert "must be 300 characters or fewer" in page
    assert desk.draft.corrections == ()


def test_a_new_name_may_be_known_under_another(desk):
    network = organisation("Harbour Network")
    page = desk.page()
    assert "2 new organisations" in page
    assert f'value="{network.pk} Harbour Netwrk"' in page

    desk.client.post(desk.url("name"), {"meant": f"{network.pk} Harbour Netwrk"})

    assert desk.row(BE_SAFE).item.leads == ("Harbour Network",)
    assert "1 new organisation" in desk.page()


def test_a_new_name_may_be_written_otherwise_or_be_two(desk):
    url = f"{desk.url('name')}?name=Police"
    assert "Who is “Police”?" in unescape(words(desk.client.get(url)))
    assert "Choose an organisation, or write" in words(desk.client.post(url, {"names": " "}))
    assert "200 characters" in words(desk.client.post(url, {"names": "x" * 201}))

    desk.client.post(url, {"names": "Police"})
    assert desk.draft.corrections == ()
    desk.client.post(url, {"names": "Met Police\r\nTransport Police"})

    assert desk.row(BE_HEARD).item.leads == ("Met Police", "Transport Police", "Council")
    gone = desk.client.get(url, follow=True)
    assert "look again" in words(gone)


def test_the_title_and_year_decide_which_plan_is_meant(desk):
    url = desk.url("plan_words")
    wrong = words(desk.client.post(url, {"title": "", "year": "soon"}))
    assert "Enter the title of the plan" in unescape(wrong)
    assert "should read like 2024-25" in wrong
    said = {"title": "Hate crime plan", "year": "2030/31", "settles": NO_YEAR}
    assert "It says now:" in words(desk.client.post(url, said))

    desk.client.post(url, said | {"seen": desk.client.get(url).context["form"].stands})

    assert NO_YEAR not in [doubt.key for doubt in desk.draft.open]
    assert (desk.draft.document.title, desk.draft.document.year) == ("Hate crime plan", "2030-31")
    assert "There is no plan for 2030-31 yet" in desk.page()


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
    changed = desk.page()

    assert "1 row would change" in changed
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


def test_a_row_shows_what_was_read_where_it_now_says_something_else(desk):
    desk.sent(A_DESK, text="Open two desks")

    page = words(desk.client.get(desk.url("row", A_DESK)))

    assert "As it was read" in page
    assert "Open a desk" in page


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


def test_a_form_in_place_has_ids_of_its_own_and_answers_with_the_way_back(desk):
    url = desk.url("row", A_DESK)
    part = desk.client.get(url, headers={"hx-request": "true"})
    other = desk.client.get(desk.url("row", WALK), headers={"hx-request": "true"})
    ids = [set(re.findall(r' id="([^"]+)"', answer.content.decode())) for answer in (part, other)]
    assert part.content.decode().lstrip().startswith('<tr class="up-in-row"><td colspan="7">')
    assert part["HX-Push-Url"] == "false"
    assert ids[0]
    assert not ids[0] & ids[1]

    said = {"text": "Open two desks", "under": BE_HELPED, "seen": part.context["form"].stands}
    saved = desk.client.post(url, said | _no_day(), headers={"hx-request": "true"})

    assert f'"path": "{desk.url()}?at=row-{A_DESK}"' in saved["HX-Location"]
    assert '"select": "#main"' in saved["HX-Location"]


def large(actions, objectives=25):
    each = actions // objectives
    held = [
        ObjectiveDocument(
            str(number),
            f"Objective number {number} of a plan that has very many of them",
            ("Council",),
            actions=tuple(
                ActionDocument(f"Do the thing numbered {at} for everybody who asks for it ", ())
                for at in range(each)
            ),
        )
        for number in range(1, objectives + 1)
    ]
    return PlanDocument("Large", "2026-27", (ThemeDocument("1", "All", "", tuple(held)),))


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


def test_a_file_held_against_a_plan_asks_few_questions_too(desk, django_assert_num_queries):
    commit(large(58, 29), None, by="system:test", file_name="x")
    again = Desk(desk.client, desk.lead, large(58, 29))
    again.sent(again.draft.document.actions[0].key, text="Do something else altogether")

    with django_assert_num_queries(12, exact=False):
        answer = again.look(whole="1")

    assert answer.content.count(b'<tr id="row-') == 29 + 58
