"""Corrections in the place of what they correct, whole or not at all, one window at a time."""

import re
from html import unescape

import pytest

from upstander.kernel.plan.interchange.corrections import settle
from upstander.kernel.plan.tests.import_desk import NO_DAY
from upstander.kernel.plan.tests.import_examples import (
    A_DESK,
    AMBER,
    AN_EVENING,
    BE_HEARD,
    BE_HELPED,
    BE_SAFE,
    CARE,
    HOMELESS,
    IT_DOWN,
    NETWRK,
    NO_YEAR,
    WALK,
)
from upstander.kernel.plan.tests.looking import words
from upstander.kernel.plan.views.waiting import MovedMeanwhile, correct
from upstander.kernel.testing.people import organisation

pytestmark = pytest.mark.django_db


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
    desk.client.post(desk.url("add", BE_HELPED), {"text": "Ring back", **NO_DAY})
    desk.client.post(desk.url("add", CARE), {"number": "4", "title": "Be believed", **NO_DAY})
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


def test_a_row_shows_what_was_read_where_it_now_says_something_else(desk):
    desk.sent(A_DESK, text="Open two desks")

    page = words(desk.client.get(desk.url("row", A_DESK)))

    assert "As it was read" in page
    assert "Open a desk" in page


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
    saved = desk.client.post(url, said | NO_DAY, headers={"hx-request": "true"})

    assert f'"path": "{desk.url()}?at=row-{A_DESK}"' in saved["HX-Location"]
    assert '"select": "#main"' in saved["HX-Location"]


def test_an_action_and_an_objective_are_moved_by_their_forms(desk):
    desk.sent(WALK, under=BE_HELPED)
    desk.sent(BE_SAFE, under=CARE)

    themes = desk.draft.document.themes
    assert [[o.number for o in theme.objectives] for theme in themes] == [["1"], ["3", "2"]]
    assert [a.text for a in themes[1].objectives[0].actions] == ["Open a desk", "Walk home"]
    assert "Last: Objective 2: moved." in desk.page()


@pytest.mark.parametrize(
    ("parent", "title"),
    [
        (0, "Add a theme"),
        (CARE, "Add an objective to theme 2"),
        (BE_HEARD, "Add an action to objective 1"),
    ],
)
def test_a_form_says_where_it_adds_and_what_is_missing(desk, parent, title):
    page = words(desk.client.get(desk.url("add", parent)))
    wrong = words(desk.client.post(desk.url("add", parent), NO_DAY))

    assert f'<h1 class="govuk-heading-l">{title}</h1>' in page
    assert "There is a problem" in wrong


def test_a_new_objective_is_offered_the_next_number_which_must_be_free_in_its_theme(desk):
    form = desk.client.get(desk.url("add", CARE)).context["form"]
    said = {"number": "3", "title": "Again", **NO_DAY}

    assert form.initial["number"] == "4"
    assert "Theme 2 has a number 3" in words(desk.client.post(desk.url("add", CARE), said))


def test_a_row_that_was_added_was_never_read(desk):
    desk.client.post(desk.url("add", BE_HELPED), {"text": "Ring back", **NO_DAY})
    key = desk.draft.document.actions[-1].key

    page = words(desk.client.get(desk.url("row", key)))

    assert "As it was read" not in page
    assert "In the file:" not in page


def test_two_corrections_at_the_very_same_moment_are_one_and_a_refusal(desk, rf):
    request = rf.get("/")
    request.user = desk.lead
    seen = desk.draft
    desk.settle("settle", AMBER)

    with pytest.raises(MovedMeanwhile, match="at the same moment"):
        correct(request, desk.token, seen, settle([NETWRK], "settle", "Objective 2"))

    assert [correction.settles for correction in desk.draft.corrections] == [(AMBER,)]
