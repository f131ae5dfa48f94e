"""Words of danger: held against narratives that the weights have never seen."""

import json
import sys
from io import StringIO

import pytest
from django.core.management import call_command
from hypothesis import given
from hypothesis import strategies as st

from upstander.capabilities.reports.engine.danger import danger_in
from upstander.capabilities.reports.tests.learn_danger import NARRATIVES, narratives
from upstander.kernel.errors import Refused
from upstander.kernel.wording.concepts import LANGUAGES, languages_of, read
from upstander.kernel.wording.weighing import learnt

# what was measured on narratives held back, of about 40 in danger and 30 others: missed, and
# alarmed for nothing; it may only get better
HELD = {
    "held": {
        "en": (1, 6),
        "pl": (0, 6),
        "es": (0, 3),
        "pt": (0, 5),
        "ur": (0, 8),
        "ar": (0, 6),
        "ta": (0, 7),
    },
    "held_again": {
        "en": (1, 7),
        "pl": (3, 7),
        "es": (1, 7),
        "pt": (0, 15),
        "ur": (0, 13),
        "ar": (1, 10),
        "ta": (0, 13),
    },
}
HELD_BACK = [(folder, language) for folder in HELD for language in LANGUAGES]
CALM_TEXTS = (
    "",
    " ",
    "...",
    "👍",
    "ok",
    "Merton High Street",
    "Tuesday at five",
    "No. Nobody.",
    "hello",
    "May I bring a friend?",
)


@pytest.mark.parametrize(("folder", "language"), HELD_BACK)
def test_whoever_is_in_danger_is_noticed_in_each_language(folder, language):
    told = [text for text, danger, _ in narratives(language, NARRATIVES / folder) if danger]

    missed = [text for text in told if not danger_in(text).danger]

    assert len(told) >= 39
    assert len(missed) <= HELD[folder][language][0], missed


@pytest.mark.parametrize(("folder", "language"), HELD_BACK)
def test_whoever_is_in_no_danger_is_seldom_interrupted(folder, language):
    told = [text for text, danger, _ in narratives(language, NARRATIVES / folder) if not danger]

    shown = [(text, danger_in(text).why) for text in told if danger_in(text).danger]

    assert len(told) >= 29
    assert len(shown) <= HELD[folder][language][1], shown


@pytest.mark.parametrize(("folder", "language"), HELD_BACK)
def test_no_narrative_is_both_learnt_from_and_held_back(folder, language):
    learnt_from = {text for text, *_ in narratives(language)}

    assert learnt_from.isdisjoint(text for text, *_ in narratives(language, NARRATIVES / folder))


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("he is outside my door now", "now"),
        ("They are kicking the door in, please send someone", "now"),
        ("hes got a knife", "now"),
        ("stoją pod drzwiami i kopią", "now"),
        ("está tirando la puerta abajo", "now"),
        ("estão lá fora com paus socorro", "now"),
        ("وہ دروازہ توڑ رہا ہے", "now"),
        ("wo bahar khara hai aur darwaza peet raha hai", "now"),
        ("هو واقف أمام بابي الآن ويصرخ", "now"),
        ("كتير خايفة، معه سكينة وهو عالباب", "now"),
        ("கதவை உடைக்கிறான்", "now"),
        ("I want to kill myself", "self-harm"),
        ("nie chcę już żyć", "self-harm"),
        ("quiero morirme", "self-harm"),
        ("não quero acordar amanhã, quero morrer", "self-harm"),
        ("میں مر جانا چاہتی ہوں", "self-harm"),
        ("أريد أن أموت", "self-harm"),
        ("வாழவே பிடிக்கல", "self-harm"),
    ],
)
def test_it_is_told_apart_who_threatens_whom(text, kind):
    found = danger_in(text)

    assert (found.danger, found.kind) == (True, kind)
    assert found.why


@pytest.mark.parametrize("text", CALM_TEXTS)
def test_short_answers_alarm_nobody(text):
    assert not danger_in(text).danger


@pytest.mark.parametrize(
    ("right", "slip"),
    [
        ("he is outside my door", "he is outsdie my door"),
        ("I am suicidal", "I am suicidel"),
        ("help he is killing me", "heeelp he is kiling me"),
        ("Está detrás de mí con un cuchillo", "esta detras de mi con un cuchilo"),
        ("Stoją pod drzwiami z nożem", "stoja pod drzwiami z nozem"),
        ("معه سكّين عند الباب", "معه سكين عند الباب"),
        ("لا أريد أن أعيش", "لا أريد أن أعيييش"),
    ],
)
def test_slips_and_missing_accents_change_nothing(right, slip):
    assert danger_in(right).danger
    assert danger_in(slip).danger


def test_the_grave_sentence_of_a_long_and_quiet_story_is_heard():
    quiet = "The bins were tipped over in March and the council was kind about it. " * 12
    grave = "He is at my door now with a knife and says he will kill us tonight. "

    assert not danger_in(quiet).danger
    assert danger_in(quiet + grave + quiet).danger


def test_danger_that_only_the_end_of_a_complaint_speaks_of_is_heard():
    parking = (
        "The man next door parks across our drive and calls us names when we ask him to move. "
        "I wrote to the council in May and again in June, and they sent a leaflet. "
        "I would like it logged with the other two. "
    )

    assert not danger_in(parking).danger
    assert danger_in(parking + "He has just come in through the kitchen with a spade.").danger


def test_an_attack_long_over_and_words_that_only_sound_grave_alarm_nobody():
    assert not danger_in(
        "Two years ago a man was sent to prison for what he did to me, and I am well now. "
        "I only need the reference number for the insurance, thank you."
    ).danger
    assert not danger_in("My feet are killing me from the queue at your office").danger


def test_the_words_that_weighed_most_are_named():
    assert "knife" in danger_in("He is at my door with a knife").why


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_names_the_same_concepts_and_all_of_them_weigh(language):
    tongue = read(language)
    listed = [*tongue.whole.values(), *tongue.stems.values()]
    concepts = {concept for entries in listed for _, concept in entries} - {"nothing"}

    weighed = {name for name in learnt().concepts if " " not in name} - {"", "length", "words"}
    assert concepts == weighed


def test_a_text_in_two_languages_is_read_in_both():
    assert {"en", "ta"} <= set(languages_of("he is here கதவை உடைக்கிறான் and he has a knife"))


@pytest.mark.slow
@given(st.text(max_size=400))
def test_any_text_is_read_without_a_fault(text):
    found = danger_in(text)

    assert bool(found.why) == found.danger
    assert (found.kind in ("now", "self-harm")) == found.danger


@pytest.mark.parametrize(
    "part", ["He looked at us on the stairs. ", "he " * 9, "دروازہ توڑ ", "aaab"]
)
def test_a_story_twice_as_long_takes_twice_the_steps(part):
    danger_in(part)  # what is read once only

    once, twice = steps(part * 100), steps(part * 200)

    assert twice < 2.3 * once


def steps(text):
    """Count the calls that a text takes: unlike seconds, they are the same on any machine."""
    calls = 0

    def count(_frame, event, _argument):
        nonlocal calls
        calls += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        danger_in(text)
    finally:
        sys.setprofile(None)
    return calls


def test_the_command_answers_line_by_line_and_errs_towards_showing(tmp_path):
    told = [{"id": "a", "text": "he is outside my door now"}, {"id": 2, "text": "I like tea."}]
    file = tmp_path / "told.jsonl"
    file.write_text("\n".join(map(json.dumps, told)), encoding="utf-8")
    out = StringIO()

    call_command("reports_danger", str(file), "--json", stdout=out)

    answers = [json.loads(line) for line in out.getvalue().splitlines()]
    assert [(a["id"], a["danger"]) for a in answers] == [("a", True), (2, False)]
    assert all(a["why"] for a in answers)


def test_the_command_says_which_line_it_cannot_read(tmp_path):
    file = tmp_path / "told.jsonl"
    file.write_text('{"id": 1}', encoding="utf-8")

    with pytest.raises(Refused, match="Line 1"):
        call_command("reports_danger", str(file))
