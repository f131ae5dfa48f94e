"""Whatever everybody may read speaks the language of its address, and leaves nothing in English.

Arabic and Tamil have letters of their own: three English words in a row are a sentence that was
forgotten, wherever it came from. Names that stay as they are say so, with `bdi` or `lang`.
"""

import re
from datetime import UTC, datetime
from html import unescape

import pytest
from django.urls import reverse
from django.utils.translation import override

from upstander.capabilities.centres.models import Centre
from upstander.capabilities.centres.tests.factories import live_centre
from upstander.kernel import clock
from upstander.kernel.geography.boundaries import DRAWN_BY_US
from upstander.kernel.languages import changes
from upstander.kernel.languages.catalogue import DRAFTED, content, direction
from upstander.kernel.reference.load import load_reference
from upstander.kernel.testing.people import SYSTEM, person

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
PAGES = ("home", "places:finder", "pages:privacy", "pages:accessibility")
APART = re.compile(
    r"<(bdi|option|script|svg|title|style)\b.*?</\1>|<(\w+)[^>]* lang=.*?</\2>", re.S
)
ENGLISH = re.compile(r"[A-Za-z’]+(?:[ ,]+[A-Za-z’]+){2,}")
NAMES = {"Web Content Accessibility Guidelines"}


@pytest.fixture
def demonstration(settings):
    settings.DEMO, settings.ROOT_URLCONF = True, "tests.site.demo_urls"
    settings.BOUNDARIES = DRAWN_BY_US
    load_reference()
    with clock.set_to(datetime(2024, 11, 14, 12, tzinfo=UTC)):
        shown = {"step_free": "yes", "toilet": "yes", "hearing_loop": "yes", "languages": ["ta"]}
        live_centre("Lantern House", youth_friendly="yes", minimum_age=11, **shown)
        live_centre("Hidden House", shown="area", latitude=51.4, longitude=-0.2)
        yield


def read(client, address):
    answer = client.get(address)
    return unescape(answer.content.decode())


def places_in(code):
    with override(code):
        shown = Centre.objects.order_by("shown")  # first by area, then in full
        return [reverse("places:place", args=[each.public_id]) for each in shown]


def left_in_english(page):
    body = APART.sub(" ", page.partition("<body")[2])
    found = ENGLISH.findall(re.sub(r"<[^>]+>", "|", body))
    return [words for words in found if words not in NAMES]


@pytest.mark.parametrize("code", ["ar", "ta"])
def test_no_sentence_is_left_in_english(client, demonstration, code):
    with override(code):
        addresses = [reverse(name) for name in PAGES]
    wanted = [f"/places/{code}/?{query}" for query in ("q=Narnia", "q=London", "language=yo")]

    for address in (*addresses, *places_in(code), *wanted, f"/places/{code}/nowhere/"):
        assert left_in_english(read(client, address)) == [], address


def test_what_is_left_in_english_would_be_found():
    page = "<body><p>هنا</p><p>Open until 5pm, and <b>closed on Sunday mornings</b></p>"

    assert left_in_english(page) == ["closed on Sunday mornings"]
    assert left_in_english('<body><p lang="en">closed on Sunday mornings</p>') == []


@pytest.mark.parametrize("code", DRAFTED)
def test_each_page_says_its_language_that_it_is_a_draft_and_where_the_others_are(
    client, demonstration, code
):
    others = set(DRAFTED) - {code}
    with override(code):
        addresses = [reverse(name) for name in PAGES]

    for address in addresses:
        page = read(client, address)

        assert f'<html lang="{code}" dir="{direction(code)}"' in page, address
        assert "Draft: awaiting a speaker’s check." in page
        assert {other for other in others if f'hreflang="{other}"' in page} == others
        english = address.removesuffix(f"{code}/")
        assert f'href="{english}" lang="en"' in page


def test_a_page_that_nobody_has_read_comes_in_english_and_offers_an_interpreter(client, settings):
    settings.CONTACT = "020 7946 0100"

    for address in ("/pl/", "/places/pl/", "/privacy/pl/"):
        page = read(client, address)
        assert '<html lang="en-GB"' in page
        assert "powiedzieć „Polish”" in page
        assert 'hreflang="pl"' not in page.partition("<footer")[2]


def test_a_page_that_a_speaker_has_read_is_offered_from_the_english_one(client):
    changes.sign_off(
        code="pl", read=content("pl"), speaker="Zofia Testowa", standing="teaches", by=SYSTEM
    )

    assert 'href="/privacy/pl/"' in read(client, "/privacy/")
    assert "awaiting a speaker" not in read(client, "/privacy/pl/")


def test_whoever_works_here_has_their_home_in_english(client, demonstration):
    client.force_login(person("caseworker"))

    assert client.get("/pl/")["Location"] == "/"


def test_hours_walks_and_counts_are_said_as_in_the_language(client, demonstration):
    polish = read(client, "/places/pl/?q=Ravensbury")

    assert "Otwarte do 17:00" in polish
    assert re.search(r"\b\d+ (minuta|minuty|minut) pieszo|\d,\d km pieszo", polish)
    assert "2 miejsca" in polish
    assert "Poniedziałek – piątek" in read(client, places_in("pl")[1])
    assert "من الاثنين إلى الجمعة" in read(client, places_in("ar")[1])
