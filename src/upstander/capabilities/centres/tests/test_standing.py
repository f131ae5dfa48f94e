"""Whether a centre is trained and open is worked out from what was written down, for any day."""

from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta
from random import Random

import pytest

from upstander.capabilities.centres.changes import centres, work
from upstander.capabilities.centres.engine.standing import (
    CYCLE,
    GRACE,
    CentreFacts,
    CheckFacts,
    LeadFacts,
    standing,
)
from upstander.capabilities.centres.models import Centre, Stage
from upstander.capabilities.centres.policies import MOVES, NotYet
from upstander.capabilities.centres.reading import standings
from upstander.capabilities.centres.tests.factories import BY, centre
from upstander.kernel import clock
from upstander.kernel.clock import anniversary
from upstander.kernel.reference.hours import Calendar, read_week

TODAY = date(2024, 11, 14)
ALWAYS = ((date(2024, 1, 1), None, Calendar(read_week("Mon to Fri 9am to 5pm"))),)
WELL = CentreFacts(
    moves=((date(2024, 7, 1), "trained"), (date(2024, 8, 1), "live")),
    leads=(LeadFacts(date(2024, 6, 1), None, (date(2024, 6, 1),)),),
    checks=(CheckFacts(date(2024, 10, 1), True),),
    calendars=ALWAYS,
    agreement_ends_on=date(2025, 6, 1),
)


def but(**facts):
    return CentreFacts(**{**vars(WELL), **facts})


SHUT_IN_NOVEMBER = Calendar(
    read_week("Mon to Fri 9am to 5pm"), ((date(2024, 11, 1), date(2024, 11, 30)),)
)


@pytest.mark.parametrize(
    ("facts", "why_not"),
    [
        (WELL, ()),
        (but(leads=()), ("Nobody there was ever trained",)),
        (
            but(leads=(LeadFacts(date(2023, 1, 1), None, (date(2023, 11, 13),)),)),
            ("Nobody trained is there since 14 November 2024",),
        ),
        (but(leads=(LeadFacts(date(2023, 1, 1), None, (date(2023, 11, 14),)),)), ()),
        (
            but(leads=(LeadFacts(date(2024, 6, 1), date(2024, 10, 2), (date(2024, 6, 1),)),)),
            ("Nobody trained is there since 2 October 2024",),
        ),
        (
            but(checks=(CheckFacts(date(2024, 10, 1), False),)),
            ("Failed its check on 1 October 2024",),
        ),
        (
            but(moves=((date(2024, 7, 1), "live"),), checks=()),
            ("Not seen since 1 July 2024",),
        ),
        (but(checks=()), ()),  # it went live in August, and that is being seen
        (but(calendars=()), ("Not open this month",)),
        (but(calendars=((date(2024, 1, 1), None, SHUT_IN_NOVEMBER),)), ("Not open this month",)),
    ],
)
def test_a_live_centre_counts_unless_something_is_missing(facts, why_not):
    stood = standing(facts, TODAY)

    assert stood.why_not == why_not
    assert stood.counted == (not why_not)


@pytest.mark.parametrize("stage", ["idea", "trained", "paused", "closed"])
def test_no_centre_counts_that_is_not_live(stage):
    assert not standing(but(moves=((date(2024, 8, 1), stage),)), TODAY).counted


def test_a_check_falls_due_a_quarter_after_the_last_and_a_failed_one_when_it_was_said():
    again = CheckFacts(date(2024, 11, 1), False, date(2024, 11, 20))

    assert standing(WELL, TODAY).check_due_on == date(2024, 12, 31)
    assert standing(but(checks=(again,)), TODAY).check_due_on == date(2024, 11, 20)


def test_a_centre_that_fades_stops_counting_within_a_quarter_and_a_month():
    last_seen = date(2024, 3, 4)
    facts = but(moves=((date(2024, 1, 8), "live"),), checks=(CheckFacts(last_seen, True),))
    days = [last_seen + timedelta(days=n) for n in range(160)]
    counted = [day for day in days if standing(facts, day).counted]
    due = {standing(facts, day).check_due_on for day in days}

    assert due == {last_seen + CYCLE}
    assert counted[-1] == last_seen + CYCLE + GRACE or counted[-1] < date(2024, 6, 1)


def test_a_training_of_the_29th_of_february_holds_until_the_28th():
    assert anniversary(date(2024, 2, 29)) == date(2025, 2, 28)
    assert anniversary(date(2024, 11, 14)) == date(2025, 11, 14)


# ---- lists and records say the same --------------------------------------------------------------


class Story:
    """A centre to which things happen at random, and what was true on each day as it went."""

    def __init__(self, seed):
        self.dice = Random(seed)
        self.centre = centre(f"Centre {seed}", shown="full")
        self.stood = {}

    def live_through(self, days):
        for day in days:
            with clock.set_to(datetime.combine(day, time(12), tzinfo=UTC)):
                self.happen()
                fresh = Centre.objects.get(pk=self.centre.pk)
                self.stood[day] = (
                    fresh.stage,
                    fresh.trained_until,
                    fresh.seen_until,
                    fresh.check_due_on,
                    Centre.objects.in_public(day).filter(pk=fresh.pk).exists(),
                )

    def happen(self):
        kind = self.dice.choice(["move", "move", "lead", "train", "leave", "check", "agree"])
        with suppress(NotYet):
            getattr(self, kind)()

    def move(self):
        to = MOVES[Stage(self.centre.stage)][0]
        centres.move_centre(self.centre, to=to, reason="On.", by=BY)

    def agree(self):
        week = read_week("Every day 9am to 5pm")
        centres.update_centre(self.centre, agreed_on=clock.today(), hours=week, by=BY)

    def lead(self):
        work.add_lead(self.centre, name="Somebody Else", trained_on=clock.today(), by=BY)

    def train(self):
        for person in self.people():
            work.train_lead(person, by=BY)

    def leave(self):
        for person in self.people():
            work.lead_leaves(person, by=BY)

    def people(self):
        found = list(self.centre.leads.active()[:1])
        for person in found:
            person.centre = self.centre
        return found

    def check(self):
        result = self.dice.choice(["passed", "passed", "shut"])
        again = clock.today() + timedelta(days=10)
        work.record_check(
            self.centre, kind="call", result=result, follow_up="Again.", follow_up_on=again, by=BY
        )


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 11])
def test_any_past_day_reads_as_it_stood_and_lists_say_what_the_records_say(db, seed):
    with clock.set_to(datetime(2023, 1, 2, 12, tzinfo=UTC)):
        story = Story(seed)
    days = [date(2023, 1, 3) + timedelta(days=24 * n) for n in range(26)]

    story.live_through(days)

    assert {public for *_, public in story.stood.values()} == {True, False}
    for day in days:
        ((_, stood),) = standings(Centre.objects.filter(pk=story.centre.pk), day)
        stage, trained, seen, due, public = story.stood[day]
        assert (stood.stage, stood.trained_until) == (stage, trained), day
        assert (stood.seen_until, stood.check_due_on) == (seen, due), day
        if public:
            assert stood.counted or stood.why_not == ("Not open this month",)
        assert public == (not set(stood.why_not) - {"Not open this month"} and stage == "live")
