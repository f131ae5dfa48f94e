"""The only source of time for the plan's own dates.

The demonstration tells a story of autumn 2024, so its clock stands on one day while the hours go
on. The trail and the keys never ask this clock: they tell true time.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, time, timedelta

from django.conf import settings
from django.utils import timezone

A_DAY = timedelta(days=1)

_set_to: ContextVar[datetime | None] = ContextVar("_set_to", default=None)


def now() -> datetime:
    """Tell the present moment, in UTC, moved to the demonstration's day where one is set."""
    told = _set_to.get()
    if told is not None:
        return told
    if settings.TODAY is None:
        return timezone.now()
    # by the clock on the wall: a moment of summer time moved by whole days may fall on another day
    local = timezone.localtime()
    moved = datetime.combine(settings.TODAY, local.time(), timezone.get_current_timezone())
    return moved.astimezone(UTC)


def today() -> date:
    """Tell the present day in the borough's time zone."""
    told = _set_to.get()
    return timezone.localdate(told) if told is not None else settings.TODAY or timezone.localdate()


def anniversary(day: date) -> date:
    """Give the same day a year later: the last on which what holds for a year does hold."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return date(day.year + 1, 2, 28)


def begins(day: date) -> datetime:
    """Give the moment at which a day begins: moments stand in an index, their days do not."""
    return timezone.make_aware(datetime.combine(day, time.min))


def is_over(day: date) -> datetime:
    """Give the moment at which a day is over."""
    return begins(min(day, date.max - A_DAY) + A_DAY)


@contextmanager
def set_to(moment: datetime) -> Iterator[None]:
    """Move the clock for a while: for telling the demonstration's story, and for tests."""
    token = _set_to.set(moment)
    try:
        yield
    finally:
        _set_to.reset(token)
