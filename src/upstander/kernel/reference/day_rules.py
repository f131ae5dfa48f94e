"""Days that come round by a rule that people say: third Tuesday of January and July at 14:00."""

import calendar
import re
from dataclasses import dataclass
from datetime import date, time, timedelta

from django.core.exceptions import ValidationError

from upstander.kernel.errors import Refused
from upstander.kernel.reference.bank_holidays import is_bank_holiday

WEEKS = ("first", "second", "third", "fourth", "last")
WEEKDAYS = tuple(name.lower() for name in calendar.day_name)
MONTHS = tuple(name.lower() for name in calendar.month_name)
RULE = re.compile(
    rf"({'|'.join(WEEKS)}) ({'|'.join(WEEKDAYS)}) of (.+?)(?: at ([01]?\d|2[0-3])[:.]([0-5]\d))?"
)
EXAMPLE = "third Tuesday of January, April, July and October at 14:00"
WEEK = timedelta(weeks=1)


class NoRule(Refused):
    """Words that name no days."""

    def __init__(self, wrong: str) -> None:
        """Say what a rule looks like."""
        super().__init__(f"{wrong} Write it like this: {EXAMPLE}.")


@dataclass(frozen=True)
class DayRule:
    """Which week of which months, which day of that week, and at what time."""

    week: int  # 1 to 4, or -1 for the last
    weekday: int
    months: frozenset[int]
    at: time | None

    def between(self, first: date, last: date) -> list[date]:
        """List the days of a span, both ends included; a bank holiday gives way by a week."""
        months = [
            (year, month) for year in range(first.year, last.year + 1) for month in range(1, 13)
        ]
        found = [self._day(year, month) for year, month in months if month in self.months]
        return [day for day in found if first <= day <= last]

    def following(self, day: date, count: int = 1) -> list[date]:
        """List the next days after a day."""
        return self.between(day + timedelta(days=1), day.replace(day=1) + count * 53 * WEEK)[:count]

    def _day(self, year: int, month: int) -> date:
        days = [week[self.weekday] for week in calendar.monthcalendar(year, month)]
        in_month = [day for day in days if day]
        found = date(year, month, in_month[self.week if self.week < 0 else self.week - 1])
        while is_bank_holiday(found):
            found += WEEK if self.week > 0 else -WEEK  # the last one of a month stays in it
        return found


def read_rule(words: str) -> DayRule:
    """Read a rule; raises `NoRule` with an example where the words name no days."""
    match = RULE.fullmatch(" ".join(words.lower().split()).rstrip("."))
    if match is None:
        raise NoRule("This does not say on which days.")
    week, weekday, months, hour, minute = match.groups()
    return DayRule(
        week=-1 if week == "last" else WEEKS.index(week) + 1,
        weekday=WEEKDAYS.index(weekday),
        months=_months(months),
        at=time(int(hour), int(minute)) if hour else None,
    )


def check_rule(words: str) -> None:
    """Refuse, as a field's validator does, words that name no days."""
    try:
        read_rule(words)
    except NoRule as error:
        raise ValidationError(error.message) from error


def _months(words: str) -> frozenset[int]:
    if words in ("every month", "each month", "the month"):
        return frozenset(range(1, 13))
    names = re.split(r", and |, | and ", words)
    unknown = [name for name in names if name not in MONTHS[1:]]
    if unknown:
        raise NoRule(f"{unknown[0].capitalize()} is no month.")
    return frozenset(MONTHS.index(name) for name in names)
