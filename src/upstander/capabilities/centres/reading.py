"""Reads many centres at once into the plain values that the rules look at.

Takes the same six queries for one centre as for ten thousand.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.db.models import QuerySet

from upstander.capabilities.centres.engine.attention import Matter, State, matters
from upstander.capabilities.centres.engine.standing import (
    CentreFacts,
    CheckFacts,
    LeadFacts,
    Standing,
    standing,
)
from upstander.capabilities.centres.models import (
    Centre,
    Closure,
    Lead,
    LivenessCheck,
    Move,
    Opening,
    Training,
)
from upstander.kernel.clock import today
from upstander.kernel.reference.bank_holidays import is_bank_holiday
from upstander.kernel.reference.hours import Calendar, Session, Week

NAMED_AT_MOST = 500

Rows = dict[int, list[Any]]
Closed = tuple[tuple[date, date], ...]


def standings(centres: QuerySet[Centre], on: date) -> list[tuple[Centre, Standing]]:
    """Give each centre with how it stood on a day; those that were not there yet are left out."""
    found = list(centres)
    facts = facts_of(found, centres)
    told = ((centre, standing(facts[centre.pk], on)) for centre in found)
    return [(centre, stood) for centre, stood in told if stood.stage]


def facts_of(found: Sequence[Centre], centres: QuerySet[Centre]) -> dict[int, CentreFacts]:
    """Read all that was written down about centres; `centres` is the query that found them."""
    # a few are named one by one, which is quicker; a database takes only so many names
    few = len(found) <= NAMED_AT_MOST
    keys: Any = [centre.pk for centre in found] if few else centres.order_by().values("pk")
    moves = _by_centre(Move.objects.filter(centre__in=keys).order_by("on", "pk"))
    leads = _by_centre(Lead.objects.filter(centre__in=keys).only("centre", "since", "left_on"))
    checks = _by_centre(LivenessCheck.objects.filter(centre__in=keys).order_by("on", "pk"))
    openings = _by_centre(Opening.objects.filter(centre__in=keys))
    closures = _by_centre(Closure.objects.filter(centre__in=keys))
    trained: dict[int, list[date]] = defaultdict(list)
    for lead, on in Training.objects.filter(lead__centre__in=keys).values_list("lead", "on"):
        trained[lead].append(on)
    return {
        centre.pk: CentreFacts(
            tuple((move.on, move.to_stage) for move in moves[centre.pk]),
            tuple(
                LeadFacts(lead.since, lead.left_on, tuple(trained[lead.pk]))
                for lead in leads[centre.pk]
            ),
            tuple(
                CheckFacts(check.on, check.passed, check.follow_up_on)
                for check in checks[centre.pk]
            ),
            calendars_of(centre, openings[centre.pk], closures[centre.pk]),
            centre.agreement_ends_on,
        )
        for centre in found
    }


def _by_centre(rows: QuerySet[Any]) -> Rows:
    found: Rows = defaultdict(list)
    for row in rows:
        found[row.centre_id].append(row)
    return found


def calendars_of(
    centre: Centre, openings: Iterable[Opening], closures: Iterable[Closure]
) -> tuple[tuple[date, date | None, Calendar], ...]:
    """Give each week that held or will hold, with its first and last day."""
    weeks: dict[tuple[date, date | None], list[Session]] = defaultdict(list)
    for row in openings:
        weeks[row.valid_from, row.valid_until].append(row.session)
    closed = tuple((row.first_on, row.last_on) for row in closures)
    return tuple(
        (first, last, calendar(centre, sessions, closed))
        for (first, last), sessions in sorted(weeks.items(), key=lambda week: week[0][0])
    )


def calendar(centre: Centre, sessions: Iterable[Session], closed: Closed) -> Calendar:
    """Give a week together with the days on which it does not hold."""
    shuts = centre.bank_holidays == Centre.BankHolidays.CLOSED
    week = tuple(sorted(sessions))
    return Calendar(week, closed, is_bank_holiday) if shuts else Calendar(week, closed)


def calendar_on(centre: Centre, on: date) -> Calendar:
    """Give the week that holds on a day, from rows that were fetched with the centre."""
    sessions = [
        row.session
        for row in centre.openings.all()
        if row.valid_from <= on and (row.valid_until is None or row.valid_until >= on)
    ]
    return calendar(centre, sessions, tuple((c.first_on, c.last_on) for c in centre.closures.all()))


def week_of(centre: Centre) -> Week:
    """Give the week that holds, or will hold last."""
    return tuple(sorted(row.session for row in centre.openings.all() if row.valid_until is None))


def state_of(centre: Centre) -> State:
    """Give what the rules of attention look at."""
    return State(
        stage=centre.stage,
        stage_title=centre.get_stage_display(),
        stage_since=centre.stage_since,
        trained_until=centre.trained_until,
        check_due_on=centre.check_due_on,
        failed=bool(centre.last_result) and centre.last_result != LivenessCheck.Result.PASSED,
        agreement_ends_on=centre.agreement_ends_on,
        publicity_due_on=centre.publicity_due_on,
    )


def needs(centre: Centre, by: date) -> list[Matter]:
    """List what of a centre needs a person by a day."""
    return [matter for matter in matters(state_of(centre), today()) if matter.on <= by]
