"""The weeks and closures of a place as the rules of opening hours know them."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from upstander.kernel.places.models import Place, PlaceClosure, PlaceOpening
from upstander.kernel.reference.bank_holidays import is_bank_holiday
from upstander.kernel.reference.hours import Calendar, Session, Week

Closed = tuple[tuple[date, date], ...]


def calendars_of(
    place: Place, openings: Iterable[PlaceOpening], closures: Iterable[PlaceClosure]
) -> tuple[tuple[date, date | None, Calendar], ...]:
    """Give each week that held or will hold, with its first and last day."""
    weeks: dict[tuple[date, date | None], list[Session]] = defaultdict(list)
    for row in openings:
        weeks[row.valid_from, row.valid_until].append(row.session)
    closed = tuple((row.first_on, row.last_on) for row in closures)
    return tuple(
        (first, last, _calendar(place, sessions, closed))
        for (first, last), sessions in sorted(weeks.items(), key=lambda week: week[0][0])
    )


def _calendar(place: Place, sessions: Iterable[Session], closed: Closed) -> Calendar:
    """Give a week together with the days on which it does not hold."""
    week = tuple(sorted(sessions))
    if place.bank_holidays == Place.BankHolidays.OPEN:
        return Calendar(week, closed)
    return Calendar(week, closed, is_bank_holiday)


def calendar_on(place: Any, on: date) -> Calendar:
    """Give the week that holds on a day, from rows that were fetched with the place."""
    sessions = [
        row.session
        for row in place.openings.all()
        if row.valid_from <= on and (row.valid_until is None or row.valid_until >= on)
    ]
    return _calendar(place, sessions, tuple((c.first_on, c.last_on) for c in place.closures.all()))


def week_of(place: Any) -> Week:
    """Give the week that holds, or will hold last."""
    return tuple(sorted(row.session for row in place.openings.all() if row.valid_until is None))
