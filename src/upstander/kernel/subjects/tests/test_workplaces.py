"""Where somebody works is theirs to ask for, and goes with them."""

import pytest

from upstander.kernel.access.changes.records import note_workplace
from upstander.kernel.access.models import Workplace
from upstander.kernel.audit.record import whole_trail
from upstander.kernel.subjects.changes import add_subject, erase_subject
from upstander.kernel.subjects.gathering import gather
from upstander.kernel.subjects.tests.conftest import BY
from upstander.kernel.testing.people import organisation

pytestmark = pytest.mark.usefixtures("own_home")


@pytest.fixture
def another(amara):
    return add_subject(by=BY)


@pytest.fixture
def noted(amara, another):
    """Two people spoken of who work for bodies of the partnership."""
    for somebody, name in ((amara, "Tarn Street School"), (another, "Merton Homes")):
        note_workplace(somebody, organisation(name), by=BY)


def test_an_answer_to_somebody_says_where_it_was_noted_that_they_work(noted, amara):
    told = gather(amara, by=BY)

    (entry,) = [entry for entry in told.entries if entry.title == "Where you work"]
    assert entry.facts[0] == ("Organisation", "Tarn Street School")
    assert "Merton Homes" not in str(told.entries)


def test_where_somebody_works_goes_with_them_and_never_stood_in_the_trail(noted, amara, another):
    erase_subject(amara, by=BY)

    assert [each.key for each in Workplace.objects.all()] == [another.pk]
    assert "Tarn Street" not in str([event.detail for event in whole_trail()])
