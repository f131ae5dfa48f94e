"""The rules of unusual reading against a month of work: neither silent nor shrill.

The month is invented: a small borough's team, its partners, a panel, a duty worker. What each does
is drawn by chance around what such people do; nothing in it is known to the rules.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count, groupby
from random import Random
from zoneinfo import ZoneInfo

import pytest

from upstander.kernel.access.watching.rules import Known, Line, rules_in_force

LONDON = ZoneInfo("Europe/London")
FIRST = datetime(2026, 3, 2, tzinfo=LONDON)  # a Monday
OPEN_REPORTS, PAGE = 70, 50


@dataclass
class Month:
    """What everybody read in a month, drawn by chance."""

    chance: Random
    lines: list[Line] = field(default_factory=list)
    rows: count = field(default_factory=count)

    def opens(self, who, at, report, through="own"):
        """Open the page of one report: a line for it, and one for its person."""
        row = next(self.rows)
        for about in (f"trial.letter:{report}", f"subjects.subject:{report}"):
            self.lines.append(Line(f"people.user:{who}", at, about, row, through))

    def lists(self, who, at, reports):
        """Open a page of a list, or a file."""
        row = next(self.rows)
        for report in reports:
            for kind in ("trial.letter", "subjects.subject"):
                self.lines.append(Line(f"people.user:{who}", at, f"{kind}:{report}", row))

    def at(self, day, first=8.5, last=17.5):
        return FIRST + timedelta(days=day, hours=self.chance.uniform(first, last))


def month(seed):
    """Let four caseworkers, a coordinator, a duty worker and eight partners work for a month."""
    made = Month(Random(seed))
    for day in (day for day in range(28) if day % 7 < 5):
        queue = range(day, day + OPEN_REPORTS)  # each day one closes and one comes
        for who in range(4):
            for _ in range(made.chance.randint(3, 9)):
                made.lists(who, made.at(day), queue[:PAGE])
            made.lists(who, made.at(day), queue[PAGE:])
            for _ in range(made.chance.randint(8, 26)):
                made.opens(who, made.at(day), made.chance.choice(queue))
        for who in range(10, 18):
            for _ in range(made.chance.randint(0, 6)):
                made.opens(who, made.at(day), made.chance.choice(queue), "agreement")
    _special_days(made)
    return made


def _special_days(made):
    for day in (9, 23):  # the panel is prepared in a morning
        for report in made.chance.sample(range(day, day + OPEN_REPORTS), 30):
            made.opens(5, made.at(day, 9.5, 10.4), report)
    for day in (3, 12, 19, 26):  # somebody rings in the evening
        for report in made.chance.sample(range(OPEN_REPORTS), made.chance.randint(1, 6)):
            made.opens(6, made.at(day, 20.5, 22), report)
        made.lists(6, made.at(day, 20.5, 22), range(PAGE))
    made.lists(0, made.at(25), range(20, 20 + OPEN_REPORTS + 25))  # a file for the quarter


def found_in(made, known=Known()):  # noqa: B008
    """Give what the rules find, by rule and reader."""
    lines = sorted(made.lines, key=lambda line: (line.actor, line.at, line.sequence))
    return [
        (rule.code, actor)
        for actor, some in groupby(lines, key=lambda line: line.actor)
        for read in [list(some)]
        for rule in rules_in_force()
        for _ in rule.find(rule, read, known)
    ]


@pytest.mark.parametrize("seed", range(5))
def test_a_month_of_usual_work_calls_nobody_more_than_twice(seed):
    assert len(found_in(month(seed))) <= 2


@pytest.mark.parametrize("seed", range(3))
def test_what_stands_out_in_a_month_is_found_each_time(seed):
    made = month(seed)
    for report in range(55):  # one goes through everybody before lunch
        made.opens(1, made.at(8, 11, 11.7), 200 + report)
    made.lists(2, made.at(15), range(400))  # one takes a file of everything
    for report in range(12):  # one looks around at night
        made.opens(3, made.at(17, 23, 23.5), report)
    made.opens(10, made.at(18), 7)  # one looks at a colleague
    made.opens(11, made.at(18), 8, "break_glass")
    known = Known({"people.user:10": {4}}, {"subjects.subject:7": {4}}, {"subjects.subject"})

    found = found_in(made, known)

    assert {
        ("many_people", "people.user:1"),
        ("many_listed", "people.user:2"),
        ("out_of_hours", "people.user:3"),
        ("colleague", "people.user:10"),
        ("after_glass", "people.user:11"),
    } <= set(found)
    assert len(found) <= 5 + 2 + 3  # beside the first look, others may have been at the colleague's


def test_a_partnership_sets_its_own_numbers(settings):
    settings.ALERTS = {"out_of_hours": 2}

    assert "out_of_hours" in {code for code, _ in found_in(month(1))}
    assert {rule.usual for rule in rules_in_force() if rule.code == "out_of_hours"} == {2}


def test_each_number_has_its_reason():
    assert all(len(rule.why) > 40 for rule in rules_in_force())
