"""Days by a rule are those that another library finds by the same rule."""

from datetime import date, datetime, time, timedelta

import pytest
from dateutil.rrule import MONTHLY, rrule, weekdays
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from upstander.kernel.reference.bank_holidays import is_bank_holiday
from upstander.kernel.reference.day_rules import (
    MONTHS,
    WEEKDAYS,
    WEEKS,
    NoRule,
    check_rule,
    read_rule,
)

FIRST, LAST = date(2023, 1, 1), date(2027, 12, 31)


def test_a_rule_is_read_as_people_say_it():
    rule = read_rule(" Third tuesday of January, April, July and October  at 14:00. ")

    assert (rule.week, rule.weekday, rule.months) == (3, 1, {1, 4, 7, 10})
    assert rule.at == time(14)
    assert rule.following(date(2024, 11, 14), 2) == [date(2025, 1, 21), date(2025, 4, 15)]


@pytest.mark.parametrize(
    ("words", "wrong"),
    [
        ("now and then", "on which days"),
        ("fifth Monday of May", "on which days"),
        ("third Tuesday of Januar", "Januar is no month"),
        ("third Tuesday of May at 25:00", "May at 25:00 is no month"),
        ("", "on which days"),
    ],
)
def test_words_that_name_no_days_are_refused_with_an_example(words, wrong):
    with pytest.raises(NoRule, match=wrong) as refused:
        read_rule(words)

    assert "third Tuesday of January" in refused.value.message
    with pytest.raises(ValidationError):
        check_rule(words)


@given(
    st.sampled_from(WEEKS),
    st.sampled_from(WEEKDAYS),
    st.sets(st.sampled_from(MONTHS[1:]), min_size=1),
)
def test_days_are_those_of_the_rule_but_for_bank_holidays(week, weekday, months):
    rule = read_rule(f"{week} {weekday} of {' and '.join(months)}")
    nth = -1 if week == "last" else WEEKS.index(week) + 1
    known = rrule(
        MONTHLY,
        dtstart=datetime(2023, 1, 1),
        until=datetime(2027, 12, 31),
        bymonth=[MONTHS.index(month) for month in months],
        byweekday=weekdays[WEEKDAYS.index(weekday)](nth),
    )

    days = rule.between(FIRST, LAST)

    free = [day.date() for day in known if not is_bank_holiday(day.date())]
    assert set(free) <= set(days)
    for day in set(days) - set(free):
        step = timedelta(weeks=1 if nth > 0 else -1)
        assert is_bank_holiday(day - step), "it stands where no bank holiday pushed it"
    assert not any(is_bank_holiday(day) for day in days)


def test_the_first_monday_of_may_gives_way_to_the_next():
    rule = read_rule("first Monday of every month")

    assert rule.between(date(2024, 5, 1), date(2024, 5, 31)) == [date(2024, 5, 13)]


def test_the_last_monday_of_august_gives_way_within_its_month():
    rule = read_rule("last Monday of August at 9.30")

    assert rule.between(date(2024, 8, 1), date(2024, 9, 30)) == [date(2024, 8, 19)]
