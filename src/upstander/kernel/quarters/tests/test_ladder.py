from datetime import date, timedelta

import pytest

from upstander.kernel.quarters.ladder import Step, Waiting, rungs, step

ASKED, LAST = date(2024, 10, 1), date(2024, 10, 18)


def waiting(**known):
    return Waiting(ASKED, LAST, **known)


def test_reminders_come_after_a_week_before_the_end_and_on_the_last_day():
    assert rungs(waiting()) == [date(2024, 10, 8), date(2024, 10, 15), date(2024, 10, 18)]


@pytest.mark.parametrize(
    ("known", "day", "expected"),
    [
        ({}, date(2024, 10, 7), Step.NOTHING),
        ({}, date(2024, 10, 8), Step.REMIND),
        ({"reminded_on": date(2024, 10, 8)}, date(2024, 10, 8), Step.NOTHING),
        ({"reminded_on": date(2024, 10, 8)}, date(2024, 10, 14), Step.NOTHING),
        ({"reminded_on": date(2024, 10, 8)}, date(2024, 10, 15), Step.REMIND),
        ({"reminded_on": date(2024, 10, 15)}, date(2024, 10, 18), Step.REMIND),
        ({}, date(2024, 10, 19), Step.ASK_DEPUTY),
        ({"deputy_asked": True}, date(2024, 10, 19), Step.NOTHING),
        ({"stands_in": True}, date(2024, 10, 19), Step.NOTHING),
    ],
)
def test_each_day_has_its_step(known, day, expected):
    assert step(waiting(**known), day) == expected


def test_after_days_in_which_nothing_ran_one_letter_makes_up_for_all():
    days = [LAST - timedelta(days=1), LAST]
    letters, reminded_on = 0, None
    for day in days:
        if step(waiting(reminded_on=reminded_on), day) == Step.REMIND:
            letters, reminded_on = letters + 1, day

    assert letters == 2


def test_a_short_time_to_answer_has_fewer_reminders():
    short = Waiting(ASKED, ASKED + timedelta(days=2))

    assert rungs(short) == [ASKED + timedelta(days=2)]
