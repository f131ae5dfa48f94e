"""The bank holidays of England, worked out for any year without asking anybody.

Rules: Banking and Financial Dealings Act 1971, Schedule 1; single days by royal proclamation.
"""

from datetime import date, timedelta
from functools import lru_cache

MONDAY, SATURDAY = 0, 5
DAY, WEEK = timedelta(days=1), timedelta(weeks=1)
# days that were proclaimed once, and the usual days that were moved for them
ADDED = {
    2011: (date(2011, 4, 29),),  # a royal wedding
    2012: (date(2012, 6, 4), date(2012, 6, 5)),  # the Diamond Jubilee
    2020: (date(2020, 5, 8),),  # 75 years after the war in Europe
    2022: (date(2022, 6, 2), date(2022, 6, 3), date(2022, 9, 19)),  # Jubilee, state funeral
    2023: (date(2023, 5, 8),),  # the Coronation
}
MOVED = frozenset({date(2012, 5, 28), date(2020, 5, 4), date(2022, 5, 30)})


def is_bank_holiday(day: date) -> bool:
    """Tell whether a day is a bank holiday, or the day that one was moved from."""
    return day in _of_year(day.year)


@lru_cache(maxsize=16)
def _of_year(year: int) -> frozenset[date]:
    easter = easter_sunday(year)
    fixed = [date(year, 1, 1), date(year, 12, 25), date(year, 12, 26)]
    found = {
        easter - 2 * DAY,
        easter + DAY,
        _monday_from(date(year, 5, 1)),
        _monday_from(date(year, 5, 25)),
        _monday_from(date(year, 8, 25)),
        *ADDED.get(year, ()),
    }
    for day in fixed:
        instead = day
        while instead.weekday() >= SATURDAY or instead in found:
            instead += DAY
        found |= {day, instead}
    return frozenset(found) - MOVED


def easter_sunday(year: int) -> date:
    """Find Easter by the Gregorian rule (the method of Meeus, Jones and Butcher)."""
    century, rest = divmod(year, 100)
    golden = year % 19
    leaps = (century + 8) // 25
    moon = (19 * golden + century - century // 4 - (century - leaps + 1) // 3 + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (rest // 4) - moon - rest % 4) % 7
    late = (golden + 11 * moon + 22 * weekday) // 451
    month, day = divmod(moon + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def _monday_from(day: date) -> date:
    return day + timedelta(days=(MONDAY - day.weekday()) % 7)
