from datetime import UTC, date, datetime

import pytest

from upstander.kernel import clock
from upstander.kernel.audit.record import events_for
from upstander.kernel.errors import Refused
from upstander.kernel.plan import changes as plan_changes
from upstander.kernel.plan.models import Plan
from upstander.kernel.quarters import changes
from upstander.kernel.quarters.adopted import adopted_plan
from upstander.kernel.quarters.models import Review, Snapshot
from upstander.kernel.quarters.reading import adopted_before, previous_snapshot
from upstander.kernel.quarters.states import CannotMove
from upstander.kernel.quarters.verifying import check
from upstander.kernel.reference.quarters import quarters_of

DECEMBER = datetime(2024, 12, 2, 9, tzinfo=UTC)


def snapshot_of(quarter):
    return Snapshot.objects.select_related("review__plan").get(review=quarter.review)


def action_of(quarter, action):
    actions = adopted_plan(snapshot_of(quarter)).actions
    return next(found for found in actions if found.pk == action.pk)


def test_what_was_adopted_is_read_out_of_the_snapshot_as_it_then_was(quarter):
    changes.answer(
        quarter.asked, quarter.surgeries, status="behind", text="August.", obstacle="The host."
    )
    quarter.adopted()
    with clock.set_to(DECEMBER):
        plan_changes.add_update(
            quarter.surgeries, by=quarter.ada, status="completed", text="All done."
        )
        plan_changes.edit_item(quarter.surgeries, by=quarter.lead, short_title="Another title")

    told = action_of(quarter, quarter.surgeries)

    assert (told.status, told.said, told.obstacle, told.author) == (
        "behind",
        "August.",
        "The host.",
        "Ada Quay",
    )
    assert (told.reference, told.title) == ("18.2", "Hold the surgeries face to face")
    assert (told.done, told.due_by_now, told.total) == (1, 2, 4)
    assert (told.suggested, told.leads) == ("behind", ["Safer Merton"])
    assert adopted_plan(snapshot_of(quarter)).counts["behind"] == 1


def test_what_was_left_to_the_group_is_frozen_with_it(quarter):
    quarter.adopted()

    assert [a.left for a in adopted_plan(snapshot_of(quarter)).actions] == ["update"] * 3


def test_a_quarter_is_adopted_after_its_review_and_once(quarter):
    with pytest.raises(CannotMove):
        changes.adopt(quarter.review, by=quarter.lead)
    quarter.adopted()

    with pytest.raises(CannotMove):
        changes.adopt(quarter.review, by=quarter.lead)
    assert Snapshot.objects.count() == 1


def test_two_who_adopt_at_the_same_moment_make_one_snapshot(quarter):
    quarter.reviewed()
    first, second = (Review.objects.get(pk=quarter.review.pk) for _ in range(2))
    changes.adopt(first, by=quarter.lead)

    with pytest.raises(CannotMove):
        changes.adopt(second, by=quarter.lead)


def test_quarters_are_adopted_in_their_order(quarter):
    third = quarters_of("2024-25")[2]
    later = Review.objects.create(
        plan=quarter.small.plan,
        year=third.year,
        number=3,
        starts_on=third.start,
        ends_on=third.end,
        answer_by=date(2025, 1, 17),
        state="reviewed",
    )

    with pytest.raises(Refused, match="Adopt quarter 2, 2024-25 first"):
        changes.adopt(later, by=quarter.lead)


def test_each_quarter_follows_the_one_before_it(quarter):
    first = snapshot_of(quarter.adopted())
    second = snapshot_of(quarter.next_one().adopted())

    assert second.previous == first.root
    assert adopted_before(second.review).statuses[quarter.surgeries.pk] == "in_progress"
    assert check(second.review).faults == ()


def test_the_first_quarter_of_a_year_follows_the_last_of_the_year_before(quarter):
    first = snapshot_of(quarter.adopted())
    fates = {
        action.pk: changes.Fate("carried", "It goes on.")
        for action in (quarter.small.publicity, quarter.surgeries, quarter.small.tenancies)
    }
    plan = changes.roll_over(quarter.small.plan, fates, title="Next year", by=quarter.lead)
    with clock.set_to(datetime(2025, 7, 1, 9, tzinfo=UTC)):
        review = changes.open_quarter(
            plan, quarters_of("2025-26")[0], answer_by=date(2025, 7, 18), by=quarter.lead
        )

    before = adopted_before(review)

    assert previous_snapshot(review) == first
    assert before.review == quarter.review
    assert sorted(before.statuses.values()) == ["in_progress", "on_hold", "on_hold"]


def test_the_measures_of_the_adopted_plan_are_counted_though_another_is_in_force_by_then(quarter):
    Plan.objects.create(
        title="Next year", year="2025-26", starts_on=date(2025, 4, 1), ends_on=date(2026, 3, 31)
    )
    quarter.reviewed()
    with clock.set_to(datetime(2025, 4, 20, 9, tzinfo=UTC)):
        changes.adopt(quarter.review, by=quarter.lead)

    measures = adopted_plan(snapshot_of(quarter)).measures

    assert measures["plan.done_on_time", "18"]["denominator"] == 2
    assert measures["plan.updates_in_time", ""]["total"] == 3


def test_corrections_made_later_are_listed_and_leave_what_was_adopted_alone(quarter):
    kept = changes.answer(quarter.asked, quarter.surgeries, status="behind", text="August.")
    quarter.adopted()
    with clock.set_to(DECEMBER):
        first = plan_changes.correct_update(kept.update, by=quarter.ada, text="July.")
        second = plan_changes.correct_update(first, by=quarter.ada, text="Neither.")
        plan_changes.add_update(
            quarter.surgeries, by=quarter.ada, status="completed", text="Later words."
        )

    read = adopted_plan(snapshot_of(quarter))

    assert [(a.pk, u) for a, u in read.corrections()] == [
        (quarter.surgeries.pk, first),
        (quarter.surgeries.pk, second),
    ]
    assert action_of(quarter, quarter.surgeries).said == "August."
    assert check(quarter.review).faults == ()


def test_a_word_put_right_before_the_adoption_is_no_later_correction(quarter):
    kept = changes.answer(quarter.asked, quarter.surgeries, status="behind", text="August.")
    changes.edit_words(quarter.review, quarter.surgeries.pk, "In August.", by=quarter.lead)
    quarter.adopted()
    with clock.set_to(DECEMBER):
        late = plan_changes.correct_update(kept.update, by=quarter.ada, text="Of the first words.")

    assert [u for _, u in adopted_plan(snapshot_of(quarter)).corrections()] == [late]


def test_what_took_place_before_and_was_recorded_after_the_adoption_is_told(quarter):
    quarter.adopted()
    august = next(o for o in quarter.surgeries.occurrences.all() if "August" in o.label)
    plan_changes.mark_done(august, on=date(2024, 8, 13), by=quarter.lead)

    ((action, late),) = adopted_plan(snapshot_of(quarter)).late_dates()

    assert (action.reference, late.label) == ("18.2", "Advice surgery in August")
    assert check(quarter.review).faults == ()


def test_the_trail_notes_root_and_key_and_is_anchored_at_once(
    quarter, django_capture_on_commit_callbacks
):
    quarter.reviewed()
    with django_capture_on_commit_callbacks() as after:
        snapshot = changes.adopt(quarter.review, by=quarter.lead)

    told = events_for(quarter.review).get(kind="quarters.adopted").facts
    assert told == {
        "root": snapshot.root,
        "key": snapshot.public_key,
        "fields": len(snapshot.fields),
    }
    assert [call.__name__ for call in after] == ["anchor"]
