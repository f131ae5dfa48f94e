"""Opening hours: read as people write them, said as people say them, and asked "open now?".

Pure functions. A session is a weekday (Monday is 0) and two times in minutes since midnight, by
the clock in London; what goes past midnight is two sessions that touch.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.conf import settings
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import override

from upstander.kernel.errors import Refused
from upstander.kernel.pages.saying import day_and_month, in_a_row, speaks_english

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
WHOLE_DAY = 24 * 60
AHEAD = 60  # days that are looked at for the next opening

_GROUPS = {
    "daily": range(7),
    "every day": range(7),
    "weekdays": range(5),
    "weekends": range(5, 7),
}
_BEGINS = re.compile(r"\b(?:closed|24 hours|all day|noon|midday|midnight|\d)")
_TO = re.compile(r"\s*(?:\bto\b|-|–)\s*")
_AND = re.compile(r"\s*(?:,|&|\band\b)\s*")
_TIME = re.compile(r"(\d{1,2})(?:[:.](\d\d))?\s?(am|pm)?")


@dataclass(frozen=True, order=True)
class Session:
    """One span of a week in which a place is open."""

    weekday: int
    opens: int
    closes: int


Week = tuple[Session, ...]


@dataclass(frozen=True)
class Calendar:
    """A week, the days on which it does not hold, and what happens on bank holidays."""

    week: Week
    closed: tuple[tuple[date, date], ...] = ()  # first and last day
    closed_on: Callable[[date], bool] = lambda day: False

    def on(self, day: date) -> list[Session]:
        """List the sessions of one day."""
        if any(first <= day <= last for first, last in self.closed) or self.closed_on(day):
            return []
        return [session for session in self.week if session.weekday == day.weekday()]

    def opens_within(self, first: date, last: date) -> bool:
        """Tell whether it opens on any day of a span."""
        days = (first + timedelta(days=n) for n in range((last - first).days + 1))
        return any(self.on(day) for day in days)


@dataclass(frozen=True)
class OpenState:
    """Whether a place is open at a moment, and the moment when that ends; None is not in sight."""

    is_open: bool
    until: datetime | None


class HoursUnreadable(Refused):
    """A line of opening hours that can be read in no way, or in more than one."""

    def __init__(self, line: str) -> None:
        """Show how to write it."""
        super().__init__(
            f"“{line[:60]}” is not read as opening hours. Write for example “Monday to Friday 9am "
            "to 5pm”, one line for each, with am or pm."
        )


def read_week(text: str) -> Week:
    """Read lines such as "Mon to Fri 9am to 12pm and 1pm to 5pm"; raises HoursUnreadable."""
    found: set[Session] = set()
    for line in filter(None, map(str.strip, re.split(r"[\n;]+", text))):
        words = " ".join(line.casefold().rstrip(".").split())
        begins = _BEGINS.search(words)
        if begins is None:
            raise HoursUnreadable(line)
        for day in _days(words[: begins.start()].strip(" :,"), line):
            found |= set(_sessions(day, words[begins.start() :], line))
    return _joined(sorted(found))


def _days(words: str, line: str) -> list[int]:
    if words in _GROUPS:
        return list(_GROUPS[words])
    found: list[int] = []
    for part in _AND.split(words):
        ends = [_weekday(name, line) for name in _TO.split(part)]
        if len(ends) > 2:
            raise HoursUnreadable(line)
        found += [(ends[0] + step) % 7 for step in range((ends[-1] - ends[0]) % 7 + 1)]
    return found


def _weekday(name: str, line: str) -> int:
    for number, day in enumerate(DAYS):
        if len(name) > 2 and f"{day.casefold()}s".startswith(name):
            return number
    raise HoursUnreadable(line)


def _sessions(day: int, spans: str, line: str) -> Iterator[Session]:
    if spans == "closed":
        return
    if spans in ("24 hours", "all day"):
        yield Session(day, 0, WHOLE_DAY)
        return
    for span in _AND.split(spans):
        ends = [_minutes(end, line) for end in _TO.split(span)]
        if len(ends) != 2 or ends[0] == ends[1]:
            raise HoursUnreadable(line)
        opens, closes = ends[0], ends[1] or WHOLE_DAY
        if closes > opens:
            yield Session(day, opens, closes)
        else:
            yield Session(day, opens, WHOLE_DAY)
            yield Session((day + 1) % 7, 0, closes)


def _minutes(words: str, line: str) -> int:
    if words in ("noon", "midday", "midnight"):
        return 0 if words == "midnight" else WHOLE_DAY // 2
    match = _TIME.fullmatch(words)
    if match is None:
        raise HoursUnreadable(line)
    hour, minute, half = int(match[1]), int(match[2] or 0), match[3]
    # "9 to 5" could be the morning or the evening; "09:00" is the clock of 24 hours
    ambiguous = half is None and match[2] is None
    if minute > 59 or ambiguous or not (1 <= hour <= 12 if half else hour < 24):
        raise HoursUnreadable(line)
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    return hour * 60 + minute


def _joined(sessions: Sequence[Session]) -> Week:
    joined: list[Session] = []
    for session in sessions:
        last = joined[-1] if joined else None
        if last and last.weekday == session.weekday and session.opens <= last.closes:
            joined[-1] = Session(last.weekday, last.opens, max(last.closes, session.closes))
        else:
            joined.append(session)
    return tuple(joined)


def say_week(week: Week) -> list[tuple[str, str]]:
    """Say a week in lines: days that are alike together, from Monday on."""
    lines: list[tuple[list[int], str]] = []
    for day in range(7):
        spans = [s for s in week if s.weekday == day]
        words = in_a_row(_span(s) for s in spans)
        words = _("open 24 hours") if spans == [Session(day, 0, WHOLE_DAY)] else words
        if lines and lines[-1][1] == words:
            lines[-1][0].append(day)
        else:
            lines.append(([day], words))
    return [(_day_names(days), words) for days, words in lines if words]


def _span(session: Session) -> str:
    said = {"opens": clock(session.opens), "closes": clock(session.closes)}
    return _("%(opens)s to %(closes)s") % said


def write_week(week: Week) -> str:
    """Write a week so that `read_week` reads it again: in English."""
    with override(settings.LANGUAGE_CODE):
        lines = (
            f"{days} {'24 hours' if words == 'open 24 hours' else words}"
            for days, words in say_week(week)
        )
        return "\n".join(lines)


def _day_names(days: Sequence[int]) -> str:
    if len(days) == 7:
        return _("Every day")
    if len(days) < 3:
        named = in_a_row(map(_day_name, days))
    else:
        ends = {"first": _day_name(days[0]), "last": _day_name(days[-1])}
        named = _("%(first)s to %(last)s") % ends
    return named[:1].upper() + named[1:]


def _day_name(day: int) -> str:
    """Name a day inside a sentence: small, but in English."""
    return DAYS[day] if speaks_english() else str(WEEKDAYS[day]).lower()


def clock(minutes: int) -> str:
    """Say a time of day: 9am, 5:30pm, noon, midnight; in other languages 09:00, 17:30."""
    if not speaks_english():
        return f"{minutes // 60:02}:{minutes % 60:02}"
    if minutes % WHOLE_DAY == 0:
        return "midnight"
    if minutes == WHOLE_DAY // 2:
        return "noon"
    hour, minute = divmod(minutes, 60)
    half = "am" if hour < 12 else "pm"
    return f"{hour % 12 or 12}{f':{minute:02}' if minute else ''}{half}"


def state_at(calendar: Calendar, moment: datetime) -> OpenState:
    """Tell whether it is open at a moment on the clock in London, and until or from when."""
    wall = moment.replace(tzinfo=None)
    for opens, closes in _spans(calendar, wall.date()):
        if opens <= wall < closes:
            never_shuts = closes - opens > timedelta(days=7)
            return OpenState(True, None if never_shuts else closes)
        if opens > wall:
            return OpenState(False, opens)
    return OpenState(False, None)


def _spans(calendar: Calendar, first: date) -> Iterator[tuple[datetime, datetime]]:
    """Give the spans from the day before on, those that touch as one."""
    begun: tuple[datetime, datetime] | None = None
    for step in range(-1, AHEAD):
        day = first + timedelta(days=step)
        midnight = datetime.combine(day, time())
        for session in calendar.on(day):
            opens = midnight + timedelta(minutes=session.opens)
            closes = midnight + timedelta(minutes=session.closes)
            if begun and begun[1] == opens:
                begun = (begun[0], closes)
                continue
            if begun:
                yield begun
            begun = (opens, closes)
    if begun:
        yield begun


def say_state(state: OpenState, moment: datetime) -> str:
    """Say it as a sentence begins: Open until 7pm. Opens tomorrow, 9am. Closed for now."""
    if state.until is None:
        return _("Open day and night") if state.is_open else _("Closed for now")
    at = clock(state.until.hour * 60 + state.until.minute)
    days = (state.until.date() - moment.date()).days
    if state.is_open:
        return _("Open until %(time)s") % {"time": at}
    if days == 0:
        return _("Opens at %(time)s") % {"time": at}
    if days == 1:
        return _("Opens tomorrow, %(time)s") % {"time": at}
    if days < 7:
        return _("Opens %(day)s, %(time)s") % {
            "day": _day_name(state.until.weekday()),
            "time": at,
        }
    return _("Opens on %(day)s, %(time)s") % {"day": day_and_month(state.until), "time": at}


def days_of(sessions: Iterable[Session]) -> dict[tuple[int, int], list[int]]:
    """Group sessions by their times: (opens, closes) and the weekdays on which they hold."""
    found: dict[tuple[int, int], list[int]] = {}
    for session in sorted(sessions):
        found.setdefault((session.opens, session.closes), []).append(session.weekday)
    return found
