from datetime import timedelta

import pytest

from upstander.kernel.clock import today
from upstander.kernel.figures import Period
from upstander.kernel.plan.measures import count_measures
from upstander.kernel.plan.models import MeasureSample, Plan
from upstander.kernel.plan.reading import read_plan
from upstander.kernel.plan.standing import count_by_status
from upstander.kernel.testing.scale import make_plan

pytestmark = pytest.mark.django_db


def test_reading_takes_as_many_queries_at_ten_times_the_size(django_assert_num_queries):
    small = make_plan(objectives=23, actions=58, updates=8)
    large = make_plan(objectives=230, actions=580, updates=8, year="large")

    with django_assert_num_queries(5):
        assert len(read_plan(small).actions) == 58
    with django_assert_num_queries(5):
        assert len(read_plan(large).actions) == 580


def test_a_past_day_takes_one_query_more(django_assert_num_queries):
    plan = make_plan(objectives=4, actions=8, updates=2)

    with django_assert_num_queries(6):
        read_plan(plan, today() - timedelta(days=30))


def test_every_action_is_counted_once_by_its_declared_status():
    read = read_plan(make_plan(objectives=4, actions=8, updates=1))

    counts = count_by_status(read.actions)

    assert counts == {"completed": 2, "in_progress": 2, "behind": 2, "on_hold": 2, "": 0}


def test_the_plan_in_force_is_the_current_one():
    old = make_plan(objectives=1, actions=1, updates=1, year="old")
    Plan.objects.filter(pk=old.pk).update(
        starts_on=today() - timedelta(days=800), ends_on=today() - timedelta(days=400)
    )
    new = make_plan(objectives=1, actions=1, updates=1, year="new")

    assert Plan.objects.current() == new


def test_counting_the_measures_twice_on_one_day_keeps_one_sample_of_each():
    plan = make_plan(objectives=2, actions=4, updates=1)
    period = Period(today() - timedelta(days=30), today())

    kept = count_measures(plan, period)
    count_measures(plan, period)

    assert MeasureSample.objects.count() == kept
    whole = MeasureSample.objects.get(code="plan.updates_in_time", objective="")
    assert (whole.numerator, whole.denominator, whole.total) == (4, 0, 4)
