"""A language is offered once somebody who speaks it has read it, and as long as it stays so."""

from io import BytesIO

import pytest
from django.urls import reverse
from docx import Document

from upstander.kernel.audit.record import events_for
from upstander.kernel.languages import changes, middleware, offering
from upstander.kernel.languages.catalogue import DRAFTED, content, sentences
from upstander.kernel.languages.models import SignOff
from upstander.kernel.testing.people import SYSTEM, person

pytestmark = pytest.mark.django_db
SPEAKER = {"speaker": "Zofia Testowa", "standing": "teaches Polish"}


@pytest.fixture
def administrator(client):
    user = person("administrator")
    client.force_login(user)
    return user


def signed(code="pl", **fields):
    return changes.sign_off(code=code, read=content(code), by=SYSTEM, **(SPEAKER | fields))


def offered():
    return [each.code for each in offering.languages() if each.offered]


def test_nothing_is_offered_before_anybody_has_read_it():
    assert [each.code for each in offering.languages()] == ["ar", "pl", "pt", "es", "ta", "ur"]
    assert offered() == []


def test_the_demonstration_offers_its_drafts(settings):
    settings.DEMO = True

    assert sorted(offered()) == list(DRAFTED)
    assert not any(each.checked for each in offering.languages())


def test_one_word_of_a_speaker_offers_one_language():
    signed("pl")

    assert offered() == ["pl"]
    assert offering.language_of("pl").checked.speaker == "Zofia Testowa"


def test_a_changed_sentence_takes_the_sign_off_away():
    SignOff.objects.create(code="ta", content="of other sentences", by_name="x", **SPEAKER)

    tamil = offering.language_of("ta")

    assert not tamil.offered
    assert tamil.before.speaker == "Zofia Testowa"


def test_who_read_other_sentences_cannot_sign_for_these():
    with pytest.raises(changes.ReadAnotherVersion, match="have changed"):
        changes.sign_off(code="pl", read="of yesterday", by=SYSTEM, **SPEAKER)

    with pytest.raises(LookupError):
        changes.sign_off(code="de", read="", by=SYSTEM, **SPEAKER)


def test_a_sign_off_does_not_change_but_can_be_taken_back():
    word = signed("ur")
    word.speaker = "Somebody else"
    with pytest.raises(TypeError):
        word.save()

    changes.take_back("ur", by=SYSTEM)

    assert offered() == []
    kinds = [event.kind for event in events_for(word)]
    assert sorted(kinds) == ["languages.signed_off", "languages.taken_back"]


def test_the_trail_says_which_sentences_and_not_who_the_speaker_is():
    (event,) = events_for(signed("es"))

    assert content("es") in event.detail
    assert "Zofia" not in event.detail


def test_an_administrator_notes_the_word_of_a_speaker_on_the_page(client, administrator):
    page = reverse("languages:show", args=["pl"])
    assert "Nobody has read it yet" in client.get(page).content.decode()
    form = SPEAKER | {"read": content("pl")}
    assert client.post(page, form).status_code == 200  # not said that all of it was read
    assert offered() == []

    client.post(page, form | {"whole": "on"})

    assert offered() == ["pl"]
    assert "Zofia Testowa" in client.get(reverse("languages:index")).content.decode()
    client.post(reverse("languages:take_back", args=["pl"]))
    assert offered() == []


def test_a_language_without_pages_has_no_page(client, administrator):
    assert client.get("/languages/de/").status_code == 404


@pytest.mark.slow
def test_the_sheet_holds_every_sentence_beside_its_translation(client, administrator):
    got = client.get(reverse("languages:sheet", args=["pl", "docx"]))

    (table,) = Document(BytesIO(got.content)).tables[-1:]
    cells = {row.cells[1].text: row.cells[2].text for row in table.rows[1:]}
    assert cells["Who may we tell?"] == "Komu możemy powiedzieć?"
    assert len(cells) == len(sentences("pl"))


def test_only_pages_that_speak_have_a_language_in_their_address(settings):
    settings.DEMO = True

    assert middleware.named_in("/tell/pl/story/") == "pl"
    assert middleware.named_in("/tell/pl") == ""
    assert middleware.named_in("/tell/story/") == ""
    assert middleware.named_in("/languages/pl/") == ""
    assert middleware.named_in("/pl/") == "pl"
    assert middleware.named_in("/pl/reports/") == ""
    assert middleware.named_in("/privacy/pl/") == "pl"
    assert middleware.place_of("/reports/") == ""
    assert middleware.in_language("/", "ar") == "/ar/"
    assert middleware.in_language("/ar/", "pl") == "/pl/"
    assert middleware.in_language("/places/ar/", "") == "/places/"
    assert middleware.in_language("/tell/pl/read/who/", "ar") == "/tell/ar/read/who/"
    assert middleware.in_language("/tell/read/", "ar") == "/tell/ar/read/"
    assert middleware.in_language("/tell/pl/", "") == "/tell/"
