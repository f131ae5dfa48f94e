"""By when a person is answered: the end of the next working day."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

SATURDAY = 5
CLOSES = time(17, 0)


def is_working_day(day: date, is_holiday: Callable[[date], bool]) -> bool:
    """Tell whether the team is there on a day."""
    return day.weekday() < SATURDAY and not is_holiday(day)


def answer_by(received: datetime, is_holiday: Callable[[date], bool]) -> datetime:
    """Give the end of the next working day after something came in, on the clock that it tells.

    What comes in on a day off counts as come in on the next working day's eve.
    """
    day = received.date() + timedelta(days=1)
    while not is_working_day(day, is_holiday):
        day += timedelta(days=1)
    return datetime.combine(day, CLOSES, received.tzinfo)
