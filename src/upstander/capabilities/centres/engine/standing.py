"""How a centre stands on any day, past or present, from what was written down about it.

The rules are our own (domain.md 6), and stated on the pages that use them:

- *trained*: somebody who works there was trained on that day or in the 12 months before;
- *seen*: the last check passed, or it went live, no longer than a quarter and 30 days ago, and no
  check has failed since;
- *open this month*: its hours let somebody in on at least one day of that month.

A live centre for which all three hold is counted. One that is trained and seen may be shown in
public: where its hours let nobody in this month, its page says when it opens again.
"""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from upstander.kernel.clock import anniversary
from upstander.kernel.reference.hours import Calendar

CYCLE = timedelta(days=91)  # a check each quarter
GRACE = timedelta(days=30)
LIVE = "live"


@dataclass(frozen=True)
class LeadFacts:
    """One person at a centre: when they came and left, and the days of their training."""

    since: date
    left_on: date | None
    trained_on: tuple[date, ...]


@dataclass(frozen=True)
class CheckFacts:
    """One check: the day, whether it passed, and when it is followed up if not."""

    on: date
    passed: bool
    follow_up_on: date | None = None


@dataclass(frozen=True)
class CentreFacts:
    """All that was written down about one centre that the rules look at, oldest first."""

    moves: tuple[tuple[date, str], ...] = ()  # day and stage
    leads: tuple[LeadFacts, ...] = ()
    checks: tuple[CheckFacts, ...] = ()
    calendars: tuple[tuple[date, date | None, Calendar], ...] = ()  # from, until, and the week
    agreement_ends_on: date | None = None


@dataclass(frozen=True)
class Standing:
    """How a centre stands on a day, and in words what keeps it from being counted."""

    on: date
    stage: str
    since: date | None
    trained_until: date | None
    seen_until: date | None
    check_due_on: date | None
    opens_this_month: bool
    agreement_in_date: bool
    why_not: tuple[str, ...] = field(default=())

    @property
    def counted(self) -> bool:
        """Tell whether it is live, trained, seen and open this month."""
        return self.stage == LIVE and not self.why_not


def standing(facts: CentreFacts, on: date) -> Standing:
    """Work out how a centre stood at the end of a day."""
    stage, since = stage_on(facts.moves, on)
    trained = trained_until(facts.leads, on)
    seen, due = (None, None) if stage != LIVE else seen_and_due(facts.moves, facts.checks, on)
    opens = opens_in_month(facts.calendars, on)
    reasons = _reasons(on, facts, trained, seen, opens) if stage == LIVE else ()
    in_date = facts.agreement_ends_on is None or facts.agreement_ends_on >= on
    return Standing(on, stage, since, trained, seen, due, opens, in_date, reasons)


def stage_on(moves: Sequence[tuple[date, str]], on: date) -> tuple[str, date | None]:
    """Give the stage on a day, and since when; "" before there was any."""
    past = [move for move in moves if move[0] <= on]
    return (past[-1][1], past[-1][0]) if past else ("", None)


def trained_until(leads: Sequence[LeadFacts], on: date) -> date | None:
    """Give the last day on which somebody trained works there, as known on a day.

    A training holds for a year, and ends when its holder leaves; None is that nobody was trained.
    """
    days = []
    for lead in leads:
        trained = max((day for day in lead.trained_on if day <= on), default=None)
        if lead.since <= on and trained:
            days.append(_while_there(anniversary(trained), lead.left_on, on))
    return max(days, default=None)


def _while_there(until: date, left_on: date | None, on: date) -> date:
    gone = left_on is not None and left_on <= on
    return min(until, left_on - timedelta(days=1)) if left_on and gone else until


def seen_and_due(
    moves: Sequence[tuple[date, str]], checks: Sequence[CheckFacts], on: date
) -> tuple[date | None, date | None]:
    """Give until when a live centre counts as seen, and when its next check falls due."""
    _, went_live = stage_on(moves, on)
    since = went_live or on
    past = [check for check in checks if since <= check.on <= on]
    if not past:
        return since + CYCLE + GRACE, since + CYCLE
    last = past[-1]
    if last.passed:
        return last.on + CYCLE + GRACE, last.on + CYCLE
    return None, last.follow_up_on or last.on


def opens_in_month(calendars: Sequence[tuple[date, date | None, Calendar]], on: date) -> bool:
    """Tell whether the hours let somebody in on any day of the month of a day."""
    first, last = on.replace(day=1), on.replace(day=monthrange(on.year, on.month)[1])
    return any(
        calendar.opens_within(max(first, begins), min(last, ends or last))
        for begins, ends, calendar in calendars
        if begins <= last and (ends is None or ends >= first)
    )


def _reasons(
    on: date, facts: CentreFacts, trained: date | None, seen: date | None, opens: bool
) -> tuple[str, ...]:
    found = []
    if trained is None:
        found.append("Nobody there was ever trained")
    elif trained < on:
        found.append(f"Nobody trained is there since {_day(trained + timedelta(days=1))}")
    if seen is None:
        last = next(check for check in reversed(facts.checks) if check.on <= on)
        found.append(f"Failed its check on {_day(last.on)}")
    elif seen < on:
        found.append(f"Not seen since {_day(seen - CYCLE - GRACE)}")
    if not opens:
        found.append("Not open this month")
    return tuple(found)


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
