"""What is said and decided: written down once, in the plan once, approved for good."""

from datetime import date

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction

from upstander.capabilities.meetings import changes, reading
from upstander.capabilities.meetings.models import Item, Meeting, Outcome
from upstander.capabilities.meetings.tests.conftest import again
from upstander.kernel.audit.record import events_for
from upstander.kernel.errors import Refused
from upstander.kernel.groups import attending
from upstander.kernel.groups.minutes import as_approved
from upstander.kernel.groups.models import Seat
from upstander.kernel.plan.decisions import put_into_plan
from upstander.kernel.plan.models import Action
from upstander.kernel.records.states import CannotMove

BY = "system:test"


@pytest.fixture
def decided(plan):
    return {
        "kind": "action",
        "text": "Find a dry room",
        "lead": plan.clarion,
        "due": date(2024, 12, 1),
        "objective": plan.objective,
    }


def test_an_action_is_in_the_plan_with_lead_day_and_objective(item, chair, decided, plan):
    outcome = changes.add_outcome(item, by=chair, **decided)

    action = Action.objects.get(pk=outcome.action_id)
    assert (action.text, action.due, action.cadence) == (
        "Find a dry room",
        date(2024, 12, 1),
        "once",
    )
    assert action.objective == plan.objective
    assert action.led_by() == {plan.clarion.pk}
    assert events_for(outcome)[0].facts == {"action": action.pk}


def test_the_same_words_sent_twice_are_one_outcome_and_one_action(item, chair, member, decided):
    before = Action.objects.count()

    changes.add_outcome(item, by=chair, **decided)
    changes.add_outcome(item, by=chair, **decided | {"text": "  Find a  dry room "})
    changes.add_outcome(Item.objects.get(pk=item.pk), by=member, **decided)

    assert Outcome.objects.count() == 1
    assert Action.objects.count() == before + 1


def test_the_same_words_as_something_else_are_refused_and_not_dropped(item, chair, decided):
    changes.add_outcome(item, kind="noted", text=decided["text"], by=chair)

    with pytest.raises(Refused, match="written down already, as: Noted"):
        changes.add_outcome(item, by=chair, **decided)


def test_the_database_itself_refuses_a_second_outcome_and_a_second_home(item, chair, decided):
    first = changes.add_outcome(item, by=chair, **decided)

    with pytest.raises(IntegrityError), transaction.atomic():
        Outcome.objects.create(item=item, kind="noted", text=first.text)
    with pytest.raises(IntegrityError), transaction.atomic():
        Outcome.objects.create(item=item, text="Else", kind="noted", action=first.action)


def test_of_two_who_put_it_into_the_plan_the_second_finds_it_there(item, chair, decided, plan):
    known = {name: decided[name] for name in ("kind", "text", "due")}
    changes.add_outcome(item, by=chair, **known)
    Outcome.objects.update(lead=plan.clarion, objective=plan.objective)
    mine, theirs = Outcome.objects.get(), Outcome.objects.get()

    first = put_into_plan(mine, "meetings.outcome_tracked", by=chair)
    second = put_into_plan(theirs, "meetings.outcome_tracked", by=chair)

    assert first.action_id == second.action_id
    assert Action.objects.filter(text="Find a dry room").count() == 1


def test_an_action_without_all_details_waits_and_then_goes_in(item, chair, decided, plan):
    known = {"kind": "action", "text": "Find a dry room", "due": date(2024, 12, 1)}
    outcome = changes.add_outcome(item, by=chair, **known)
    assert outcome.action is None

    changes.update_outcome(outcome, lead=plan.clarion, objective=plan.objective, by=chair)

    outcome = Outcome.objects.get()
    assert outcome.action.text == "Find a dry room"
    with pytest.raises(Refused, match="in the plan already"):
        changes.update_outcome(outcome, text="Other words", by=chair)


def test_what_the_plan_has_already_is_not_written_a_second_time(item, chair, decided, plan):
    before = Action.objects.count()

    outcome = changes.add_outcome(item, by=chair, **decided | {"action": plan.surgeries})

    assert outcome.action == plan.surgeries
    assert Action.objects.count() == before


def test_without_its_row_in_the_trail_no_action_is_made(item, chair, decided, monkeypatch):
    monkeypatch.setattr("upstander.kernel.plan.decisions.record", broken)

    with pytest.raises(RuntimeError):
        changes.add_outcome(item, by=chair, **decided)

    assert not Outcome.objects.exists()
    assert not Action.objects.filter(text="Find a dry room").exists()


def broken(*args, **kwargs):
    raise RuntimeError("the trail is full")


def test_notes_never_go_over_what_somebody_else_wrote(item, chair, member):
    mine, theirs = Item.objects.get(pk=item.pk), Item.objects.get(pk=item.pk)
    changes.write_notes(theirs, "The room was flooded.", by=member)

    with pytest.raises(Refused, match="Somebody else has written"):
        changes.write_notes(mine, "No room was free.", by=chair)

    assert Item.objects.get(pk=item.pk).notes == "The room was flooded."


def test_nothing_is_decided_before_the_meeting_is_open(planned, chair):
    item = planned.items.first()

    with pytest.raises(CannotMove):
        changes.write_notes(item, "Early words", by=chair)
    with pytest.raises(CannotMove):
        changes.add_outcome(item, kind="agreed", text="Early", by=chair)


def approved(held, item, chair):
    attending.take_attendance(held, present=list(Seat.objects.of(chair)), by=chair)
    changes.write_notes(item, "The room was flooded.", by=chair)
    changes.add_outcome(item, kind="agreed", text="Another room is found", by=chair)
    changes.circulate(held, by=chair)
    return changes.approve(held, at=held, published=True, by=chair)


def test_approved_minutes_say_who_was_there_what_was_said_and_what_came_of_it(held, item, chair):
    approved(held, item, chair)

    minutes = again(held).approved
    assert minutes["present"] == ["Winston Chair, Police"]
    assert minutes["absent"] == ["Joan Member, Merrow Voices"]
    (said,) = minutes["items"]
    assert said["notes"] == "The room was flooded."
    assert said["outcomes"] == [["Agreed", "Another room is found"]]


def test_what_was_approved_does_not_follow_later_changes(held, item, chair):
    before = reading.minutes_of(approved(held, item, chair))

    Item.objects.filter(pk=item.pk).update(notes="Other words", title="Another title")

    assert reading.minutes_of(again(held)) == before
    with pytest.raises(CannotMove):
        changes.write_notes(Item.objects.get(pk=item.pk), "Later words", by=chair)


def test_a_change_in_the_database_itself_shows(held, item, chair):
    approved(held, item, chair)
    assert as_approved(again(held))

    changed = again(held).approved | {"present": ["Nobody"]}
    Meeting.objects.filter(pk=held.pk).update(approved=changed)

    assert not as_approved(again(held))
    assert "Not the words that were approved" in reading.minutes_report(again(held)).kicker


def test_a_command_names_minutes_that_were_changed_taken_back_or_removed(held, item, chair, capsys):
    approved(held, item, chair)
    call_command("groups_verify")
    assert "All approved minutes" in capsys.readouterr().out
    words = again(held).approved

    for changed in (
        {"approved": words | {"present": ["Nobody"]}},
        {"approved": None, "state": "minuted"},
    ):
        Meeting.objects.filter(pk=held.pk).update(**changed)
        with pytest.raises(SystemExit):
            call_command("groups_verify")
        assert f"{held}: the minutes are not" in capsys.readouterr().out
        Meeting.objects.filter(pk=held.pk).update(approved=words, state="approved")

    Meeting.objects.filter(pk=held.pk).update(approved_at=None)
    again(held).delete()
    with pytest.raises(SystemExit):
        call_command("groups_verify")
    assert "meetings.meeting:" in capsys.readouterr().out


def test_the_database_keeps_approved_minutes_and_no_others(held, chair):
    with pytest.raises(IntegrityError), transaction.atomic():
        Meeting.objects.filter(pk=held.pk).update(state="approved")
    with pytest.raises(IntegrityError), transaction.atomic():
        Meeting.objects.filter(pk=held.pk).update(approved={"items": []})


def test_minutes_wait_for_an_answer_to_every_correction(held, item, chair, member):
    changes.circulate(held, by=chair)
    attending.correct(held, correction="It was Tuesday.", by=member)

    with pytest.raises(Refused, match="each correction"):
        changes.approve(held, at=held, published=True, by=chair)

    attending.settle(held, settled={attending.unsettled(held)[0]: "Put right"}, by=chair)
    assert changes.approve(held, at=held, published=True, by=chair).state == "approved"
