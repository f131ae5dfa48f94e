"""When what comes round every year comes round next. Pure functions of days (domain.md 17)."""

import calendar
import re
from datetime import date, timedelta

from upstander.kernel.plan.status import Cadence

_YEAR = re.compile(r"(?<!\d)(20\d\d)(?:([-–/])((?:20)?\d\d))?(?!\d)")
RETURNING = frozenset(
    {Cadence.WEEKLY, Cadence.MONTHLY, Cadence.QUARTERLY, Cadence.TERMLY, Cadence.YEARLY}
)


def next_day(day: date, cadence: str) -> date:
    """Give the day a year later on which something falls due again.

    The last day of a month stays one. What comes several times a year keeps its place among the
    weekdays of the month: the third Thursday. What comes once a year keeps its date.
    """
    if day == _last_of_month(day):
        return _last_of_month(date(day.year + 1, day.month, 1))
    if cadence in RETURNING - {Cadence.YEARLY}:
        return _same_weekday(day)
    return _same_date(day)


def next_label(label: str) -> str:
    """Give a name for the year after: IDAHOBIT 2024 becomes IDAHOBIT 2025."""
    return _YEAR.sub(_later, label)


def _later(found: re.Match[str]) -> str:
    first = str(int(found[1]) + 1)
    if not found[2]:
        return first
    second = found[3]
    later = int(second) + 1
    return f"{first}{found[2]}{later % 100:02}" if len(second) == 2 else f"{first}{found[2]}{later}"


def _last_of_month(day: date) -> date:
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def _same_date(day: date) -> date:
    try:
        return day.replace(year=day.year + 1)
    except ValueError:  # 29 February
        return date(day.year + 1, 2, 28)


def _same_weekday(day: date) -> date:
    """Find the same weekday in the same week of the month; a fifth one becomes the last."""
    first = date(day.year + 1, day.month, 1)
    first += timedelta(days=(day.weekday() - first.weekday()) % 7)
    found = first + timedelta(weeks=(day.day - 1) // 7)
    return found if found.month == day.month else found - timedelta(weeks=1)
