"""What meetings count for objective 3, each with the list that proves it, and ask of people."""

from datetime import date, time

import pytest
from django.urls import reverse
from django.utils.http import urlencode

from upstander.capabilities.meetings import changes, measures
from upstander.capabilities.meetings.models import Outcome
from upstander.kernel.clock import today
from upstander.kernel.figures import Period, State
from upstander.kernel.plan.changes import add_update

BY = "system:test"
YEAR = Period(date(2024, 4, 1), date(2025, 3, 31))
QUARTER = Period(date(2024, 10, 1), date(2024, 12, 31))


def listed(value, client):
    """Give the words under the list that proves a measure."""
    query = urlencode(value.evidence.filters, doseq=True)
    page = client.get(f"{reverse(value.evidence.page)}?{query}").content.decode()
    return page


def test_meetings_count_as_held_of_those_that_the_rule_asked_for(held, visit, chair, group):
    value = measures.held(YEAR)

    # by the rule: April, July and October are past, January is to come
    assert (value.state, value.numerator, value.denominator, value.total) == (State.VALUE, 1, 3, 4)
    assert "1 meeting." in listed(value, visit(chair))


def test_a_meeting_that_is_only_called_does_not_count(planned, chair):
    changes.call(planned, by=chair)

    assert measures.held(QUARTER).numerator == 0
    assert measures.held(QUARTER).state == State.ZERO


def test_a_group_without_a_rule_says_nothing_rather_than_nought(held, group):
    group.rule = ""
    group.save()

    assert measures.held(YEAR).state == State.BLANK


@pytest.fixture
def decided(item, chair, plan):
    def decide(text, due, **more):
        said = {"kind": "action", "text": text, "due": due, "lead": plan.clarion}
        return changes.add_outcome(item, objective=plan.objective, by=chair, **said | more)

    return decide


def test_actions_count_as_done_when_the_plan_says_so(decided, plan, visit, chair):
    done = decided("Find a dry room", date(2024, 11, 1))
    decided("Print posters", date(2024, 11, 2))
    decided("Ask the library", date(2024, 12, 2))
    decided("It is so", None, kind="noted")
    add_update(done.action, status="completed", text="Found.", by=BY)

    value = measures.actions_done(QUARTER)

    assert (value.numerator, value.denominator, value.total) == (1, 2, 3)
    assert "3 outcomes." in listed(value, visit(chair))


def test_an_action_that_nobody_put_into_the_plan_is_due_and_not_done(item, chair):
    said = {"kind": "action", "text": "Somebody should", "due": date(2024, 11, 1)}
    changes.add_outcome(item, by=chair, **said)

    assert Outcome.objects.get().action is None
    value = measures.actions_done(QUARTER)
    assert (value.state, value.numerator, value.denominator) == (State.ZERO, 0, 1)


def test_each_state_asks_whoever_keeps_the_group_for_the_next_step(planned, chair, member, its_day):
    asked = []
    for step in (None, changes.call, changes.hold, changes.circulate):
        if step:
            step(planned, by=chair)
        (due,) = measures.due_for_meetings(chair, today())
        asked.append((due.on, due.why.split(",")[0]))
        assert measures.due_for_meetings(member, today()) == []

    assert asked == [
        (date(2024, 11, 12), "Call it"),
        (date(2024, 11, 19), "Hold it"),
        (date(2024, 11, 26), "Write the minutes"),
        (date(2025, 2, 18), "Have the minutes approved at the next meeting."),
    ]


def test_the_home_shows_the_next_meeting_to_whoever_is_invited(planned, chair, member, outsider):
    assert measures.coming(member)["meeting"] is None

    changes.call(planned, by=chair)

    assert measures.coming(member)["meeting"] == planned
    assert measures.coming(outsider)["meeting"] is None


def test_news_tell_of_meetings_that_took_place(held, group, chair):
    changes.plan_meeting(group, on=date(2024, 12, 3), at=time(14), by=chair)

    assert [item.title for item in measures.news_of_meetings(YEAR)] == [
        "Strategy Group, 19 November 2024"
    ]
