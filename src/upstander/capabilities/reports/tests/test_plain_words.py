"""The English pages can be read by a nine-year-old; the easy ones in short lines."""

import re

import pytest
from django.urls import reverse

from upstander.capabilities.reports.engine.journey import CODES
from upstander.kernel.reference.load import load_reference
from upstander.kernel.testing.reading_age import lines_of, reading_age, sentences_of, syllables
from upstander.kernel.vault.retention.rules import load_rules

pytestmark = pytest.mark.django_db
NINE, TEN = 9, 10
LISTS = {"strands", "about"}  # "disability" alone on a line counts as hard, however well known
EASY = ("easy", "easy_promise", "easy_next", "easy_back", "easy_privacy", "easy_sent")
AROUND = ("come_back", "save", "delete", "check")
AFTER = ("sent", "follow", "agreements", "withdraw", "add_file", "own_text")


@pytest.fixture(autouse=True)
def reference(db):
    load_reference()
    load_rules()


def said_by(client, name, *args):
    return client.get(reverse(f"tell:{name}", args=args)).content.decode()


@pytest.fixture
def journey(client):
    """Give every page on the way of somebody, and after it."""
    client.post(reverse("tell:start"), {"role": "target"})
    pages = {code: said_by(client, "step", code) for code in CODES}
    pages |= {name: said_by(client, name) for name in AROUND}
    client.post(reverse("tell:step", args=["story"]), {"story": "I do not want to live any more"})
    pages["danger"] = said_by(client, "danger")
    assert "116 123" in pages["danger"]
    client.post(reverse("tell:check"), {"second_word": "parrot"})
    return pages | {name: said_by(client, name) for name in AFTER}


@pytest.fixture
def easy(client):
    """Give the pages of easy read, and those that lead to them."""
    client.post(reverse("tell:start"), {"role": "target"})
    pages = {code: said_by(client, "step", code) for code in ("start", "consent")}
    client.post(reverse("tell:check"), {"second_word": "parrot"})
    return pages | {name: said_by(client, name) for name in (*EASY, "sent", "come_back")}


def test_the_pages_of_the_journey_are_read_at_nine_and_no_sentence_is_long(journey):
    ages = {name: reading_age(sentences_of(lines_of(page))) for name, page in journey.items()}
    everything = [line for page in journey.values() for line in lines_of(page)]

    assert reading_age(sentences_of(everything)) <= NINE
    hard = {name: round(age, 1) for name, age in ages.items() if age > TEN}
    assert hard.keys() <= LISTS, hard
    assert [words for words in sentences_of(everything) if len(words) > 20] == []


def test_easy_read_says_one_thing_a_line(easy):
    for name in EASY:
        lines = lines_of(easy[name], '<div class="up-easy"')
        sentences = sentences_of(lines)

        assert sum(map(len, sentences)) / len(sentences) <= 8, name
        assert max(map(len, sentences)) <= 12, name
        assert reading_age(sentences) <= 8, name
        assert sum(len(sentences_of([line])) for line in lines) <= 1.2 * len(lines), name


def test_each_picture_of_easy_read_has_words_beside_it_and_is_drawn_here(easy):
    for name in EASY:
        page = easy[name]
        rows = re.findall(r'<div class="up-easy__row">(.*?)</div>\s*</div>', page, re.DOTALL)

        assert len(rows) >= 4, name
        for row in rows:
            picture = re.search(r'<svg[^>]* aria-hidden="true"[^>]*><use href="#(.*?)"', row)
            assert f'<symbol id="{picture[1]}"' in page
            assert re.search(r"<p>.*\w", row)
        assert "<img" not in page


def test_the_key_pages_lead_to_easy_read(easy, client):
    assert 'href="/tell/easy/"' in easy["start"]
    assert 'href="/tell/easy/promise/"' in easy["consent"]
    assert 'href="/tell/easy/sent/"' in easy["sent"]
    assert 'href="/tell/easy/next/"' in easy["easy"]
    assert 'href="/tell/easy/back/"' in easy["come_back"]
    assert 'href="/tell/easy/privacy/"' in client.get("/privacy/").content.decode()
    words = re.findall(r"<li>([a-z-]+)</li>", easy["sent"])
    assert words == re.findall(r"<li>([a-z-]+)</li>", easy["easy_sent"])


@pytest.mark.parametrize(
    ("word", "count"),
    [("hate", 1), ("police", 2), ("somebody", 3), ("wanted", 2), ("told", 1), ("little", 2)],
)
def test_syllables_are_counted_near_enough(word, count):
    assert syllables(word) == count


def test_a_hard_text_is_found_hard():
    hard = "Notwithstanding the aforementioned circumstances, disclosure may be unavoidable."
    easy = "We may have to tell someone. We tell you first."

    assert reading_age(sentences_of([hard])) > 18
    assert reading_age(sentences_of([easy])) < 8
