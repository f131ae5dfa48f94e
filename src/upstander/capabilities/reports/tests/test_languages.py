"""People tell us, and come back, in their own language."""

import re
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from upstander.capabilities.reports.changes.drafts import read_draft
from upstander.capabilities.reports.models import Report
from upstander.kernel.languages import changes
from upstander.kernel.languages.catalogue import DRAFTED, content, direction
from upstander.kernel.reference.load import load_reference
from upstander.kernel.subjects.models import Consent
from upstander.kernel.subjects.passphrase import draw, read
from upstander.kernel.testing.people import SYSTEM, person
from upstander.kernel.vault.retention.rules import load_rules

pytestmark = pytest.mark.django_db
LOOSE = ("start", "come_back", "languages", "delete", "easy", "easy_promise", "easy_next")


@pytest.fixture(autouse=True)
def reference(db):
    load_reference()
    load_rules()


@pytest.fixture
def polish(db):
    """Somebody has read the Polish pages."""
    read_by = {"speaker": "Zofia Testowa", "standing": "teaches Polish"}
    return changes.sign_off(code="pl", read=content("pl"), by=SYSTEM, **read_by)


def text_of(answer):
    return unescape(answer.content.decode())


def begin(client, language="pl/", **more):
    return client.post(f"/tell/{language}", {"role": "target", **more})


def secret_of(client):
    return read(client.cookies["tell"].value)


def send(client, language="pl/"):
    begin(client, language)
    client.post(f"/tell/{language}consent/", {"police": "police"})
    client.post(f"/tell/{language}story/", {"story": "Wyzywa mnie na schodach."})
    client.post(f"/tell/{language}check/", {"second_word": ""})
    return Report.objects.get()


def test_every_page_speaks_and_leads_on_in_the_language_of_its_address(client, polish):
    page = text_of(client.get("/tell/pl/"))

    assert '<html lang="pl" dir="ltr"' in page
    assert "O kim chcesz nam powiedzieć?" in page
    assert 'action="/tell/pl/"' in page
    assert 'href="/tell/pl/back/"' in page
    assert begin(client)["Location"] == "/tell/pl/now/"


@pytest.mark.parametrize("code", DRAFTED)
def test_the_pages_of_every_draft_say_that_they_are_drafts_and_are_in_no_other_language(
    client, settings, code
):
    settings.DEMO = True
    with override(code):
        addresses = [reverse(f"tell:{name}") for name in LOOSE]

    for address in addresses:
        page = text_of(client.get(address))

        assert f'<html lang="{code}" dir="{direction(code)}"' in page, address
        assert "Draft: awaiting a speaker’s check." in page
        assert "Exit this page" not in page
        assert "app.rtl.css" in page or direction(code) == "ltr"


def test_a_page_that_a_speaker_has_read_is_no_draft(client, polish):
    assert "awaiting a speaker" not in text_of(client.get("/tell/pl/"))


def test_a_language_that_nobody_has_read_is_not_offered_but_an_interpreter_is(client, settings):
    settings.CONTACT = "020 7946 0100"

    page = text_of(client.get("/tell/pl/"))

    assert '<html lang="en-GB"' in page
    assert "powiedzieć „Polish”" in page
    assert "020 7946 0100" in page
    assert "Who are you telling us about?" in page
    assert 'href="/tell/languages/#pl"' in page
    assert "Zacznij" not in text_of(client.get("/tell/languages/"))


def test_what_is_typed_stays_where_the_language_goes_meanwhile(client, polish):
    begin(client)
    changes.take_back("pl", by=SYSTEM)

    answer = client.post("/tell/pl/story/", {"story": "Wyzywa mnie."})

    assert answer["Location"] == "/tell/forms/"
    assert read_draft(secret_of(client))["story"] == "Wyzywa mnie."


def test_what_goes_wrong_is_said_in_the_language_too(client, polish):
    strict = Client(enforce_csrf_checks=True)

    lost = client.get("/tell/pl/nowhere/at/all/")
    old = strict.post("/tell/pl/", {"role": "target"})
    large = client.generic("POST", "/tell/pl/story/", CONTENT_LENGTH=str(10 * 1024**3))

    said = {404: "Nie ma takiej strony", 403: "Ten formularz jest za stary", 413: "To jest za duże"}
    for answer in (lost, old, large):
        assert said[answer.status_code] in text_of(answer)
        assert '<html lang="pl"' in text_of(answer)


def test_nothing_of_the_language_is_kept_in_the_browser(client, polish):
    begin(client)

    assert set(client.cookies) == {"tell"}
    assert client.cookies["tell"]["path"] == "/tell/"


def test_who_changes_language_half_way_keeps_the_answers(client, polish):
    begin(client)
    client.post("/tell/pl/story/", {"story": "Wyzywa mnie."})

    assert "Wyzywa mnie." in text_of(client.get("/tell/story/"))
    assert 'href="/tell/story/"' in text_of(client.get("/tell/pl/story/"))


def test_the_report_says_in_which_language_it_came_and_so_does_each_agreement(client, polish):
    report = send(client)

    assert report.language == "pl"
    agreed = Consent.objects.order_by("purpose").values_list("purpose", "language")
    assert list(agreed) == [("police", "pl"), ("statistics", "pl")]


def test_the_words_bring_a_report_and_a_draft_back_in_the_language_they_were_written_in(
    client, polish
):
    begin(client)
    draft = " ".join(secret_of(client).words)
    assert client.post("/tell/back/", {"words": draft})["Location"].startswith("/tell/pl/")
    client.post("/tell/pl/check/", {"second_word": ""})

    back = client.post("/tell/back/", {"words": draft})

    assert back["Location"] == "/tell/pl/read/"
    assert "Zgłoszenie z dnia: czwartek, 14 listopada 2024" in text_of(client.get("/tell/pl/read/"))


def test_digits_in_the_signs_of_another_script_open_it_too(client, polish):
    secret = draw()
    arabic = secret.digits.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
    urdu = secret.digits.translate(str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹"))

    assert read(arabic) == read(urdu) == secret


def test_errors_are_said_in_the_language(client, polish):
    assert "Wybierz, o kim chcesz nam powiedzieć" in text_of(client.post("/tell/pl/", {}))
    begin(client)
    client.post("/tell/pl/reach/", {"reach": "yes"})
    said = text_of(client.post("/tell/pl/contact/", {"email": "nobody", "given_names": "x" * 201}))

    assert "„E-mail” – wpisz w postaci nazwa@example.com" in said
    assert "najwyżej tyle znaków: 200" in said
    assert "Zmień" in text_of(client.get("/tell/pl/check/"))
    assert "Sprawdź pisownię „zzz”" in text_of(client.post("/tell/pl/back/", {"words": "zzz"}))


def test_taking_an_agreement_back_is_said_in_the_language(client, polish):
    send(client)
    client.get("/tell/pl/sent/")

    said = text_of(client.post("/tell/pl/read/who/", {"police": "no"}))

    assert "Nic jeszcze nie zostało wysłane." in said
    assert Report.objects.get().subject is not None


def test_the_team_reads_in_english_what_somebody_wrote_in_polish(client, polish):
    caseworker = person("caseworker")
    report = send(client)
    client.force_login(caseworker)

    page = text_of(client.get(f"/reports/{report.pk}/", headers={"accept-language": "pl"}))

    assert '<html lang="en-GB"' in page
    assert "Wyzywa mnie na schodach." in page
    assert "on the pages in Polish" in page
    assert "Received" in page


def test_no_page_listens_to_the_language_of_the_browser(client, polish):
    page = client.get("/tell/", headers={"accept-language": "pl"})

    assert page.headers["Content-Language"] == "en-gb"
    assert "accept-language" not in page.headers.get("Vary", "").lower()


def test_a_poster_can_lead_to_a_language_with_the_place_known(client, polish):
    page = text_of(client.get("/tell/pl/at/22222222-2222-4222-8222-222222222222/"))

    assert 'value="22222222-2222-4222-8222-222222222222"' in page
    assert "Przydarzyło się to mnie" in page
    assert re.search(r'hreflang="ar"', page)


def test_a_poster_speaks_one_language_and_the_english_one_names_the_others(rf, polish):
    from upstander.capabilities.reports.views.posters import poster_for
    from upstander.kernel.documents.report.model import words_in

    key, asked = "22222222-2222-4222-8222-222222222222", rf.get("/")
    english = poster_for(asked, key, "A library")
    with override("pl"):
        spoken = poster_for(asked, key, "A library")
    (figure,) = [block for block in spoken.blocks if hasattr(block, "svg")]

    assert spoken.language == "pl"
    assert spoken.title == "Czy ktoś źle Cię potraktował dlatego, kim jesteś?"
    assert f"/tell/pl/at/{key}/" in figure.alt
    assert any("Polski" in words_in(getattr(block, "words", "")) for block in english.blocks)
