"""The one rule for reaching a person without harm: how, when, who must not know.

Every screen shows these sentences (`subjects/safe_contact.html`) and every message asks this rule,
so that there is never a second opinion.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.db import models
from django.utils import timezone

from upstander.kernel.clock import now

WEEK = 7
MIDNIGHT = time(0, 0)


class Way(models.TextChoices):
    """How somebody can be reached."""

    EMAIL = "email", "by email"
    TEXT = "text", "by text message"
    PHONE = "phone", "by telephone"
    POST = "post", "by letter"
    IN_PERSON = "in_person", "in person"
    CHANNEL = "channel", "where they look for answers themselves"


class Weekday(models.TextChoices):
    """A day of the week."""

    MONDAY = "mon", "Monday"
    TUESDAY = "tue", "Tuesday"
    WEDNESDAY = "wed", "Wednesday"
    THURSDAY = "thu", "Thursday"
    FRIDAY = "fri", "Friday"
    SATURDAY = "sat", "Saturday"
    SUNDAY = "sun", "Sunday"


CODES = tuple(Weekday.values)
SENT = {Way.EMAIL: "email", Way.TEXT: "sms"}  # the ways of which the outbox knows, by its words


@dataclass(frozen=True, repr=False)
class SafeContact:
    """How a person said that they may be reached. No way named is no way: then nothing is sent."""

    ways: tuple[str, ...] = ()
    days: tuple[str, ...] = ()  # none named: any day
    since: time | None = None  # both unsaid: any hour
    until: time | None = None
    must_not_know: str = ""
    safe_words: str = ""
    may_leave_message: bool = False
    note: str = ""
    addresses: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def allows(self, way: str) -> bool:
        """Tell whether a way was called safe, and there is an address for it."""
        return way in self.ways and (way not in SENT or bool(self.addresses.get(way)))

    def is_safe_at(self, moment: datetime) -> bool:
        """Tell whether a moment lies in the safe days and hours."""
        return self.next_moment(moment) == moment

    def next_moment(self, moment: datetime) -> datetime:
        """Give the next moment, from this one on, at which somebody may be reached."""
        local = timezone.localtime(moment)
        windows = (self._window(local.date() + timedelta(days=day)) for day in range(-1, WEEK + 1))
        return min(
            max(moment, begins) for window in windows for begins, ends in window if moment < ends
        )

    @property
    def safe_now(self) -> bool:
        """Tell whether somebody may be reached at this moment."""
        return self.is_safe_at(now())

    @property
    def next_safe(self) -> datetime:
        """Give the next moment at which somebody may be reached."""
        return self.next_moment(now())

    def sentences(self) -> Iterator[str]:
        """Say the rule, line by line, for whoever is about to reach out."""
        known = [Way(way).label for way in self.ways]
        yield f"Only {_listed(known, 'or')}." if known else "No way to reach them was called safe."
        if self.days:
            yield f"On {_listed([Weekday(day).label for day in self.days], 'or')} only."
        if self.since or self.until:
            yield f"Between {_hour(self.since)} and {_hour(self.until)} only."
        if self.must_not_know:
            yield f"Must not know: {self.must_not_know}"
        if self.safe_words:
            yield f"Safe words: {self.safe_words}"
        if Way.PHONE in self.ways:
            leave = "A message may be left." if self.may_leave_message else "Leave no message."
            yield leave
        if self.note:
            yield self.note

    def _window(self, day: date) -> list[tuple[datetime, datetime]]:
        """Give when a day's safe hours begin and end; hours may run on past midnight."""
        if self.days and CODES[day.weekday()] not in self.days:
            return []
        since, until = self.since or MIDNIGHT, self.until or MIDNIGHT
        last = day if until > since else day + timedelta(days=1)
        return [(_moment(day, since), _moment(last, until))]


def _moment(day: date, hour: time) -> datetime:
    return datetime.combine(day, hour, timezone.get_current_timezone())


def _hour(hour: time | None) -> str:
    return f"{hour or MIDNIGHT:%H:%M}"


def _listed(words: list[str], joined_by: str) -> str:
    return f" {joined_by} ".join(filter(None, [", ".join(words[:-1]), words[-1]]))
