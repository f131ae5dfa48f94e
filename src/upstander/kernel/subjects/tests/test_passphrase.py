"""The words that open a report again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from upstander.kernel.subjects.passphrase import (
    BITS,
    COUNT,
    NotAPassphrase,
    Passphrase,
    draw,
    read,
    unknown,
    words,
)


def test_seven_words_hold_more_than_eighty_bits():
    assert BITS >= 80
    assert len(set(words())) == COUNT
    assert len(draw().words) == 7


@given(st.lists(st.integers(0, COUNT - 1), min_size=7, max_size=7))
def test_words_and_digits_are_one_secret_however_they_are_typed(places):
    made = Passphrase(tuple(places))

    assert read("  " + ", ".join(made.words).upper() + " ") == made
    assert read("\n".join(made.words)) == made
    assert read(" ".join(made.groups)) == made
    assert read(made.digits) == made


@pytest.mark.parametrize(
    "typed", ["", "abacus", "1234", "9" * 28, "zzzz " * 7, "abacus " * 8, "²" * 28]
)
def test_anything_else_is_no_passphrase(typed):
    with pytest.raises(NotAPassphrase):
        read(typed)


def test_a_word_that_nobody_was_given_is_named():
    assert unknown("abacus abdomin abide") == ["abdomin"]


def test_a_secret_does_not_show_itself():
    made = draw()

    assert made.words[0] not in repr(made)


@pytest.mark.proof
def test_a_million_secrets_hold_no_repeat_and_no_leaning():
    seen, firsts = set(), [0] * COUNT
    for _ in range(1_000_000):
        made = draw()
        seen.add(made.places)
        firsts[made.places[0]] += 1

    expected = 1_000_000 / COUNT
    chi = sum((count - expected) ** 2 / expected for count in firsts)

    assert len(seen) == 1_000_000
    # 7,775 degrees of freedom: the middle 99.8% lies within 3.1 deviations of 7,775
    assert abs(chi - (COUNT - 1)) < 3.1 * (2 * (COUNT - 1)) ** 0.5
