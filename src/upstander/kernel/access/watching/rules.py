"""What counts as unusual reading: a few rules in plain data, each with its words.

They look at who read how much and when, never at what it says. The numbers are our own; a rule that
calls too often is worse than none, so each says how much is still usual.
"""

from collections import Counter, deque
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta

from django.utils import timezone


@dataclass(frozen=True)
class Line:
    """One record, or one person, that somebody read."""

    actor: str
    at: datetime
    about: str
    sequence: int
    through: str = ""

    @property
    def label(self) -> str:
        """Give the kind of record."""
        return self.about.partition(":")[0]


@dataclass(frozen=True)
class Finding:
    """What a rule found."""

    rule: str
    actor: str
    since: datetime
    until: datetime
    count: int
    about: str = ""
    actor_name: str = ""


@dataclass(frozen=True)
class Known:
    """What a rule may know beside the lines: who works where, and whose colleagues people are."""

    bodies: Mapping[str, Collection[int]] = field(default_factory=dict)  # of a reader
    workplaces: Mapping[str, Collection[int]] = field(default_factory=dict)  # of who is read about
    people: Collection[str] = ()  # the labels of those whom records speak of


Lines = list[Line]  # of one reader, in the order of time


@dataclass(frozen=True)
class Rule:
    """One rule: what it looks for, how much is usual, and how it is explained."""

    code: str
    title: str
    usual: int  # up to so many nobody is told
    words: str  # filled with name, count, about, since, until, usual
    find: Callable[["Rule", Lines, Known], Iterable[Finding]]
    within: timedelta = timedelta(days=1)


OPENS, CLOSES = time(7), time(20)
SATURDAY = 5


def many_people(rule: Rule, lines: Lines, known: Known) -> Iterator[Finding]:
    """Find stretches in which more records of one kind were read than is usual within the time."""
    window: deque[Line] = deque()
    seen: Counter[str] = Counter()
    burst: Finding | None = None
    for line in lines:
        window.append(line)
        seen[line.about] += 1
        while line.at - window[0].at > rule.within:
            gone = window.popleft()
            seen[gone.about] -= 1
            seen += Counter()  # drops what is no longer counted
        count = max(Counter(about.partition(":")[0] for about in seen).values())
        if count > rule.usual:
            since = burst.since if burst else window[0].at
            most = max(count, burst.count if burst else 0)
            burst = Finding(rule.code, line.actor, since, line.at, most)
        elif burst is not None:
            yield burst
            burst = None
    if burst is not None:
        yield burst


def colleague(rule: Rule, lines: Lines, known: Known) -> Iterator[Finding]:
    """Find reading about somebody who works for the reader's own organisation."""
    met: dict[tuple[datetime, str], Lines] = {}
    for line in lines:
        mine = set(known.bodies.get(line.actor, ()))
        if not mine.isdisjoint(known.workplaces.get(line.about, ())):
            met.setdefault((midnight(line.at), line.about), []).append(line)
    for (day, about), some in met.items():
        yield _on_day(rule, day, some, about)


def out_of_hours(rule: Rule, lines: Lines, known: Known) -> Iterator[Finding]:
    """Find more reading than is usual at night, early, or at a weekend."""
    met: dict[datetime, Lines] = {}
    for line in lines:
        if at_odd_hours(line.at):
            met.setdefault(midnight(line.at), []).append(line)
    for day, some in met.items():
        if len({line.about for line in some}) > rule.usual:
            yield _on_day(rule, day, some)


def through_glass(rule: Rule, lines: Lines, known: Known) -> Iterator[Finding]:
    """Find reading of what somebody opened by breaking the glass."""
    met: dict[tuple[datetime, str], Lines] = {}
    for line in lines:
        if line.through == "break_glass" and line.label not in known.people:
            met.setdefault((midnight(line.at), line.about), []).append(line)
    for (day, about), some in met.items():
        yield _on_day(rule, day, some, about)


RULES = (
    Rule(
        "many_people",
        "Many people in an hour",
        usual=40,
        words="{name} opened records of {count} people between {since} and {until}. Up to {usual} "
        "within an hour is usual.",
        find=many_people,
        within=timedelta(hours=1),
    ),
    Rule(
        "colleague",
        "A colleague’s record",
        usual=0,
        words="{name} opened {about}, who works for the same organisation, on {since}: {count} "
        "that day.",
        find=colleague,
    ),
    Rule(
        "out_of_hours",
        "Out of hours",
        usual=10,
        words="{name} opened {count} records on {since} before 7 in the morning, after 8 in the "
        "evening or at a weekend. Up to {usual} is usual.",
        find=out_of_hours,
    ),
    Rule(
        "after_glass",
        "After breaking the glass",
        usual=0,
        words="{name} read {about} on {since} after breaking the glass: {count} that day.",
        find=through_glass,
    ),
)


def midnight(moment: datetime) -> datetime:
    """Give the beginning of a moment's day, on the borough's clock."""
    return timezone.localtime(moment).replace(hour=0, minute=0, second=0, microsecond=0)


def at_odd_hours(moment: datetime) -> bool:
    """Tell whether most of the partnership is not at work then."""
    local = timezone.localtime(moment)
    return local.weekday() >= SATURDAY or not OPENS <= local.time() < CLOSES


def _on_day(rule: Rule, day: datetime, some: Lines, about: str = "") -> Finding:
    rows = {line.sequence for line in some} if about else {line.about for line in some}
    return Finding(rule.code, some[0].actor, day, some[-1].at, len(rows), about)
