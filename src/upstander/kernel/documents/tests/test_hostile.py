"""Files that mean harm are refused with one sentence, or read as plain words; nothing else."""

from io import BytesIO

import pytest

from upstander.kernel.documents.limits import LARGEST_FILE, NotRead
from upstander.kernel.documents.reading import read_document
from upstander.kernel.documents.tests import hostile_others, hostile_packages
from upstander.kernel.documents.tests.forking import read_in_fork

REFUSED = {**hostile_packages.REFUSED, **hostile_others.REFUSED}
READ = {**hostile_packages.READ, **hostile_others.READ}


def test_there_are_enough_of_them():
    assert len(REFUSED) + len(READ) >= 60


@pytest.mark.parametrize("name", REFUSED)
def test_a_file_that_means_harm_is_refused_with_a_sentence_that_says_what_to_do(name):
    content, called, sentence = REFUSED[name]

    with pytest.raises(NotRead) as refusal:
        read_in_fork(content, called) if len(content) < LARGEST_FILE else read_document(
            BytesIO(content), called
        )

    assert refusal.value.message == sentence


@pytest.mark.parametrize("name", READ)
def test_a_file_that_only_looks_harmful_is_read_and_its_oddness_told(name):
    content, called, sentence = READ[name]

    document = read_in_fork(content, called)

    assert sentence in " ".join(note.suggestion for note in document.notes)


THROUGH_THE_DOOR = ("bomb of blank paragraphs", "external entity", "a PDF that unpacks to 400 MB")


@pytest.mark.parametrize("name", THROUGH_THE_DOOR)
def test_the_child_says_the_same_when_it_is_started_as_the_product_starts_it(name):
    content, called, sentence = REFUSED[name]

    with pytest.raises(NotRead) as refusal:
        read_document(BytesIO(content), called)

    assert refusal.value.message == sentence
