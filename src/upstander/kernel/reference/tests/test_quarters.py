from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from upstander.kernel.reference.quarters import (
    Quarter,
    following,
    previous,
    quarter_of,
    quarters_of,
    year_of,
)

days = st.dates(date(1950, 1, 1), date(2150, 12, 31))


def test_a_financial_year_has_four_quarters_from_april_to_march():
    assert quarters_of("2024-25") == (
        Quarter("2024-25", 1, date(2024, 4, 1), date(2024, 6, 30)),
        Quarter("2024-25", 2, date(2024, 7, 1), date(2024, 9, 30)),
        Quarter("2024-25", 3, date(2024, 10, 1), date(2024, 12, 31)),
        Quarter("2024-25", 4, date(2025, 1, 1), date(2025, 3, 31)),
    )


@pytest.mark.parametrize(
    ("day", "year", "number"),
    [
        (date(2024, 3, 31), "2023-24", 4),
        (date(2024, 4, 1), "2024-25", 1),
        (date(2024, 11, 14), "2024-25", 3),
        (date(2024, 12, 31), "2024-25", 3),
        (date(2025, 1, 1), "2024-25", 4),
        (date(2024, 2, 29), "2023-24", 4),
        (date(1999, 12, 1), "1999-00", 3),
    ],
)
def test_a_day_lies_in_one_quarter(day, year, number):
    assert year_of(day) == year
    assert (quarter_of(day).year, quarter_of(day).number) == (year, number)


@given(day=days)
def test_quarters_follow_one_another_without_a_gap(day):
    quarter = quarter_of(day)

    assert quarter.start <= day <= quarter.end
    assert previous(quarter).end == quarter.start - timedelta(days=1)
    assert following(quarter).start == quarter.end + timedelta(days=1)
    assert previous(following(quarter)) == quarter
    assert quarter in quarters_of(quarter.year)


def test_a_quarter_is_spoken_of_by_its_number_and_year():
    assert str(quarter_of(date(2024, 11, 14))) == "Quarter 3, 2024-25"


@pytest.mark.parametrize("year", ["2024", "2024-2025", "2024-26", "24-25", "2024/25", ""])
def test_what_names_no_financial_year_is_refused(year):
    with pytest.raises(ValueError, match="2024-25"):
        quarters_of(year)
