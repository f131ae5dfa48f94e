import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from upstander.kernel.quarters.links import read_token, token_of

MARKS = string.ascii_letters + string.digits + "-_"


def test_a_token_names_what_it_was_made_for():
    assert read_token(token_of(41, 3)) == (41, 3)


def test_every_altered_letter_makes_a_token_worthless():
    token = token_of(41, 3)

    for place, letter in enumerate(token):
        for other in MARKS:
            altered = token[:place] + other + token[place + 1 :]
            assert altered == token or read_token(altered) is None, (place, letter, other)


@pytest.mark.parametrize("cut", range(1, 12))
def test_a_token_cut_short_or_lengthened_is_worthless(cut):
    token = token_of(7, 1)

    assert read_token(token[:-cut]) is None
    assert read_token(token + "A" * cut) is None


@given(st.text(max_size=60))
def test_any_other_text_is_no_token(text):
    assert read_token(text) is None


def test_a_signature_of_one_row_does_not_serve_another():
    signature = token_of(41, 3).rsplit("-", 1)[1]

    assert read_token(f"42-3-{signature}") is None
    assert read_token(f"41-4-{signature}") is None
