import hmac

import pytest
from hypothesis import given
from hypothesis import strategies as st

from upstander.kernel.audit.chain import START, count_sound, seal

KEY = b"a key of the trail"
ROW = (1, "2024-11-14T09:30:00.000001Z", "plan.updated", "people.user:7", "Amara Okafor",
       "plan.action:12", "{}")  # fmt: skip

words = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\n"), max_size=6)
rows = st.tuples(words, words, words, words, words, words, words)


def test_a_seal_is_the_hmac_of_the_mac_before_and_each_column_on_a_line_of_its_own():
    text = "\n".join([START, *map(str, ROW)])

    assert seal(KEY, START, ROW) == hmac.new(KEY, text.encode(), "sha256").hexdigest()


@given(one=rows, other=rows)
def test_different_rows_have_different_seals(one, other):
    assert (seal(KEY, START, one) == seal(KEY, START, other)) is (one == other)


def test_a_line_break_in_a_column_is_refused():
    with pytest.raises(ValueError, match="line breaks"):
        seal(KEY, START, (*ROW[:4], "Amara\nOkafor", *ROW[5:]))


@pytest.mark.parametrize("length", [1, 48, 64, 65, 200])
def test_the_quick_check_agrees_with_the_seal_whatever_the_length_of_the_key(length):
    key = b"k" * length
    first = (*ROW, seal(key, START, ROW))
    second = (2, *ROW[1:], seal(key, first[-1], (2, *ROW[1:])))

    assert count_sound([first, second], key, 0, START) == 2
    assert count_sound([second], key, 1, first[-1]) == 1
    assert count_sound([first, first], key, 0, START) == 1
    assert count_sound([second], key, 1, START) == 0


@pytest.mark.parametrize("oddity", [None, b"plan.updated", 12, ""])
def test_a_value_of_another_kind_is_no_sound_row(oddity):
    sealed = (*ROW[:2], oddity, *ROW[3:], seal(KEY, START, ROW))

    assert count_sound([sealed], KEY, 0, START) == 0
