"""Words find their language and direction, and lose nothing but what would turn them around."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from upstander.kernel.documents.report.fonts import printable
from upstander.kernel.documents.report.model import Run
from upstander.kernel.documents.report.tests.sample import ARABIC, POLISH, TAMIL, URDU
from upstander.kernel.documents.report.words import (
    harmless,
    is_rtl,
    language_of,
    lines_of,
    one_line_of,
)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Hate crime is a crime", "en-GB"),
        ("We met Świetlica, the Polish club of the borough, in May", "en-GB"),
        (POLISH, "pl"),
        (TAMIL, "ta"),
        (ARABIC, "ar"),
        (URDU, "ur"),
        ("שלום", "he"),
        ("18.2", "en-GB"),
        ("", "en-GB"),
    ],
)
def test_a_language_is_known_by_its_letters(text, language):
    assert language_of(text, "en-GB") == language


@pytest.mark.parametrize(
    ("text", "rtl"), [(URDU, True), ("Police", False), ("(2024) " + ARABIC, True), ("12", False)]
)
def test_a_line_runs_the_way_its_first_letter_does(text, rtl):
    assert is_rtl(text) is rtl


def test_a_line_of_two_scripts_is_set_in_both():
    line = one_line_of(URDU, "en-GB")

    assert [(piece.language, piece.rtl) for piece in line.pieces] == [
        ("ur", True),
        ("en-GB", False),
        ("ur", True),
    ]
    assert "Police" in line.pieces[1].text


def test_words_said_to_be_in_a_language_stay_in_it():
    (piece,) = one_line_of((Run("Dzień dobry", language="pl"),), "en-GB").pieces

    assert (piece.language, piece.rtl) == ("pl", False)


def test_signs_that_turn_words_around_go_and_the_words_stay():
    assert harmless("exe\u202egnp.\u202dx\0") == "exegnp.x"


@given(st.text(max_size=80))
def test_no_other_sign_is_lost_on_the_way_into_lines(text):
    lines = lines_of(text, "en-GB")

    assert "\n".join(("• " if line.bullet else "") + line.text for line in lines) == harmless(text)


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("Zażółć gęślą jaźń", "Zażółć gęślą jaźń"),
        (URDU + TAMIL, URDU + TAMIL),
        ("well done 🙂", "well done [slightly smiling face]"),
        ("中", "[U+4E2D]"),
        ("a\u2003b\ufe0f", "a\u2003b"),
    ],
)
def test_a_sign_without_a_letter_is_printed_by_its_name(text, printed):
    assert printable(text) == printed
