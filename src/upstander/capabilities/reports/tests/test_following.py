"""Coming back with seven words."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from upstander.capabilities.reports.changes import following
from upstander.capabilities.reports.changes.receiving import Told, receive
from upstander.capabilities.reports.changes.triage import answer
from upstander.capabilities.reports.models import Report
from upstander.kernel.reference.load import load_reference
from upstander.kernel.subjects.passphrase import draw
from upstander.kernel.subjects.sharing import may_share
from upstander.kernel.testing.people import person
from upstander.kernel.vault.models import files_of
from upstander.kernel.vault.retention.rules import load_rules
from upstander.kernel.vault.tests.samples import png

pytestmark = pytest.mark.django_db
STORY = "canary-story of what happened"
AGREED = {"police": "police", "support": "yes"}


@pytest.fixture(autouse=True)
def reference(db):
    load_reference()
    load_rules()


@pytest.fixture
def secret():
    return draw()


@pytest.fixture
def report(secret):
    answers = {"role": "target", "story": STORY, "why": "canary-why", **AGREED}
    return receive(Told(secret, answers, "A parrot"))


@pytest.fixture
def back(client, secret, report):
    """A browser that has given the words."""
    client.post(reverse("tell:come_back"), {"words": " ".join(secret.words)})
    return client


def page(client, name):
    return client.get(reverse(f"tell:{name}")).content.decode()


def test_the_words_and_the_digits_both_open_it(client, secret, report):
    for typed in (" ".join(secret.words), secret.digits, ", ".join(secret.groups)):
        to = client.post(reverse("tell:come_back"), {"words": typed})["Location"]

        assert to == reverse("tell:follow")


def test_other_words_open_nothing_and_say_so_kindly(client, report):
    said = client.post(reverse("tell:come_back"), {"words": " ".join(draw().words)})

    assert "open nothing here" in said.content.decode()
    assert "told" not in said.cookies


def test_a_slip_in_a_word_is_named(client):
    said = client.post(reverse("tell:come_back"), {"words": "abacus abdomin abide"})

    assert "abdomin" in said.content.decode()


def test_the_seven_words_never_show_the_text(back):
    shown = page(back, "follow") + page(back, "sent") + page(back, "own_text")

    assert STORY not in shown
    assert "canary-why" not in shown


def test_the_second_word_shows_it_however_it_is_typed(back):
    wrong = back.post(reverse("tell:own_text"), {"second_word": "a budgie"}).content.decode()
    right = back.post(reverse("tell:own_text"), {"second_word": " a  PARROT "}).content.decode()

    assert STORY not in wrong
    assert STORY in right


def test_second_words_cannot_be_tried_one_after_another(back):
    for _ in range(10):
        back.post(reverse("tell:own_text"), {"second_word": "guess"})

    assert back.post(reverse("tell:own_text"), {"second_word": "a parrot"}).status_code == 429


def test_messages_go_both_ways(back, report):
    back.post(reverse("tell:follow"), {"message": "May I bring a friend?"})
    answer(report, text="Of course.", by=person("caseworker"))

    shown = page(back, "follow")

    assert "May I bring a friend?" in shown
    assert "Of course." in shown
    assert "not watched at night" in shown


@pytest.mark.parametrize(
    ("message", "in_danger", "to_self"),
    [
        ("he is outside my door now", True, False),
        ("I do not want to live any more", True, True),
        ("May I bring a friend?", False, False),
    ],
)
def test_a_message_of_danger_shows_who_to_call_at_once(back, message, in_danger, to_self):
    answer = back.post(reverse("tell:follow"), {"message": message}, follow=True)
    sent = answer.content.decode()

    # addresses stay in a browser: who looks there later reads nothing of what was typed
    assert answer.redirect_chain == [("/tell/read/", 302)]
    assert ("If anyone is in danger, call 999 now" in sent) == in_danger
    assert ("116 123" in sent) == to_self


def test_who_to_call_stays_on_the_page_until_somebody_has_answered(back, report):
    for message in ("he is outside my door now", "Please hurry."):
        back.post(reverse("tell:follow"), {"message": message})
    assert "If anyone is in danger, call 999 now" in page(back, "follow")

    answer(report, text="Are you safe?", by=person("caseworker"))

    assert "If anyone is in danger, call 999 now" not in page(back, "follow")


def test_a_narrower_agreement_holds_at_once(back, report):
    back.post(
        reverse("tell:agreements"),
        {"police": "police_without_details", "support": "no", "landlord": "no", "council": "no"},
    )

    assert not may_share(report.subject, "police")
    assert may_share(report.subject, "police_without_details")
    assert not may_share(report.subject, "support")
    assert following.agreed(report.subject)["police"] == "police_without_details"


@pytest.mark.parametrize("before", ["police", "police_without_details", "no"])
@pytest.mark.parametrize("after", ["police", "police_without_details", "no"])
def test_the_ledger_says_what_was_chosen_last(report, before, after):
    for wanted in (before, after):
        following.change_agreements(report, {"police": wanted, "support": "no"}, "en")

    assert following.agreed(report.subject)["police"] == after
    assert following.agreed(report.subject)["support"] == "no"


def test_an_agreement_can_be_widened_again(back, report):
    choose = {"police": "no", "support": "yes", "landlord": "yes", "council": "no"}
    choose["statistics"] = "no"

    back.post(reverse("tell:agreements"), choose)

    assert following.agreed(report.subject) == choose


def test_taking_it_back_ends_all_sharing(back, report):
    back.post(reverse("tell:withdraw"))

    report.refresh_from_db()
    assert report.stage == "withdrawn"
    agreed = following.agreed(report.subject)
    assert {name for name, answer in agreed.items() if answer != "no"} == {"statistics"}
    assert "You took it back" in page(back, "follow")


def test_a_picture_can_be_added_and_is_cleaned(back, report):
    sent = back.post(reverse("tell:add_file"), {"file": SimpleUploadedFile("him.png", png())})

    assert sent.status_code == 302
    assert files_of(report).count() == 1


def test_what_is_no_file_for_us_is_refused_with_a_sentence(back, report):
    said = back.post(reverse("tell:add_file"), {"file": SimpleUploadedFile("a.exe", b"MZ" * 99)})

    assert "none of them inside" in said.content.decode()
    assert files_of(report).count() == 0


def test_closing_takes_the_words_out_of_the_browser(back):
    back.get(reverse("tell:leave", args=["words"]))

    assert "Your seven words, or your digits" in page(back, "follow")


def test_neither_words_nor_story_lie_in_the_database_in_clear(secret, report):
    row = str(Report.objects.filter(pk=report.pk).values().get())

    assert STORY not in row
    assert secret.digits not in row
    assert not any(word in row for word in secret.words if len(word) > 6)


@pytest.mark.parametrize(
    "name", ["follow", "agreements", "withdraw", "add_file", "own_text", "sent"]
)
def test_without_words_every_page_asks_for_them(client, name):
    assert "Your seven words, or your digits" in page(client, name)
