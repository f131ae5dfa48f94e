from datetime import UTC, date, datetime

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from upstander.kernel import clock
from upstander.kernel.audit.record import events_for, key_of
from upstander.kernel.errors import Refused
from upstander.kernel.outbox.models import Message
from upstander.kernel.plan import changes as plan_changes
from upstander.kernel.quarters import changes, jobs
from upstander.kernel.quarters.changes.asking import NoAddress, NotAnswerable
from upstander.kernel.quarters.changes.opening import AlreadyOpened
from upstander.kernel.quarters.links import link_to
from upstander.kernel.quarters.models import Asked
from upstander.kernel.quarters.standing import standings
from upstander.kernel.reference.quarters import quarters_of
from upstander.kernel.testing.people import person, post
from upstander.kernel.testing.plan import start

SECOND, THIRD = quarters_of("2024-25")[1:3]


def letters(kind):
    """Give who was written to and what it says, in the order of writing; none that was stopped."""
    found = Message.objects.filter(kind=f"quarters.{kind}").exclude(letter="").order_by("pk")
    return [(letter.to, letter.text) for letter in (message.open() for message in found)]


def at(day, hour=9):
    return clock.set_to(datetime(2024, 10, day, hour, tzinfo=UTC))


def said(quarter, action, day, text="It went well."):
    with at(day):
        return plan_changes.add_update(action, by=quarter.ada, status="in_progress", text=text)


# ---- opening


def test_opening_a_quarter_writes_to_each_lead_once_with_a_link_of_their_own(quarter):
    written = dict(letters("asked"))

    assert set(written) == {"ada@merton.example", "office@clarion.example"}
    assert link_to(quarter.asked.pk, 1) in written["ada@merton.example"]
    assert link_to(quarter.body.pk, 1) in written["office@clarion.example"]
    assert "2 of its actions are yours" in written["ada@merton.example"]
    assert "One of its actions is yours" in written["office@clarion.example"]


def test_a_letter_says_whether_the_quarter_is_over_and_until_when_one_may_answer(quarter):
    over = dict(letters("asked"))["ada@merton.example"]
    quarter.adopted().next_one()
    running = dict(letters("asked"))["ada@merton.example"]

    assert "Quarter 2, 2024-25 of the hate crime work plan is over." in over
    assert "Please answer by Friday 18 October 2024." in over
    assert "of the hate crime work plan ends on Tuesday 31 December 2024." in running


def test_a_quarter_is_opened_once(quarter):
    with pytest.raises(AlreadyOpened):
        changes.open_quarter(
            quarter.small.plan, SECOND, answer_by=date(2024, 12, 1), by=quarter.lead
        )


def test_no_quarter_is_opened_while_another_is_under_review_since_answers_would_count_twice(
    quarter,
):
    opened = {"answer_by": date(2024, 12, 1), "by": quarter.lead}
    with pytest.raises(Refused, match="still under review"):
        changes.open_quarter(quarter.small.plan, THIRD, **opened)

    quarter.adopted()

    assert changes.open_quarter(quarter.small.plan, THIRD, **opened).state == "open"


def test_a_plan_that_nobody_leads_is_not_asked_about(quarter):
    empty = start(title="Another plan")

    with pytest.raises(Refused, match="Nobody leads anything"):
        changes.open_quarter(empty, SECOND, answer_by=date(2024, 12, 1), by=quarter.lead)


@pytest.mark.parametrize(
    ("wanted", "days", "sentence"),
    [
        (quarters_of("2024-25")[0], {}, "the quarters before it are passed"),
        (quarters_of("2024-25")[3], {}, "has not begun"),
        (quarters_of("2023-24")[3], {}, "lies outside"),
        (THIRD, {"answer_by": date(2024, 11, 14)}, "at least until tomorrow"),
        (THIRD, {"meeting_on": date(2024, 11, 20)}, "meets after the last day"),
    ],
)
def test_days_that_cannot_be_kept_are_refused(quarter, wanted, days, sentence):
    quarter.adopted()

    with pytest.raises(Refused, match=sentence):
        changes.open_quarter(
            quarter.small.plan,
            wanted,
            by=quarter.lead,
            **{"answer_by": date(2024, 11, 29), **days},
        )


def test_whoever_leads_by_now_is_asked_as_well_and_about_what_is_new_only(quarter):
    new = person("action_lead", quarter.small.clarion, name="Cleo Marsh", email="cleo@c.example")
    lead = plan_changes.NewLead(quarter.small.clarion, post("Officer", quarter.small.clarion, new))
    plan_changes.set_leads(quarter.small.publicity, [lead], by=quarter.lead)
    added_action = plan_changes.add_action(quarter.small.objective, text="More", by=quarter.lead)

    asked = changes.ask_missing(quarter.review, by=quarter.lead)

    assert sorted(one.name for one in asked) == ["Ada Quay", "Cleo Marsh"]
    assert added_action in quarter.asked.actions.all()
    assert changes.ask_missing(quarter.review, by=quarter.lead) == []


def test_the_days_can_be_moved_and_reminders_name_the_new_one(quarter):
    changes.change_days(
        quarter.review, answer_by=date(2024, 11, 20), meeting_on=date(2024, 12, 3), by=quarter.lead
    )

    changes.remind(quarter.review, by=quarter.lead)

    assert "Please answer by Wednesday 20 November 2024." in letters("reminded")[0][1]
    with pytest.raises(Refused, match="behind us"):
        changes.change_days(
            quarter.review, answer_by=date(2024, 11, 1), meeting_on=None, by=quarter.lead
        )


# ---- the ladder


@pytest.mark.slow
def test_the_ladder_reminds_on_three_days_and_then_asks_who_stands_in_however_often_it_runs(
    quarter,
):
    told = {}
    for day in (7, 8, 9, 14, 15, 17, 18, 19, 20, 31):
        before = Message.objects.count()
        for hour in (6, 7, 22):  # by the clock on the wall 7 and 8 in the morning, 11 at night
            with at(day, hour):
                jobs.remind_today()
        told[day] = Message.objects.count() - before

    # both leads on each of the days; Clarion names nobody who stands in
    assert {day: count for day, count in told.items() if count} == {8: 2, 15: 2, 18: 2, 19: 1}
    assert [to for to, _ in letters("stand_in_asked")] == ["bea@merton.example"]
    assert quarter.asked.reminders == 3


def test_whoever_has_answered_is_left_alone(quarter):
    for action in (quarter.small.publicity, quarter.surgeries):
        said(quarter, action, 7)

    with at(8):
        jobs.remind_today()

    assert [to for to, _ in letters("reminded")] == ["office@clarion.example"]


def test_a_partial_answer_leads_to_a_reminder_and_the_deputy_gets_only_what_is_open(quarter):
    said(quarter, quarter.small.publicity, 7)

    with at(19):
        jobs.remind_today()

    stand_in = quarter.review.asked.get(stands_in=True)
    assert [action.reference for action in stand_in.actions.all()] == ["18.2"]


def test_words_on_the_plans_own_pages_count_as_an_answer(quarter):
    said(quarter, quarter.surgeries, 9)

    (ada,) = [s for s in standings(quarter.review) if s.asked.user == quarter.ada]

    assert ada.answered == {quarter.surgeries.pk}
    assert ada.open == {quarter.small.publicity.pk}


def test_mending_words_of_an_earlier_quarter_is_no_answer_for_this_one(quarter):
    july = quarter.surgeries.updates.get()
    with at(9):
        plan_changes.correct_update(july, by=quarter.ada, text="One was held, in July.")

    (ada,) = [s for s in standings(quarter.review) if s.asked.user == quarter.ada]

    assert ada.answered == set()


def test_words_that_the_review_writes_itself_are_no_answer_of_a_lead(quarter):
    changes.take_suggested(quarter.review, quarter.surgeries.pk, by=quarter.lead)

    (ada,) = [s for s in standings(quarter.review) if s.asked.user == quarter.ada]

    assert quarter.surgeries.pk in ada.open


def test_a_reminder_goes_out_once_a_day_whoever_asks_for_it(quarter):
    first = changes.remind(quarter.review, by=quarter.lead)
    second = changes.remind(quarter.review, by=quarter.lead)

    assert (len(first), second) == (2, [])
    assert len(letters("reminded")) == 2


def test_a_reminder_after_the_last_day_does_not_name_that_day_as_if_it_were_to_come(quarter):
    changes.remind(quarter.review, by=quarter.lead)

    assert (
        "The last day was Friday 18 October 2024; your page takes answers"
        in letters("reminded")[0][1]
    )


def test_somebody_who_leads_themselves_can_stand_in_for_a_colleague(quarter):
    own = plan_changes.NewLead(
        quarter.small.clarion, post("Manager", quarter.small.clarion, quarter.bea)
    )
    plan_changes.set_leads(quarter.small.tenancies, [own], by=quarter.lead)
    changes.ask_missing(quarter.review, by=quarter.lead)

    changes.ask_stand_ins(quarter.review, only=[quarter.asked.pk], by=quarter.lead)

    rows = Asked.objects.filter(review=quarter.review, user=quarter.bea).order_by("stands_in")
    asked_about = [[action.reference for action in row.actions.all()] for row in rows]
    assert asked_about == [["22.1"], ["18.1", "18.2"]]


def test_nobody_stands_in_for_themselves_or_is_asked_twice(quarter):
    changes.ask_stand_ins(quarter.review, only=[quarter.asked.pk], by=quarter.lead)

    again = changes.ask_stand_ins(quarter.review, only=[quarter.asked.pk], by=quarter.lead)

    assert again == []
    assert len(letters("stand_in_asked")) == 1


def test_somebody_who_has_left_gets_no_letter_and_whoever_stands_in_is_asked(quarter):
    quarter.ada.is_active = False
    quarter.ada.save()

    with at(8):
        jobs.remind_today()
    with at(19):
        jobs.remind_today()

    assert [to for to, _ in letters("reminded")] == ["office@clarion.example"]
    assert [to for to, _ in letters("stand_in_asked")] == ["bea@merton.example"]


def test_nobody_is_written_to_in_the_night(quarter):
    with at(8, 5):
        jobs.remind_today()

    assert letters("reminded") == []


# ---- links


def test_a_renewed_link_is_sent_and_the_earlier_one_is_worth_nothing(quarter):
    asked = changes.renew_link(quarter.asked, by=quarter.lead)

    assert asked.version == 2
    assert link_to(asked.pk, 2) in letters("asked")[-1][1]


def test_no_letter_leaves_with_a_link_that_is_worth_nothing(quarter):
    waiting = Message.objects.filter(about=key_of(quarter.asked), state="queued")
    for _ in range(2):  # pressed twice in one breath
        changes.renew_link(quarter.asked, by=quarter.lead)
    (letter,) = waiting.all()
    assert link_to(quarter.asked.pk, 3) in letter.open().text

    changes.revoke_link(quarter.asked, by=quarter.lead)

    assert not waiting.all().exists()


def test_a_link_that_was_taken_back_gets_no_reminder_until_it_is_renewed(quarter):
    changes.revoke_link(quarter.asked, by=quarter.lead)
    changes.remind(quarter.review, by=quarter.lead)
    first = [to for to, _ in letters("reminded")]

    changes.renew_link(quarter.asked, by=quarter.lead)
    changes.remind(quarter.review, by=quarter.lead)

    assert first == ["office@clarion.example"]
    assert [to for to, _ in letters("reminded")][1:] == ["ada@merton.example"]


def test_where_nobody_can_be_written_to_that_is_said(quarter):
    clarion = quarter.small.clarion
    clarion.email = ""
    clarion.save()

    with pytest.raises(NoAddress, match="Enter their answer for them"):
        changes.renew_link(quarter.body, by=quarter.lead)


def test_nobody_is_asked_for_a_quarter_that_is_finished(quarter):
    quarter.reviewed()

    for ask in (
        lambda: changes.remind(quarter.review, by=quarter.lead),
        lambda: changes.ask_stand_ins(quarter.review, only=[1], by=quarter.lead),
        lambda: changes.renew_link(quarter.asked, by=quarter.lead),
        lambda: changes.ask_missing(quarter.review, by=quarter.lead),
    ):
        with pytest.raises(NotAnswerable):
            ask()


def test_a_quarter_is_opened_in_as_many_questions_for_two_leads_as_for_eleven(quarter):
    body = quarter.small.clarion
    quarter.adopted()
    two = questions_of_opening(quarter)
    people = [
        person("action_lead", body, name=f"Lead {n}", email=f"lead{n}@c.example") for n in range(9)
    ]
    for number, holder in enumerate(people):
        action = plan_changes.add_action(quarter.small.landlords, text=f"{number}", by=quarter.lead)
        lead = plan_changes.NewLead(body, post(f"Officer {number}", body, holder))
        plan_changes.set_leads(action, [lead], by=quarter.lead)

    assert questions_of_opening(quarter) == two


def questions_of_opening(quarter):
    with CaptureQueriesContext(connection) as asked, transaction.atomic():
        changes.open_quarter(
            quarter.small.plan, THIRD, answer_by=date(2024, 12, 1), by=quarter.lead
        )
        transaction.set_rollback(True)
    return len(asked)


def test_the_trail_names_rows_and_nobodys_address_or_link(quarter):
    changes.remind(quarter.review, by=quarter.lead)

    told = [event.detail for event in events_for(quarter.review)]

    assert not any("example" in detail or "quarters/answer" in detail for detail in told)
    assert events_for(quarter.review).filter(kind="quarters.reminded").count() == 1
