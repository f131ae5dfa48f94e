"""The quarters of the financial year, by which the plan is reviewed. Pure functions."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

YEAR = re.compile(r"(\d{4})-(\d{2})")
FIRST_MONTHS = (4, 7, 10, 1)


@dataclass(frozen=True, order=True)
class Quarter:
    """Three months of a financial year, such as October to December of 2024-25."""

    year: str
    number: int
    start: date
    end: date

    @property
    def title(self) -> str:
        """Name the quarter the way the partnership speaks of it."""
        return f"Quarter {self.number}, {self.year}"

    def __str__(self) -> str:
        return self.title


def year_of(day: date) -> str:
    """Name the financial year of a day: "2024-25" from 1 April 2024 to 31 March 2025."""
    first = day.year if day.month >= FIRST_MONTHS[0] else day.year - 1
    return f"{first}-{(first + 1) % 100:02}"


def quarters_of(year: str) -> tuple[Quarter, ...]:
    """List the four quarters of a financial year; raises ValueError for what names none."""
    first = _first_calendar_year(year)
    starts = [
        date(first if month >= FIRST_MONTHS[0] else first + 1, month, 1) for month in FIRST_MONTHS
    ]
    ends = [*starts[1:], date(first + 1, FIRST_MONTHS[0], 1)]
    return tuple(
        Quarter(year, number, start, following - timedelta(days=1))
        for number, (start, following) in enumerate(zip(starts, ends, strict=True), start=1)
    )


def year_start(day: date) -> date:
    """Give the first day of the financial year of a day."""
    return quarters_of(year_of(day))[0].start


def quarter_of(day: date) -> Quarter:
    """Find the quarter in which a day lies."""
    return next(quarter for quarter in quarters_of(year_of(day)) if quarter.end >= day)


def previous(quarter: Quarter) -> Quarter:
    """Give the quarter before."""
    return quarter_of(quarter.start - timedelta(days=1))


def following(quarter: Quarter) -> Quarter:
    """Give the quarter after."""
    return quarter_of(quarter.end + timedelta(days=1))


def _first_calendar_year(year: str) -> int:
    match = YEAR.fullmatch(year)
    if match is None or (int(match[1]) + 1) % 100 != int(match[2]):
        raise ValueError(f"a financial year is written like 2024-25, not {year}")
    return int(match[1])
