"""What the bench of a quarter measures is what it says."""

from datetime import timedelta

import pytest

from upstander.kernel.clock import today
from upstander.kernel.outbox.models import Message
from upstander.kernel.quarters.changes import open_quarter
from upstander.kernel.reference.quarters import quarter_of
from upstander.kernel.testing.scale import make_plan, name_leads


@pytest.mark.slow
def test_each_of_many_leads_gets_a_letter_of_their_own(db):
    plan = make_plan(2, 12, 1)
    name_leads(plan)

    review = open_quarter(
        plan, quarter_of(today()), answer_by=today() + timedelta(days=14), by="system:bench"
    )

    letters = Message.objects.filter(kind="quarters.asked")
    assert review.asked.count() == 12
    assert len({message.open().to for message in letters}) == 12
