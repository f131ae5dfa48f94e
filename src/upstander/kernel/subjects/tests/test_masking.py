"""What says who somebody is leaves a text in whichever way it is written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from upstander.kernel.subjects.masking import MASK, masked


@pytest.mark.parametrize(
    ("text", "known", "left"),
    [
        ("Rene\u0301e came", "Renée", f"{MASK} came"),
        ("Renée came", "Rene\u0301e", f"{MASK} came"),
        ("O\u0308zlem, Özlem, Ozlem", "Özlem", f"{MASK}, {MASK}, {MASK}"),
        ("Kowal\u200dska and Kowal\u00adska", "Kowalska", f"{MASK} and {MASK}"),
        ("in Weißgasse or WEISSGASSE", "Weissgasse", f"in {MASK} or {MASK}"),
        ("\ufb01ona ran", "Fiona", f"{MASK} ran"),
        ("ring: ٠٧٧٠٠٩٠٠١٢٣", "07700 900123", f"ring:{MASK}"),
        ("وأحمد كان هناك", "أحمد", f"و{MASK} كان هناك"),
        ("Annexe for all", "Ann", "Annexe for all"),
    ],
)
def test_a_name_or_number_is_taken_out_in_whichever_signs_it_is_written(text, known, left):
    assert masked(text, [known]) == left


@given(st.text(max_size=60))
def test_a_text_in_which_nothing_is_known_stays_as_it_is(text):
    assert masked(text, []) == text
    assert masked(text, ["\u2603"]) == text
