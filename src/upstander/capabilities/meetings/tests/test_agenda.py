"""The agenda writes itself, and people have the last word."""

from datetime import date, time

import pytest

from upstander.capabilities.meetings import changes, reading
from upstander.capabilities.meetings.tests.conftest import DAY, again
from upstander.kernel.audit.record import events_for
from upstander.kernel.news import Matter
from upstander.kernel.plan.changes import add_update, meet_dependency
from upstander.kernel.records.states import CannotMove
from upstander.kernel.registry import Capability, registered

BY = "system:test"


def titles(meeting):
    return [item.title for item in meeting.items.filter(removed=False)]


def headings(meeting):
    return [item.heading for item in meeting.items.filter(removed=False)]


def test_an_agenda_brings_up_what_the_rules_find_in_its_order(planned):
    assert titles(planned) == [
        "Welcome, apologies and interests",
        "18.2 Hold the surgeries face to face",
        "Budget to be identified",
        "Any other business",
        "Date of the next meeting",
    ]
    assert headings(planned) == ["Opening", "Needs a reason", "Waits", "Closing", "Closing"]


def test_a_rebuild_doubles_nothing(planned, chair):
    before = titles(planned)

    changes.build_agenda(planned, by=chair)

    assert titles(planned) == before
    assert events_for(planned).filter(kind="groups.agenda_built").count() == 1


def test_a_rebuild_does_not_bring_back_what_somebody_took_off(planned, chair):
    budget = planned.items.get(title="Budget to be identified")

    changes.remove_item(budget, by=chair)
    changes.build_agenda(planned, by=chair)

    assert "Budget to be identified" not in titles(planned)


def test_words_that_somebody_chose_stay_and_other_words_follow_the_record(planned, chair, plan):
    surgeries = planned.items.get(title__startswith="18.2")
    budget = planned.items.get(title="Budget to be identified")
    changes.update_item(budget, title="Is there any money?", minutes=10, by=chair)
    add_update(plan.surgeries, status="in_progress", reason="The room was flooded.", by=BY)

    changes.build_agenda(planned, by=chair)

    surgeries.refresh_from_db()
    assert surgeries.heading == "Late"
    assert "Is there any money?" in titles(planned)
    assert "Budget to be identified" not in titles(planned)


def test_what_is_settled_before_the_meeting_goes_by_itself(planned, chair, plan):
    before = titles(planned)
    meet_dependency(plan.dependency, on=date(2024, 11, 14), how="A bid was won", by=BY)

    changes.build_agenda(planned, by=chair)

    assert set(before) - set(titles(planned)) == {"Budget to be identified"}


def test_the_order_that_people_choose_outlives_a_rebuild(planned, chair):
    business = planned.items.get(title="Any other business")

    changes.move_item(business, places=-99, by=chair)
    with registered(Capability("spare", "Spare", matters=(tension,))):
        changes.build_agenda(planned, by=chair)

    assert titles(planned)[0] == "Any other business"
    assert (
        titles(planned).index("Tension is raised")
        == titles(planned).index("Budget to be identified") + 1
    )


def tension():
    return [Matter("spare.tension:1", "Tension", "Tension is raised", order=45)]


def test_a_group_that_does_not_monitor_the_plan_has_its_own_matters_alone(group, chair):
    group.watches_plan, group.standing = False, "Referrals, in figures\n\nWho did not come"
    group.save()

    meeting = changes.plan_meeting(group, on=DAY, at=time(10), by=chair)

    assert titles(meeting) == [
        "Welcome, apologies and interests",
        "Referrals, in figures",
        "Who did not come",
        "Any other business",
        "Date of the next meeting",
    ]


def test_the_next_agenda_asks_what_became_of_the_last_meeting(held, item, chair, group, plan):
    said = {"kind": "action", "text": "Find a dry room", "due": date(2024, 12, 1)}
    changes.add_outcome(item, lead=plan.clarion, objective=plan.objective, by=chair, **said)

    following = changes.plan_meeting(group, on=date(2025, 1, 28), at=time(14), by=chair)

    asked = following.items.get(source=f"actions:{held.pk}")
    assert asked.title == "Actions of 19 November 2024: 0 of 1 done"
    assert asked.text == "Find a dry room (Clarion, by 1 December 2024): No update"
    assert "Minutes of 19 November 2024" in titles(following)


def test_a_long_list_of_news_is_cut_and_counted(held, group, chair, monkeypatch):
    monkeypatch.setattr(reading, "MOST_NEWS", 0)
    held.on = date(2024, 10, 1)
    held.save()

    following = changes.plan_meeting(group, on=DAY, at=time(14), by=chair)

    assert following.items.get(source="news").text.endswith("more")


def test_a_member_sends_an_item_under_their_name(planned, member):
    changes.add_item(planned, title="Rooms without steps", text="Two of three have.", by=member)

    sent = planned.items.get(title="Rooms without steps")
    assert (sent.presenter, sent.heading) == ("Joan Member", "Sent in")
    assert titles(planned)[-2:] == ["Any other business", "Date of the next meeting"]


def test_nothing_is_put_on_an_agenda_once_the_minutes_are_approved(held, item, chair):
    changes.circulate(held, by=chair)
    changes.approve(held, at=held, published=True, by=chair)

    for attempt in (
        lambda: changes.add_item(held, title="One more", by=chair),
        lambda: changes.update_item(item, title="Other words", by=chair),
        lambda: changes.move_item(item, places=1, by=chair),
        lambda: changes.build_agenda(again(held), by=chair),
    ):
        with pytest.raises(CannotMove, match="minutes approved"):
            attempt()


def test_agendas_of_the_coming_month_are_renewed_by_night(planned):
    planned.items.filter(heading="Waits").delete()

    changes.refresh_agendas()

    assert "Budget to be identified" in titles(planned)
