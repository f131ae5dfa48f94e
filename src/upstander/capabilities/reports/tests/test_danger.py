"""Words of danger: held against narratives that were labelled by hand."""

import json
import time
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from hypothesis import given
from hypothesis import strategies as st

from upstander.capabilities.reports.engine.danger import danger_in
from upstander.kernel.errors import Refused

FOLDER = Path(__file__).parent / "narratives"
LANGUAGES = ("ar", "en", "es", "pl", "pt", "ta", "ur")
RECALL, FALSE_ALARMS = 0.97, 0.25


def narratives(language):
    """Read the narratives of a language: text, and whether somebody is in danger."""
    label, found = "", []
    for line in (FOLDER / f"{language}.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            label = line.strip("[]")
        elif line and not line.startswith("#"):
            found.append((line.lstrip("~= "), label == "danger"))
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_whoever_is_in_danger_is_noticed_in_each_language(language):
    told = [text for text, danger in narratives(language) if danger]

    missed = [text for text in told if not danger_in(text).danger]

    assert len(missed) <= (1 - RECALL) * len(told), missed


@pytest.mark.parametrize("language", LANGUAGES)
def test_whoever_is_in_no_danger_is_seldom_interrupted(language):
    told = [text for text, danger in narratives(language) if not danger]

    shown = [(text, danger_in(text).why) for text in told if danger_in(text).danger]

    assert len(shown) <= FALSE_ALARMS * len(told), shown
    assert len(narratives(language)) >= 25


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


@pytest.mark.parametrize(
    ("right", "slip"),
    [("he is outside my door", "he is outsdie my door"), ("I am suicidal", "I am suicidel")],
)
def test_a_slip_of_the_finger_changes_nothing(right, slip):
    assert danger_in(right).danger
    assert danger_in(slip).danger


@given(st.text(max_size=400))
def test_any_text_is_read_without_a_fault(text):
    assert danger_in(text).danger in (True, False)


def test_a_long_story_is_read_in_the_time_of_a_page():
    story = " ".join(f"On day {day} he looked at us and said nothing." for day in range(400))
    start = time.perf_counter()

    danger_in(story)

    assert time.perf_counter() - start < 1.5
