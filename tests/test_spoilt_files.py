"""Whatever a spoilt file holds, it ends as a plan or as one sentence: no crash, no hang."""

import pytest

from tests.fuzz_parsers import BATCH, SECONDS, batch
from tests.spoiling import KINDS
from upstander.kernel.testing.proofs import scaled

SAMPLE = 30
ALL = scaled(5_000)


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_a_spoilt_file_is_read_or_refused_in_one_sentence(kind):
    counts, wrong, _ = batch(kind, 0, SAMPLE)

    assert wrong == {}
    assert counts.total() == SAMPLE


@pytest.mark.proof
@pytest.mark.parametrize("kind", KINDS)
def test_thousands_of_spoilt_files_are_read_or_refused(kind):
    for first in range(0, ALL, BATCH):
        count = min(BATCH, ALL - first)
        counts, wrong, slowest = batch(kind, first, count)

        assert wrong == {}
        assert counts.total() == count
        assert slowest < SECONDS
