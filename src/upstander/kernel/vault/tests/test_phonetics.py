import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from upstander.kernel.vault.phonetics import codes_of, parts_of, plain

ALIKE = """
Mohammed / Muhammad
Mohamad / Mohammed
Mohd / Muhammed
Md. / Mohamed
Hussain / Hussein
Hossain / Husayn
Chowdhury / Chaudhry
Choudhary / Chowdary
Abdul Rahman / Abdurrahman
Abdel Aziz / Abdulaziz
Abdullah / Abdallah
Al-Hassan / Hassan
Yusuf / Youssef
Yusuf / Jusuf
Aisha / Ayesha
Fatima / Fatimah
Ibrahim / Ebrahim
Zainab / Zeinab
Akhtar / Aktar
Ahmed / Ahmet
Begum / Begam
Khan / Kan
Singh / Sing
Kaur / Kour
Patel / Patell
Sivakumar / Shivakumar
K. Sivakumar / Sivakumar K
Satish / Sathish
Jayakumar / Jeyakumar
Kanimozhi / Kanimoli
Thamilselvan / Tamilselvan
Nowak / Novak
Kowalski / Kowalska
Wiśniewski / Wisniewska
Wójcik / Wojcik
Wójcik / Voitsik
Łukasz / Lukas
Szczepański / Szczepanska
Kowalczyk / Kovalchuk
Krzysztof / Krystof
Elżbieta / Elizabeth
Katarzyna / Katarina
Petrov / Petrova
Ivanović / Ivanovic
Đorđević / Dordevic
Yelena / Elena
O'Brien / OBrien
O’Brien / O Brien
McDonald / MacDonald
Mc Kenzie / Mackenzie
Smith-Jones / Jones
Smith-Jones / Smith
van der Berg / Berg
D'Souza / De Souza
Fernandes / Fernandez
García / Garcia
Müller / Mueller
Nguyễn / Nguyen
Çelik / Celik
Şahin / Sahin
Stephen / Steven
Philip / Filip
Christina / Krystyna
Catherine / Kathryn
Sean / Shaun
Geoffrey / Jeffrey
Thompson / Thomson
Leigh / Lee
Hughes / Hues
Wright / Right
Knight / Night
Smith / Smyth
Michael / Mikael
Okafor / Okafor
Oluwaseun / Oluwaseun
李 / 李
Мохамед / МОХАМЕД
"""

APART = """
Smith / Jones
Khan / Kaur
Ahmed / Ali
Nowak / Kowalski
Patel / Begum
Singh / Sharma
Mohammed / Ibrahim
Sivakumar / Selvakumar
Okafor / Oyelaran
Brown / Green
Yusuf / Ismail
Anna / Maria
李 / 王
"""


def pairs(text):
    return [tuple(line.split(" / ")) for line in text.strip().splitlines()]


@pytest.mark.parametrize(("one", "other"), pairs(ALIKE))
def test_spellings_of_one_name_are_found_by_each_other(one, other):
    assert codes_of(one) & codes_of(other)


@pytest.mark.parametrize(("one", "other"), pairs(APART))
def test_names_that_have_nothing_to_do_with_each_other_are_not(one, other):
    assert not codes_of(one) & codes_of(other)


def test_initials_and_small_words_are_left_out_unless_there_is_nothing_else():
    assert parts_of("K. Sivakumar") == ["sivakumar"]
    assert parts_of("Van Anh Nguyen") == ["anh", "nguyen"]
    assert parts_of("X") == ["x"]
    assert codes_of("...") == codes_of("") == frozenset()


def test_a_name_in_plain_letters_keeps_its_letters():
    assert plain("  Łukasz O’Súilleabháin ") == "  lukasz osuilleabhain "


@settings(max_examples=60)
@given(st.text(max_size=40))
def test_any_text_at_all_has_a_sound_or_none(text):
    assert all(isinstance(code, str) and code for code in codes_of(text))
    assert codes_of(text) == codes_of(text.upper()) or text.upper().lower() != text.lower()
