"""Files that mean harm are refused with one sentence, or read as plain words; nothing else."""

from io import BytesIO

import pytest

from upstander.kernel.documents.limits import NotRead
from upstander.kernel.documents.reading import read_document
from upstander.kernel.documents.tests import hostile_others, hostile_packages

REFUSED = {**hostile_packages.REFUSED, **hostile_others.REFUSED}
READ = {**hostile_packages.READ, **hostile_others.READ}


def test_there_are_enough_of_them():
    assert len(REFUSED) + len(READ) >= 60


@pytest.mark.parametrize("name", REFUSED)
def test_a_file_that_means_harm_is_refused_with_a_sentence_that_says_what_to_do(name):
    content, called, sentence = REFUSED[name]

    with pytest.raises(NotRead) as refusal:
        read_document(BytesIO(content), called)

    assert refusal.value.message == sentence


@pytest.mark.parametrize("name", READ)
def test_a_file_that_only_looks_harmful_is_read_and_its_oddness_told(name):
    content, called, sentence = READ[name]

    document = read_document(BytesIO(content), called)

    assert sentence in " ".join(note.suggestion for note in document.notes)
