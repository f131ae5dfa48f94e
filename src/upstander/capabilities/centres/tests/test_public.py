"""What everybody may know: the finder, a place's own page, the feed. And what nobody may."""

import json
import re
from datetime import UTC, datetime
from uuid import uuid4

import pytest

from upstander.capabilities.centres.changes import centres, work
from upstander.capabilities.centres.models import Centre
from upstander.capabilities.centres.tests.factories import BY, centre, live_centre, some_ward
from upstander.kernel import clock
from upstander.kernel.documents.formats.pages import read_pdf
from upstander.kernel.geography import demonstrate
from upstander.kernel.openreferral.tests.standard import faults_of
from upstander.kernel.reference.hours import read_week
from upstander.kernel.reference.models import Strand

pytestmark = pytest.mark.django_db
MITCHAM = {"latitude": 51.404, "longitude": -0.165}
ABBEY = {"latitude": 51.4135, "longitude": -0.189}


def found(client, **asked):
    return [hit.place.name for hit in client.get("/places/", asked).context["hits"]]


# ---- who is listed -------------------------------------------------------------------------------


def test_only_places_that_are_live_trained_and_seen_are_listed(client):
    live_centre("Lantern House")
    work.lead_leaves(live_centre("Nobody trained").leads.get(), by=BY)
    live_centre("Not seen", since=datetime(2024, 6, 1).date())
    centre("Still to come", stage="trained")

    assert found(client) == ["Lantern House"]


def test_nobody_is_left_without_an_answer_where_no_place_is_open(client):
    page = client.get("/places/").content.decode()

    assert "No place is trained and open just now." in page
    assert "In danger now? Call 999." in page


# ---- finding -------------------------------------------------------------------------------------


@pytest.fixture
def borough(drawn, noon):
    """Four places: near and far, open and shut, step-free or not, with their languages."""
    demonstrate.load()
    live_centre("Near", step_free="no", languages=["ta"], **MITCHAM)
    live_centre(
        "Nearly", step_free="yes", languages=["ta", "ur"], **(MITCHAM | {"longitude": -0.17})
    )
    live_centre(
        "Shut", step_free="yes", languages=["ta"], hours=read_week("Sat 9am to 5pm"), **MITCHAM
    )
    live_centre("Far", step_free="yes", youth_friendly="yes", minimum_age=11, **ABBEY)


def test_the_nearest_place_comes_first_and_the_walk_is_said(borough, client):
    response = client.get("/places/", {"q": "Mitcham"})

    hits = response.context["hits"]
    assert [hit.place.name for hit in hits][2:] == ["Nearly", "Far"]
    # 0.005 degrees of longitude at this latitude are 347 m, and a walk is 1.3 times that
    assert hits[2].way == "6 minutes’ walk"
    assert "straight line times 1.3" in response.content.decode()


def test_a_resident_finds_the_nearest_open_step_free_place_that_speaks_tamil(borough, client):
    asked = {"q": "Mitcham", "open": "1", "step_free": "1", "language": "ta"}

    assert found(client, **asked) == ["Nearly"]
    assert found(client, q="Mitcham", young="1") == ["Far"]


def test_open_now_follows_the_clock_in_london_bank_holidays_and_closures(client, drawn):
    place = live_centre("Lantern House")
    with clock.set_to(datetime(2024, 12, 2, 9, tzinfo=UTC)):
        work.record_check(place, kind="call", result="passed", by=BY)
        work.shut_for(
            place, first=datetime(2025, 1, 6).date(), last=datetime(2025, 1, 7).date(), by=BY
        )
    moments = {
        datetime(2024, 12, 2, 8, 59, tzinfo=UTC): [],
        datetime(2024, 12, 2, 9, 0, tzinfo=UTC): ["Lantern House"],
        datetime(2024, 12, 2, 17, 0, tzinfo=UTC): [],
        datetime(2024, 12, 26, 12, 0, tzinfo=UTC): [],  # Boxing Day, a Thursday
        datetime(2025, 1, 7, 12, 0, tzinfo=UTC): [],
        datetime(2025, 3, 31, 8, 30, tzinfo=UTC): ["Lantern House"],  # half past nine in summer
    }

    for moment, names in moments.items():
        with clock.set_to(moment):
            assert found(client, open="1") == names, moment


def test_the_same_hours_are_said_in_the_list_and_asked_for_by_open_now(borough, client):
    for hit in client.get("/places/").context["hits"]:
        listed = hit.place.name in found(client, open="1")
        assert listed == hit.place.state.is_open


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("Narnia", "We do not know that place."),
        ("SM4 5DX", "We cannot look up postcodes here."),
        ("London Road", "Did you mean"),
    ],
)
def test_a_word_that_is_not_known_or_means_several_places_is_answered(borough, client, typed, said):
    page = client.get("/places/", {"q": typed})

    assert said in page.content.decode()
    assert page.context["hits"]


def test_filters_that_no_place_fits_say_how_to_see_them_all(borough, client):
    page = client.get("/places/", {"language": "yo"}).content.decode()

    assert "No place fits all of that." in page


@pytest.mark.slow
def test_more_than_ten_places_are_shown_ten_at_a_time(client):
    for number in range(12):
        live_centre(f"Place {number:02}")

    first, second = client.get("/places/"), client.get("/places/?from=10")

    assert len(first.context["hits"]) == 10
    assert "More places" in first.content.decode()
    assert [hit.number for hit in second.context["hits"]] == [11, 12]
    assert client.get("/places/?from=999").status_code == 200
    assert client.get("/places/?from=-4&match=99&q=x").status_code == 200


def test_the_list_stands_before_the_map_with_the_same_numbers_in_both(borough, client):
    page = client.get("/places/", {"q": "Mitcham"}).content.decode()

    assert page.index('<ol class="up-places"') < page.index('id="map"')
    pins = re.findall(r'font-weight="700">(\d)</text>', page.split('id="map"')[1])
    assert sorted(pins) == sorted("1234" * 2)  # drawn wide and narrow


@pytest.mark.parametrize("file", [None, "spoilt.geojson"])
def test_without_borders_the_list_stands_alone(file, client, settings, tmp_path):
    settings.BOUNDARIES = tmp_path / file if file else None
    (tmp_path / "spoilt.geojson").write_text("{")
    live_centre("Lantern House")

    page = client.get("/places/").content.decode()

    assert "Lantern House" in page
    assert 'id="map"' not in page


def test_reading_leaves_no_cookie_and_asks_nobody_else(borough, client):
    response = client.get("/places/", {"q": "Mitcham"})

    assert not response.cookies
    assert not re.findall(r'(?:src|href)="(?:https?:)?//', response.content.decode())


# ---- what stays hidden ---------------------------------------------------------------------------

CANARY = "Canarybird"


@pytest.fixture
def canaries(drawn, noon):
    """A place shown in full, one by area, one by referral, with a canary in every private field."""
    strand = Strand.objects.current().main()[0]
    for shown in ("full", "area", "referral"):
        secret = f"{CANARY}{shown}"
        private = {
            "agreement_kept": f"Shelf of {secret}",
            "notes": f"Do not tell {secret}",
        }
        telling = {
            **{
                "address": f"1 {secret} Row",
                "phone": f"020 {secret}",
                "on_arrival": f"Say {secret}",
            },
            **{"website": f"https://{secret.lower()}.example/", "postcode": "CR4 9ZZ"},
            **{"languages": ["ta", "ur"], "strands": [strand], "sector": "faith"},
        }
        if shown == "full":
            telling = {"sector": "faith", "languages": ["ta"]}
        place = live_centre(
            f"House of {secret}" if shown != "full" else "Lantern House",
            shown=shown,
            ward=some_ward("Village", "E05013825"),
            latitude=51.4401234,
            longitude=-0.2301234,
            **private,
            **telling,
        )
        who = {"email": f"{secret.lower()}@lead.example", "phone": f"07700 9 {secret}"}
        work.add_lead(place, name=f"Q{secret}", by=BY, **who)
        work.record_check(place, kind="visit", result="passed", note=f"Saw {secret}", by=BY)
        work.shut_for(
            place,
            first=datetime(2025, 2, 3).date(),
            last=datetime(2025, 2, 4).date(),
            why=secret,
            by=BY,
        )
        centres.move_centre(place, to="paused", reason=f"For {secret}", by=BY)
        centres.move_centre(place, to="live", reason=f"After {secret}", by=BY)
    return Centre.objects.in_public()


def everything_public(client):
    """Read every public page, form of the feed and answer to a wrong address that there is."""
    asked = ["/", "/places/", "/places/?q=Village", "/places/?language=ta", "/places/?open=1"]
    asked += [f"/places/?q=Village&{name}=1" for name in ("step_free", "young", "open")]
    asked += [f"/places/{centre.public_id}/" for centre in Centre.objects.all()]
    asked += [f"/places/{number}/" for number in range(1, 4)]
    asked += [f"/centres/places/{centre.pk}/" for centre in Centre.objects.all()]
    lists = ("services", "service_at_locations", "organizations", "locations", "taxonomy_terms")
    asked += [f"/open-referral/{name}?full=true&per_page=200" for name in lists]
    for kind in ("services", "service_at_locations", "locations"):
        rows = client.get(f"/open-referral/{kind}").json()["contents"]
        asked += [f"/open-referral/{kind}/{row['id']}" for row in rows]
    asked += [f"/open-referral/services/{centre.public_id}" for centre in Centre.objects.all()]
    return {address: client.get(address) for address in asked}


def test_no_private_fact_is_in_any_public_page_or_form_of_the_feed(canaries, client):
    seen = everything_public(client)

    leaks = [a for a, page in seen.items() if CANARY.lower() in page.content.decode().lower()]
    assert leaks == []
    # the one place that shows itself is there, so that the search has something to find
    assert b"Lantern House" in seen["/places/"].content


def test_a_place_by_area_tells_its_ward_and_neither_its_door_nor_what_it_is(canaries, client):
    rough = canaries.get(shown="area")
    page = client.get(f"/places/{rough.public_id}/").content.decode()
    feed = client.get(f"/open-referral/services/{rough.public_id}").json()
    listed = client.get("/places/?q=Village").content.decode()

    assert "A place in Village" in page
    assert faults_of("service", feed) == []
    assert feed["service_areas"][0]["name"] == "Village"
    for told in (page, json.dumps(feed), listed):
        assert "51.44012" not in told
        assert "worship" not in told.split("A place in Village")[-1][:400].lower()
    assert "service_at_locations" not in feed
    assert not {"schedules", "languages"} & feed.keys()
    # nor does asking for a language or for "open now" find it out
    assert found(client, language="ur") == []
    assert "A place in Village" not in found(client, language="ta")
    assert "A place in Village" not in found(client, open="1")


def test_from_three_searches_nobody_can_work_out_where_a_place_by_area_is(canaries, client):
    where = {
        (row["latitude"], row["longitude"]) for row in canaries.values("latitude", "longitude")
    }
    hits = [
        next(hit for hit in client.get("/places/", {"q": q}).context["hits"] if hit.place.rough)
        for q in ("Village", "Hillside", "Raynes Park")
    ]

    assert {hit.place.point for hit in hits}.isdisjoint(where)
    assert len({hit.place.point for hit in hits}) == 1
    assert all("about" in hit.way for hit in hits)


def test_a_poster_says_what_the_page_says_and_of_a_hidden_place_there_is_none(canaries, client):
    sheets = {c.shown: client.get(f"/places/{c.public_id}/poster/") for c in Centre.objects.all()}

    said = {
        shown: str(read_pdf(sheet.content, "poster.pdf"))
        for shown, sheet in sheets.items()
        if sheet.status_code == 200
    }
    assert set(said) == {"full", "area"}
    assert "Lantern House" in said["full"]
    assert "Tamil" in said["full"]
    assert "A place in Village" in said["area"]
    assert CANARY.lower() not in "".join(said.values()).lower()
    assert sheets["referral"].content == client.get(f"/places/{uuid4()}/poster/").content


def test_a_hidden_place_answers_like_one_that_never_was(canaries, client):
    hidden = Centre.objects.get(shown="referral")

    real = client.get(f"/places/{hidden.public_id}/")
    none = client.get(f"/places/{uuid4()}/")

    assert (real.status_code, none.status_code) == (404, 404)
    assert real.content == none.content
    for path in (f"services/{hidden.public_id}", f"services/{uuid4()}"):
        response = client.get(f"/open-referral/{path}")
        assert (response.status_code, response.json()) == (
            404,
            {"message": "There is nothing here."},
        )


def test_no_address_of_a_public_page_counts_up(canaries, client):
    links = re.findall(r'href="/places/([^"?]+)"', client.get("/places/").content.decode())

    assert links
    assert all(re.fullmatch(r"[0-9a-f-]{36}/", link) for link in links)


# ---- the feed ------------------------------------------------------------------------------------


def test_every_page_of_the_feed_of_centres_is_as_the_standard_asks(canaries, client):
    Centre.objects.filter(shown="full").update(address="1 Elm Row", postcode="SW19 9ZZ")

    for kind in (
        "services",
        "service_at_locations",
        "organizations",
        "locations",
        "taxonomy_terms",
    ):
        for page in range(1, 4):
            content = client.get(f"/open-referral/{kind}", {"page": page, "per_page": 1}).json()
            assert faults_of(kind, content) == []
    for row in client.get("/open-referral/services").json()["contents"]:
        assert faults_of("service", client.get(f"/open-referral/services/{row['id']}").json()) == []


def test_a_place_in_the_feed_has_its_hours_languages_and_way_in(client, noon):
    place = live_centre(
        "Lantern House", step_free="yes", languages=["ta"], address="1 Elm Row",
        postcode="SW19 9ZZ", minimum_age=11, **ABBEY,
        hours=read_week("Mon to Wed 9am to 5pm; Sun 6pm to midnight"),
    )  # fmt: skip

    told = client.get(f"/open-referral/services/{place.public_id}").json()

    location = told["service_at_locations"][0]["location"]
    assert [(s["byday"], s["opens_at"], s["closes_at"]) for s in told["schedules"]] == [
        ("MO,TU,WE", "09:00:00", "17:00:00"),
        ("SU", "18:00:00", "23:59:00"),
    ]
    assert told["languages"][0]["name"] == "Tamil"
    assert location["accessibility"][0]["description"] == "Step-free"
    assert (location["latitude"], location["longitude"]) == (51.4135, -0.189)
    assert (told["status"], told["minimum_age"], told["fees"]) == ("active", 11, "Free")
    assert told["url"].endswith(f"/places/{place.public_id}/")


# ---- the homes -----------------------------------------------------------------------------------


def test_the_public_home_leads_to_places_and_says_what_is_kept(client, noon):
    live_centre("Lantern House", sector="library")
    live_centre("The Weathervane", sector="barber", shown="referral")

    page = client.get("/").content.decode()

    assert "1 place you may already know, such as a library." in page
    assert "1 open now" in page
    assert 'href="/places/"' in page
    assert "barber" not in page


def test_whoever_works_here_sees_the_centres_on_their_home(client, lead):
    live_centre()
    client.force_login(lead)

    page = client.get("/").content.decode()

    assert "Reporting centres" in page
    assert "trained and seen" in page
