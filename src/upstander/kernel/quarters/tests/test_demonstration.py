"""The demonstration's quarters, and how much their pages ask and weigh."""

import pytest
from django.urls import reverse

from upstander.kernel.outbox.models import Message
from upstander.kernel.people.models import Membership
from upstander.kernel.plan.models import Action
from upstander.kernel.quarters.models import Review
from upstander.kernel.quarters.reading import rows_of
from upstander.kernel.quarters.rows import Need, count_needs
from upstander.kernel.quarters.standing import standings
from upstander.kernel.quarters.verifying import check_all

pytestmark = pytest.mark.slow


@pytest.fixture
def second(demonstration):
    return Review.objects.get(number=2)


def test_the_first_quarter_is_adopted_and_holds(second):
    (checked,) = check_all()

    assert checked.faults == ()
    assert checked.review.number == 1


def test_the_second_waits_for_two_leads_and_whoever_stands_in(second):
    silent = {s.asked.name: s.asked.stands_in for s in standings(second) if not s.is_done}
    needs = count_needs(rows_of(second))

    assert sorted(silent.values()) == [False, False, True, True]
    assert {"Martin Eze-Holloway", "Owen Trevannion"} <= set(silent)
    assert (needs[Need.UPDATE], sum(needs.values())) == (3, 58)
    # exact for what no capability counts; their own figures may explain or add a difference
    to_explain = {r.action.reference for r in rows_of(second) if r.need == Need.REASON}
    counted = {a.reference for a in Action.objects.exclude(measures=[])}
    assert to_explain - counted == {"2.2", "3.2", "7.1", "8.3", "11.2", "11.3", "17.1"}
    assert needs[Need.LOOK] >= 6


def test_letters_went_out_as_the_ladder_says(second):
    kinds = Message.objects.filter(kind__startswith="quarters.").values_list("kind", flat=True)
    counted = {kind: list(kinds).count(kind) for kind in kinds}

    assert counted["quarters.asked"] == 17
    assert counted["quarters.stand_in_asked"] == 2
    assert counted["quarters.reminded"] > 10


def test_the_review_of_58_asks_twelve_questions_at_most_and_weighs_little(
    client, second, django_assert_max_num_queries
):
    client.force_login(Membership.objects.filter(role="strategic_lead")[0].user)
    address = reverse("quarters:review", args=[second.pk])
    client.get(address)

    with django_assert_max_num_queries(12):
        page = client.get(address)

    assert page.content.count(b"data-up-row=") == 58
    assert len(page.content) <= 150_000
