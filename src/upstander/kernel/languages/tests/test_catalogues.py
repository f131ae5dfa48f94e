"""The catalogues are whole, say what the pages say, and keep what must not be translated."""

import re
from functools import cache

import pytest
from django.utils.translation import gettext, ngettext, override

from tests import catalogues
from upstander.kernel.languages.catalogue import DRAFTED, content, sentences

FOLDERS = sorted(catalogues.SOURCE.glob("*/*/locale"))
FILES = [catalogues.file_of(folder, code) for folder in FOLDERS for code in DRAFTED]
EACH = pytest.mark.parametrize("path", FILES, ids=lambda path: "/".join(path.parts[-5:-2]))
FILLED_IN = re.compile(r"%\(\w+\)s|%%\{\w+\}")
TAGS = re.compile(r"</?\w+[^>]*>")
TO_CALL = re.compile(r"\b(?:999|55|111|116 123|61016|85258|0800 1111)\b")
INDIAN_DIGITS = re.compile("[\u0660-\u0669\u06f0-\u06f9\u0be6-\u0bef]")
FORMS = {"pl": 3, "ar": 6}


read = cache(catalogues.read)


@cache
def said():
    """Give what the pages say, by the folder of their catalogues."""
    return {
        folder: {each.id for each in catalogues.gathered(files) if each.id}
        for folder, files in catalogues.parts().items()
    }


def pairs(path):
    """Give each sentence of a catalogue with each of its translations."""
    for message in read(path):
        if message.id:
            sources = message.id if isinstance(message.id, tuple) else (message.id,)
            said = message.string if isinstance(message.string, tuple) else (message.string,)
            yield sources, said


@EACH
def test_every_sentence_of_the_pages_is_translated_and_no_other(path):
    known = {message.id for message in read(path) if message.id}
    empty = [sources for sources, texts in pairs(path) if not all(texts)]

    assert known == said()[path.parents[2]]
    assert empty == []


@EACH
def test_what_is_served_is_what_can_be_read(path):
    served = path.with_suffix(".mo").read_bytes()

    assert served == catalogues.compiled(catalogues.read(path)), "python -m tests.catalogues"


@EACH
def test_what_the_page_fills_in_is_in_both_and_so_are_marks_of_form(path):
    for sources, said in pairs(path):
        for pattern in (FILLED_IN, TAGS):
            wanted = set(pattern.findall(sources[-1]))
            # one, two and none can be said without the number
            found = [set(pattern.findall(text)) for text in (said[-1:] if sources[1:] else said)]
            assert found == [wanted] * len(found), sources


@EACH
def test_a_number_to_call_is_the_same_in_every_language_and_in_the_same_digits(path):
    for sources, said in pairs(path):
        for text in said:
            assert set(TO_CALL.findall(sources[0])) <= set(TO_CALL.findall(text)), sources
            assert not INDIAN_DIGITS.search(text), text


@EACH
def test_a_count_has_the_forms_of_its_language(path):
    forms = FORMS.get(path.parts[-3], 2)

    for counted in plurals(path):
        assert len(counted) == forms
        # an Arabic minute is written the same after 11 and after 100
        assert len(set(counted)) >= forms - (forms == 6), counted


@pytest.mark.parametrize("code", DRAFTED)
def test_what_two_parts_say_is_said_the_same_way(code):
    said = {}
    for folder in FOLDERS:
        for sources, texts in pairs(catalogues.file_of(folder, code)):
            assert said.setdefault(sources, texts) == texts, sources


def plurals(path):
    return [said for sources, said in pairs(path) if len(sources) > 1]


def test_polish_and_arabic_count_as_their_speakers_do():
    def files(count):
        one, many = "One file is with it.", "%(counter)s files are with it."
        return ngettext(one, many, count) % {"counter": count}

    with override("pl"):
        assert [files(count).split()[-1] for count in (1, 2, 5, 12, 22, 25)] == [
            *("plik.", "pliki.", "plików.", "plików.", "pliki.", "plików.")
        ]
    with override("ar"):
        assert [files(count).split()[-1] for count in (0, 1, 2, 3, 11, 100)] == [
            *("معه.", "واحد.", "ملفان.", "ملفات.", "ملفا.", "ملف.")
        ]


@pytest.mark.parametrize("code", DRAFTED)
def test_what_a_speaker_signs_is_what_a_page_says(code):
    with override(code):
        spoken = {source: gettext(source) for source in sentences(code) if "%%" not in source}

    signed = {source: said[0] for source, said in sentences(code).items() if len(said) == 1}
    assert {source: spoken[source] for source in signed if source in spoken} == {
        source: said for source, said in signed.items() if source in spoken
    }
    assert len(content(code)) == 64


def test_whatever_part_speaks_has_its_catalogues():
    assert sorted(folder for folder, words in said().items() if words) == FOLDERS


def test_two_languages_are_signed_apart():
    assert len({content(code) for code in DRAFTED}) == len(DRAFTED)
