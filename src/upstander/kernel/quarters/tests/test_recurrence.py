from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from upstander.kernel.quarters.recurrence import next_day, next_label


@pytest.mark.parametrize(
    ("day", "cadence", "expected"),
    [
        (date(2024, 5, 17), "yearly", date(2025, 5, 17)),  # IDAHOBIT keeps its date
        (date(2024, 5, 16), "monthly", date(2025, 5, 15)),  # the third Thursday
        (date(2024, 10, 12), "weekly", date(2025, 10, 11)),  # the second Saturday
        (date(2024, 5, 31), "monthly", date(2025, 5, 31)),  # the last day stays the last
        (date(2024, 9, 30), "quarterly", date(2025, 9, 30)),
        (date(2024, 10, 22), "quarterly", date(2025, 10, 28)),  # the fourth Tuesday
        (date(2024, 2, 29), "yearly", date(2025, 2, 28)),
        (date(2023, 2, 28), "yearly", date(2024, 2, 29)),
        (date(2024, 8, 29), "monthly", date(2025, 8, 28)),  # a fifth Thursday becomes the last
    ],
)
def test_what_comes_round_keeps_its_place_in_the_year(day, cadence, expected):
    assert next_day(day, cadence) == expected


@given(st.dates(date(2001, 1, 1), date(2090, 12, 31)))
def test_a_monthly_date_keeps_month_and_weekday(day):
    later = next_day(day, "monthly")

    assert (later.year, later.month) == (day.year + 1, day.month)
    if (day + timedelta(days=1)).month == day.month:  # the last day of a month stays the last
        assert later.weekday() == day.weekday()


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("IDAHOBIT 2024", "IDAHOBIT 2025"),
        ("Profile 2024-25", "Profile 2025-26"),
        ("Profile 2024/2025", "Profile 2025/2026"),
        ("Annual review 2099-00", "Annual review 2100-01"),
        ("August surgery", "August surgery"),
        ("Room 20245", "Room 20245"),
    ],
)
def test_a_year_in_a_name_moves_on(label, expected):
    assert next_label(label) == expected
