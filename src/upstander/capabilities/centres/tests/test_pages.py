"""The pages of the workspace: board, one centre, coverage, any day, forms and files."""

import re
from datetime import timedelta
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from upstander.capabilities.centres.changes import work
from upstander.capabilities.centres.changes.centres import update_centre
from upstander.capabilities.centres.models import Centre, SectorTarget
from upstander.capabilities.centres.tests.factories import (
    BY,
    centre,
    live_centre,
    some_post,
    some_ward,
)
from upstander.kernel.clock import today
from upstander.kernel.exports.sheet import Sheet
from upstander.kernel.exports.writing import to_xlsx
from upstander.kernel.figures import State, Value
from upstander.kernel.registry import Capability, RecordCount, registered
from upstander.kernel.testing.people import organisation, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser(client, lead):
    client.force_login(lead)
    return client


# ---- the board -----------------------------------------------------------------------------------


def test_an_empty_board_says_what_to_do_next(browser):
    page = browser.get("/centres/").content.decode()

    assert "There are no centres yet" in page
    assert "Add a centre" in page


def test_the_board_shows_what_needs_somebody_and_what_is_on_its_way(browser):
    stuck = centre(
        "Blue Hour Nails", sector="nail_bar", stage="visited", since=today() - timedelta(75)
    )
    centre("Tramway Cars", sector="taxi")
    live_centre("Rowan Lane Library")

    context = browser.get("/centres/").context

    assert context["urgent"] == 1
    assert context["alarms"][0]["centre"] == stuck
    lanes = {
        lane["stage"]: [card["centre"].name for card in lane["cards"]]
        for lane in context["columns"]
    }
    assert lanes == {
        **{"idea": ["Tramway Cars"], "contacted": [], "visited": ["Blue Hour Nails"]},
        **{"agreed": [], "trained": []},
    }
    assert context["columns"][2]["cards"][0]["stuck"]
    assert context["totals"] == [1, 0, 1, 0, 0, 1, 0, 0]


def test_the_board_of_one_kind_of_place_shows_only_its_cards(browser):
    centre("Tramway Cars", sector="taxi")
    centre("Kite & Comb", sector="barber")

    context = browser.get("/centres/?sector=taxi").context

    assert [card["centre"].name for card in context["columns"][0]["cards"]] == ["Tramway Cars"]
    assert context["columns"][0]["total"] == 1


def test_a_lane_shows_its_oldest_cards_and_says_how_many_there_are(browser):
    for days in range(10):
        centre(f"Idea {days}", since=today() - timedelta(days=days))

    lane = browser.get("/centres/").context["columns"][0]

    assert [card["centre"].name for card in lane["cards"]] == [f"Idea {n}" for n in range(9, 1, -1)]
    assert lane["total"] == 10


def test_a_target_stands_beside_what_was_reached(browser):
    live_centre(sector="sport", since=today() - timedelta(days=30))
    said = {"sector": "sport", "wanted": "3"}
    said |= {"before_day": "31", "before_month": "3", "before_year": "2025"}

    browser.post("/centres/target/", said)

    assert SectorTarget.objects.get().wanted == 3
    assert "1 of 3 by 31 Mar 2025" in browser.get("/centres/").content.decode()


def test_the_board_counts_no_opening_of_a_place_that_its_reader_may_not_see(client, lead):
    live_centre("Lantern House", sector="faith")
    live_centre("The Weathervane", sector="faith", shown="referral")
    live_centre("Beech Row", sector="lgbt", shown="referral")

    def opened(user):
        client.force_login(user)
        return {row["code"]: row["opened"] for row in client.get("/centres/").context["rows"]}

    assert opened(lead) == {"faith": 2, "lgbt": 1}
    assert opened(person("analyst")) == {"faith": 1}


@pytest.mark.parametrize(("shown", "status"), [("referral", 302), ("area", 200)])
def test_a_name_that_is_taken_tells_nobody_of_a_hidden_place(client, officer, shown, status):
    live_centre("The Weathervane", shown=shown)
    client.force_login(officer)
    asked = {"name": "The Weathervane", "sector": "shop", "owner": some_post().pk}

    response = client.post("/centres/places/new/", asked)

    assert response.status_code == status
    assert ("one of this name already" in response.content.decode()) == (status == 200)


def test_two_places_of_one_name_are_not_both_shown(lead):
    hidden = live_centre("The Weathervane", shown="referral")
    live_centre("The Weathervane")

    with pytest.raises(ValidationError, match="one of this name already"):
        update_centre(hidden, shown="area", by=lead)


def test_a_target_for_a_day_gone_by_is_not_taken(browser):
    said = {"sector": "sport", "wanted": "3"}
    said |= {"before_day": "31", "before_month": "3", "before_year": "2024"}

    assert "The day has gone by" in browser.post("/centres/target/", said).content.decode()


# ---- one centre ----------------------------------------------------------------------------------


def test_a_centre_says_how_it_stands_and_what_it_needs(browser):
    place = live_centre("Rowan Lane Library", step_free="yes", toilet="yes", hearing_loop="no")
    work.answer_standard(place, answers={"consent": True, "complaints": False}, by=BY)

    response = browser.get(f"/centres/places/{place.pk}/")

    page = response.content.decode()
    assert "Trained and open" in page
    assert "Ada Lovelace-Kent" in page
    assert "9am to 5pm" in page
    score = response.context["score"]
    # consent, access facts, refresher, agreement and the quarter are met; posters, two leads,
    # complaints are not; six were not asked, and nobody counts feedback
    assert (score.met, score.known, score.total) == (5, 8, 15)
    assert "No reporting system is connected yet" in page


def test_an_answer_older_than_a_year_is_no_answer(browser):
    place = live_centre()
    work.answer_standard(place, answers={"consent": True}, on=today() - timedelta(days=367), by=BY)

    lines = browser.get(f"/centres/places/{place.pk}/").context["standard"]

    assert next(line.state for line in lines if line.item.code == "consent") == "not_known"


@pytest.mark.parametrize(
    ("taken", "given", "state"),
    [
        (Value.counted(3), Value.counted(3), "met"),
        (Value.counted(3), Value.counted(1), "not_met"),
        (Value.counted(0), Value.counted(0), "not_known"),
        (Value(State.SUPPRESSED), Value(State.SUPPRESSED), "not_known"),
    ],
)
def test_reports_and_feedback_come_from_whoever_counts_them(browser, taken, given, state):
    place = live_centre()
    counts = (
        RecordCount(
            "reports_taken", "Reports taken", "centres.centre", lambda k, p: {place.pk: taken}
        ),
        RecordCount(
            "feedback_given", "Feedback given", "centres.centre", lambda k, p: {place.pk: given}
        ),
    )

    with registered(Capability(slug="trying", title="Trying", counts=counts)):
        response = browser.get(f"/centres/places/{place.pk}/")

    lines = response.context["standard"]
    assert next(line.state for line in lines if line.item.code == "feedback") == state
    assert "Reports taken" in response.content.decode()


def test_who_takes_reports_is_for_those_who_look_after_the_centre(client):
    lantern = organisation("Lantern House")
    place = live_centre(organisation=lantern)
    page = f"/centres/places/{place.pk}/"
    seen = {}
    for role, body in (("school_lead", None), ("centre_worker", None), ("centre_worker", lantern)):
        client.force_login(person(role, body))
        seen[role, body] = "Ada Lovelace-Kent" in client.get(page).content.decode()

    assert list(seen.values()) == [False, False, True]


@pytest.mark.slow
def test_a_place_by_referral_is_there_only_for_those_who_lead_people_to_it(client, desk):
    hidden = live_centre("The Weathervane", shown="referral", owner=desk)
    addresses = (
        f"/centres/places/{hidden.pk}/",
        "/centres/places/",
        "/centres/",
        "/centres/standing/",
        "/centres/checks/",
        "/centres/coverage/",
    )
    work.record_check(hidden, kind="call", result="passed", by=BY)
    for role in ("school_lead", "analyst", "landlord_officer"):
        client.force_login(person(role, organisation(f"Body of {role}")))
        for address in addresses:
            assert "Weathervane" not in client.get(address).content.decode(), (role, address)
    client.force_login(person("analyst", organisation("Figures")))
    for kind in ("places", "checks"):
        assert b"Weathervane" not in client.get(f"/centres/{kind}/export/csv/").content
    assert "of which you may open 0" in client.get("/centres/standing/").content.decode()

    client.force_login(person("police_liaison"))
    assert "Weathervane" in client.get("/centres/standing/").content.decode()


# ---- steps, each a form --------------------------------------------------------------------------


def day(name, on):
    return {f"{name}_day": on.day, f"{name}_month": on.month, f"{name}_year": on.year}


@pytest.mark.slow
def test_each_step_of_a_centre_is_a_form_that_says_what_it_did(browser):
    post = some_post()
    place = live_centre("Kite & Comb", owner=post)
    person_there = place.leads.get()
    ahead = today() + timedelta(days=40)
    steps = {
        "move": {"to": "paused", "reason": "Holidays", "owner": post.pk},
        "lead": {"name": "Emre Yilmaz", **day("trained_on", today())},
        "train": {"lead": person_there.pk},
        "hours": {"hours": "Sat 10am to 1pm"},
        "shut": {**day("first", ahead), **day("last", ahead), "why": "Flood"},
        "check": {"kind": "call", "result": "passed"},
        "standard": {"consent": "yes", "support": "no"},
        "publicity": {"kind": "poster", "language": "tr", **day("review_on", ahead)},
        "leave": {"lead": person_there.pk},
    }
    said = {}
    for step, fields in steps.items():
        asked = browser.get(f"/centres/places/{place.pk}/{step}/").content.decode()
        assert not re.search(r"radios__label[^>]*>-", asked)  # every choice has a name
        assert ("Ada Lovelace-Kent" in asked) == (step in {"train", "leave"})
        response = browser.post(f"/centres/places/{place.pk}/{step}/", fields, follow=True)
        said[step] = [str(message) for message in response.context["messages"]]

    assert said == {
        "move": ["Kite & Comb is now paused."],
        "lead": ["They take reports at Kite & Comb."],
        "train": ["Their training holds for a year."],
        "hours": ["The hours of Kite & Comb are saved."],
        "shut": ["Shut on 24 December 2024."],
        "check": ["Kite & Comb passed. The next check falls due in a quarter."],
        "standard": ["The answers are saved. They hold for twelve months."],
        "publicity": ["Poster in Turkish at Kite & Comb is on record."],
        "leave": ["They no longer take reports at Kite & Comb."],
    }


@pytest.mark.parametrize(
    ("flag", "names"),
    [
        ("attention", {"Untrained", "Unseen"}),
        ("lapsed", {"Untrained"}),
        ("unseen", {"Unseen"}),
        ("public", {"Fit"}),
        ("new", {"Fit"}),
    ],
)
def test_the_list_is_narrowed_to_what_is_the_matter(browser, flag, names):
    live_centre("Fit", sector="barber")
    work.lead_leaves(live_centre("Untrained").leads.get(), by=BY)
    again = {"follow_up": "Ring again.", "follow_up_on": today(), "by": BY}
    work.record_check(live_centre("Unseen"), kind="call", result="shut", **again)

    page = browser.get(f"/centres/places/?flag={flag}").content.decode()

    shown = {name for name in ("Fit", "Untrained", "Unseen") if f">{name}</a>" in page}
    assert shown == names


def test_a_check_that_failed_says_that_the_place_is_no_longer_shown(browser):
    place = live_centre("Lantern House")
    found = {"kind": "call", "result": "shut", "follow_up": "Ring again.", **day("on", today())}

    told = browser.post(
        f"/centres/places/{place.pk}/check/",
        {**found, **day("follow_up_on", today() + timedelta(days=3))},
        follow=True,
    )

    said = "Lantern House did not pass, and is not shown in public until it does."
    assert [str(message) for message in told.context["messages"]] == [said]
    assert not Centre.objects.in_public().exists()


@pytest.mark.parametrize(
    ("step", "fields", "sentence"),
    [
        ("move", {"to": "live", "reason": "Now", "owner": 0}, "Choose who looks after it"),
        ("check", {"kind": "call", "result": "shut"}, "Say what follows and by when"),
        ("hours", {"hours": "nine to five"}, "is not read as opening hours"),
        ("shut", {"why": "Flood"}, "Enter the first day"),
    ],
)
def test_a_step_that_makes_no_sense_says_what_to_do(browser, step, fields, sentence):
    place = centre()

    page = browser.post(f"/centres/places/{place.pk}/{step}/", fields).content.decode()

    assert sentence.lower() in page.lower()


def test_a_centre_is_added_and_changed_by_one_form(browser, wards):
    told = {
        **{"name": "Kite & Comb", "sector": "barber", "owner": some_post().pk, "stage": "idea"},
        **{"shown": "full", "hours": "Mon to Sat 9am to 8pm", "languages": ["tr", "ar"]},
        **dict.fromkeys(("step_free", "toilet", "hearing_loop", "quiet_room"), "unknown"),
        **{"youth_friendly": "yes", "bank_holidays": "closed", "reason": "Young men talk here"},
    }

    browser.post("/centres/places/new/", told)
    added = Centre.objects.get()
    browser.post(f"/centres/places/{added.pk}/edit/", told | {"languages": ["tr"], "toilet": "yes"})

    changed = Centre.objects.get()
    assert added.moves.get().reason == "Young men talk here"
    assert [row.code for row in changed.languages.all()] == ["tr"]
    assert changed.toilet == "yes"
    assert changed.openings.count() == 6


# ---- coverage, and any day -----------------------------------------------------------------------


def test_coverage_says_the_same_on_the_map_and_in_the_table(browser, drawn):
    place = live_centre(
        "Abbey House", step_free="yes", latitude=51.4135, longitude=-0.189, ward=some_ward(),
        languages=["ta"],
    )  # fmt: skip

    response = browser.get("/centres/coverage/")

    rows = {row["cover"].title: row for row in response.context["wards"]}
    lacking = {title for title, row in rows.items() if row["cover"].look == "poor"}
    drawing = response.context["map"].wide
    assert rows["Abbey"]["nearest"] == place
    assert drawing.count("url(#hatch-wide)") == len(lacking)
    assert all(title.replace("&", "&amp;").replace("'", "&#x27;") in drawing for title in lacking)
    assert ("Tamil", 1, 0) in response.context["languages"]
    assert "19 of 20 wards have no trained and open step-free centre" in response.content.decode()


def test_without_borders_coverage_has_its_tables_and_says_how_to_get_a_map(
    browser, wards, settings
):
    settings.BOUNDARIES = None

    page = browser.get("/centres/coverage/").content.decode()

    assert "UPSTANDER_BOUNDARIES" in page
    assert "Wimbledon Park" in page


@pytest.mark.parametrize(
    ("show", "headline"),
    [
        ("agreed", "1 of 2 that have agreed are trained and open"),
        ("counted", "1 centre is trained and open"),
        ("not", "1 live centre does not count"),
        ("young", "0 centres are trained and open and friendly to young people"),
        ("stuck", "0 prospects do not move"),
    ],
)
def test_whoever_asks_why_a_centre_faded_reads_it_with_who_looks_after_it(browser, show, headline):
    live_centre("Lantern House")
    faded = live_centre("Old Dairy", owner=some_post())
    work.lead_leaves(faded.leads.get(), by=BY)

    page = browser.get(f"/centres/standing/?show={show}").content.decode()

    assert headline in page
    if show == "not":
        assert "Nobody trained is there since 14 November 2024." in page
        assert faded.owner.title in page


def test_any_day_can_be_asked_for_but_none_ahead(browser):
    place = live_centre("Lantern House")
    work.lead_leaves(place.leads.get(), by=BY)

    def ask(on):
        return browser.get(f"/centres/standing/?on={on}").context

    assert (ask("2024-10-01")["counted"], ask("2024-11-14")["counted"]) == (1, 0)
    assert ask("2099-01-01")["day"] == today()
    assert ask("nonsense")["day"] == today()
    assert ask("2024-08-31")["total"] == 0


# ---- files ---------------------------------------------------------------------------------------

HEADS = ("Name", "Kind of place", "Stage", "Ward", "Who looks after it", "Opening hours",
         "Languages spoken there", "Step-free from the street", "Agreement signed on")  # fmt: skip


def upload(browser, *rows):
    file = SimpleUploadedFile("centres.xlsx", to_xlsx(Sheet("Centres", HEADS, rows)))
    return browser.post("/centres/places/import/", {"file": file}, follow=True)


def agree(browser, response):
    address = response.redirect_chain[-1][0]
    return browser.post(
        address, {"fingerprint": response.context["trial"].fingerprint}, follow=True
    )


def test_the_councils_own_sheet_comes_in_whole_and_twice_without_harm(browser, desk, wards):
    rows = [
        ("Lantern House", "Community centre", "Live", "Abbey", str(desk), "Mon to Fri 9am to 5pm",
         "Polish; Tamil", "Yes", "2024-01-08"),
        ("Tramway Cars", "taxi", "idea", "", str(desk), "", "", "", ""),
    ]  # fmt: skip

    first = upload(browser, *rows)
    assert (first.context["added"], first.context["errors"]) == (2, [])
    agree(browser, first)
    again = upload(browser, *rows)

    place = Centre.objects.get(name="Lantern House")
    assert (place.stage, place.ward.title, place.step_free) == ("live", "Abbey", "yes")
    assert {row.code for row in place.languages.all()} == {"pl", "ta"}
    assert place.openings.count() == 5
    assert (again.context["added"], again.context["changed"], again.context["unchanged"]) == (
        0,
        0,
        2,
    )


def test_a_row_that_makes_no_sense_stops_the_whole_sheet(browser, desk, wards):
    good = ("Lantern House", "taxi", "idea", "", str(desk), "", "", "", "")
    bad = ("Blue Hour", "casino", "idea", "", str(desk), "from nine", "Elvish", "", "")

    response = upload(browser, good, bad)

    (wrong,) = response.context["errors"]
    assert len(wrong.errors) == 3
    assert not Centre.objects.exists()


def test_what_goes_out_comes_in_again_as_no_change(browser, wards):
    live_centre(
        "Lantern House", languages=["ta", "en"], ward=some_ward(), latitude=51.4, longitude=-0.2
    )
    centre("Tramway Cars", sector="taxi")
    file = browser.get("/centres/places/export/xlsx/").content

    taken = BytesIO(file)
    taken.name = "centres.xlsx"
    response = browser.post("/centres/places/import/", {"file": taken}, follow=True)

    assert (response.context["unchanged"], response.context["errors"]) == (2, [])
