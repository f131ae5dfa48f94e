"""What counts as unusual reading: a few rules in plain data, each with its words.

They look at who read how much and when, never at what it says. The numbers are our own, each with
its reason, and a partnership may set others (UPSTANDER_ALERTS); a rule that calls too often is
worse than none, so they are held against a month of work that is invented (tests/test_a_month.py).
"""

from collections import Counter, deque
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, time, timedelta

from django.conf import settings
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
    why: str  # the reason for the number
    words: str  # filled with name, count, about, since, until, usual
    find: Callable[["Rule", Lines, Known], Iterable[Finding]]
    within: timedelta = timedelta(days=1)


OPENS, CLOSES = time(7), time(20)
SATURDAY = 5
ONE_PAGE = 3  # a page of one record names it, its person and whom it speaks of; a list names more


def opened_singly(lines: Lines) -> Lines:
    """Keep what was opened on a page of its own: a list shows fifty at a click, and little of each.

    A row of reading that names more than a few of one kind is a list, or a file.
    """
    named = Counter((line.sequence, line.label) for line in lines)
    return [line for line in lines if named[line.sequence, line.label] <= ONE_PAGE]


def many_people(rule: Rule, lines: Lines, known: Known) -> Iterator[Finding]:
    """Find stretches in which more records of one kind were opened, each on its own, than usual."""
    return _bursts(rule, opened_singly(lines))


def many_listed(rule: Rule, lines: Lines, known: Known) -> Iterator[Finding]:
    """Find stretches in which lists and files showed more of one kind than usual."""
    return _bursts(rule, lines)


def most_of_a_kind(abouts: Iterable[str]) -> int:
    """Count the records of the kind that was opened most: a report names its person as well."""
    return max(Counter(about.partition(":")[0] for about in abouts).values())


def _bursts(rule: Rule, lines: Lines) -> Iterator[Finding]:
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
        count = most_of_a_kind(seen)
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
    for line in opened_singly(lines):
        if at_odd_hours(line.at):
            met.setdefault(midnight(line.at), []).append(line)
    for day, some in met.items():
        if most_of_a_kind({line.about for line in some}) > rule.usual:
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
        why="A page takes a minute and a half to read; who prepares a panel opens thirty or so.",
        words="{name} opened records of {count} people between {since} and {until}. Up to {usual} "
        "within an hour is usual.",
        find=many_people,
        within=timedelta(hours=1),
    ),
    Rule(
        "many_listed",
        "Very many in lists or files",
        usual=200,
        why="Four full pages of a list, or a file of so many; more people than a team works with.",
        words="{name} was shown {count} records of one kind in lists or files between {since} and "
        "{until}. Up to {usual} within an hour is usual.",
        find=many_listed,
        within=timedelta(hours=1),
    ),
    Rule(
        "colleague",
        "A colleague’s record",
        usual=0,
        why="Nobody needs to look at a colleague often; each time is asked about.",
        words="{name} opened {about}, who works for the same organisation, on {since}: {count} "
        "that day.",
        find=colleague,
    ),
    Rule(
        "out_of_hours",
        "Out of hours",
        usual=10,
        why="A duty worker who is rung in the evening opens a few people, not a caseload.",
        words="{name} opened {count} records on {since} before 7 in the morning, after 8 in the "
        "evening or at a weekend. Up to {usual} is usual.",
        find=out_of_hours,
    ),
    Rule(
        "after_glass",
        "After breaking the glass",
        usual=0,
        why="It is reviewed the next day in any case; what was read belongs to the review.",
        words="{name} read {about} on {since} after breaking the glass: {count} that day.",
        find=through_glass,
    ),
)


def rules_in_force() -> tuple[Rule, ...]:
    """Give the rules with the numbers of this partnership."""
    numbers: Mapping[str, int] = settings.ALERTS
    return tuple(replace(rule, usual=numbers.get(rule.code, rule.usual)) for rule in RULES)


def midnight(moment: datetime) -> datetime:
    """Give the beginning of a moment's day, on the borough's clock."""
    return timezone.localtime(moment).replace(hour=0, minute=0, second=0, microsecond=0)


def at_odd_hours(moment: datetime) -> bool:
    """Tell whether most of the partnership is not at work then."""
    local = timezone.localtime(moment)
    return local.weekday() >= SATURDAY or not OPENS <= local.time() < CLOSES


def _on_day(rule: Rule, day: datetime, some: Lines, about: str = "") -> Finding:
    if about:
        count = len({line.sequence for line in some})
    else:
        count = most_of_a_kind({line.about for line in some})
    return Finding(rule.code, some[0].actor, day, some[-1].at, count, about)
