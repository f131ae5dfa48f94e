"""The bank holidays of England, worked out for any year without asking anybody."""

from datetime import date
from functools import lru_cache


def is_bank_holiday(day: date) -> bool:
    """Tell whether a day is a bank holiday, or the day that one was moved from."""
    return day in _of_year(day.year)


@lru_cache(maxsize=16)
def _of_year(year: int) -> frozenset[date]:
    # most pages never ask, and the library takes a while to load
    from holidays import country_holidays  # noqa: PLC0415

    return frozenset(country_holidays("GB", subdiv="ENG", years=year))
