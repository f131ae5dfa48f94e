"""Whatever people do, and in whatever order: what was adopted stays, and every day can be read.

A machine says, corrects, does, edits, opens, answers, decides, adopts, redacts and rolls over as it
likes, and keeps a small model of its own of what has to come out. `make proofs` lets it go on for
longer, and each time in another way.
"""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from upstander.kernel import clock
from upstander.kernel.plan import changes as plan_changes
from upstander.kernel.plan.models import Action, Edit, Occurrence, Plan, Update
from upstander.kernel.plan.reading import read_plan
from upstander.kernel.plan.redaction import INSTEAD, Why, Words
from upstander.kernel.plan.status import Status
from upstander.kernel.quarters import changes
from upstander.kernel.quarters.adopted import adopted_plan
from upstander.kernel.quarters.models import Asked, Lineage, Review, Snapshot
from upstander.kernel.quarters.reading import rows_of
from upstander.kernel.quarters.verifying import check
from upstander.kernel.reference.quarters import quarters_of
from upstander.kernel.testing.proofs import scaled

STATUSES = st.sampled_from(Status.values)
PICK = st.integers(0, 999)
YEAR_END = date(2025, 6, 30)


class Partnership(RuleBasedStateMachine):
    """What people do to a plan of three actions in a year, one step after another."""

    made = None  # the quarter of the fixture, with its people

    def __init__(self):
        super().__init__()
        self.step = transaction.atomic()
        self.step.__enter__()
        self.lead, self.ada = self.made.lead, self.made.ada
        self.plan = Plan.objects.get(pk=self.made.small.plan.pk)
        self.now = datetime(2024, 10, 2, 9, tzinfo=UTC)
        self.words = 0
        self.first = {pk: pk for pk in Update.objects.values_list("pk", flat=True)}
        self.adopted = {}  # review: action: (status, words, key of the update)
        self.rolled = False

    def teardown(self):
        try:
            self.every_day_can_be_read()
        finally:
            self.step.__exit__(ValueError, ValueError(), None)

    # ---- the model

    @property
    def running(self):
        return Review.objects.filter(plan=self.plan).running().first()

    @property
    def actions(self):
        """Give what people may speak of: this year's actions, and next year's once there are."""
        found = Action.objects.filter(dropped_at=None)
        return list(found.select_related("objective__theme__plan").order_by("pk"))

    @property
    def own(self):
        return [action for action in self.actions if action.objective.theme.plan == self.plan]

    def word(self):
        self.words += 1
        return f"word{self.words:03}"

    def keep(self, update, corrects=None):
        self.first[update.pk] = self.first[corrects] if corrects else update.pk

    def learn(self):
        """Take in whatever the review wrote by itself."""
        for key, corrects in Update.objects.order_by("pk").values_list("pk", "corrects_id"):
            if key not in self.first:
                self.first[key] = self.first[corrects] if corrects else key

    def at_work(self):
        return clock.set_to(self.now)

    # ---- the plan goes on

    @rule(days=st.integers(1, 45))
    def time_passes(self, days):
        self.now = min(self.now + timedelta(days=days), datetime(2025, 6, 30, 9, tzinfo=UTC))

    @rule(which=PICK, status=STATUSES)
    def somebody_says(self, which, status):
        action = self.actions[which % len(self.actions)]
        with self.at_work():
            said = plan_changes.add_update(action, by=self.ada, status=status, text=self.word())
        self.keep(said)

    @rule(which=PICK)
    def somebody_corrects(self, which):
        known = list(Update.objects.filter(action__in=self.actions).order_by("pk"))
        earlier = known[which % len(known)]
        with self.at_work():
            said = plan_changes.correct_update(earlier, by=self.ada, text=self.word())
        self.keep(said, earlier.pk)

    @rule(which=PICK, back=st.integers(0, 60))
    def something_is_done(self, which, back):
        waiting = list(Occurrence.objects.filter(done_on=None).order_by("pk"))
        if waiting:
            on = self.now.date() - timedelta(days=back)
            with self.at_work():
                plan_changes.mark_done(waiting[which % len(waiting)], on=on, by=self.ada)

    @rule(which=PICK)
    def something_is_worded_anew(self, which):
        action = self.actions[which % len(self.actions)]
        with self.at_work():
            plan_changes.edit_item(action, by=self.lead, short_title=self.word())

    # ---- a quarter goes on

    @precondition(lambda self: self.running is None)
    @rule()
    def the_next_quarter_is_opened(self):
        taken = set(Review.objects.filter(plan=self.plan).values_list("number", flat=True))
        for quarter in quarters_of("2024-25"):
            if quarter.number > max(taken) and quarter.start <= self.now.date():
                with self.at_work():
                    changes.open_quarter(
                        self.plan,
                        quarter,
                        answer_by=self.now.date() + timedelta(days=14),
                        by=self.lead,
                    )
                return

    @precondition(lambda self: self.running is not None and self.running.takes_answers)
    @rule(which=PICK, status=STATUSES)
    def a_lead_answers(self, which, status):
        pairs = [
            (asked, action)
            for asked in Asked.objects.filter(review=self.running).order_by("pk")
            for action in asked.actions.order_by("pk")
        ]
        asked, action = pairs[which % len(pairs)]
        earlier = asked.answers.filter(action=action).first()
        with self.at_work():
            kept = changes.answer(asked, action, status=status, text=self.word())
        self.keep(kept.update, earlier.update_id if earlier else None)

    @precondition(lambda self: self.running is not None and self.running.takes_answers)
    @rule(which=PICK, how=st.sampled_from(["reason", "suggested", "edit", "undo", "all"]))
    def something_is_decided(self, which, how):
        review = self.running
        with self.at_work():
            rows = rows_of(review)
            row = rows[which % len(rows)]
            if how == "all":
                changes.accept_all(review, by=self.lead)
            elif how == "undo":
                if row.verdict and row.verdict.kind != "undone":
                    changes.undo(review, row.action.pk, by=self.lead)
            elif how == "suggested":
                if row.action.suggestion.status != row.action.declared:
                    changes.take_suggested(review, row.action.pk, by=self.lead)
            else:
                change = changes.give_reason if how == "reason" else changes.edit_words
                change(review, row.action.pk, self.word(), by=self.lead)
        self.learn()

    @precondition(lambda self: self.running is not None and self.running.takes_answers)
    @rule(reopened=st.booleans())
    def the_quarter_is_adopted(self, reopened):
        review = self.running
        with self.at_work():
            changes.mark_reviewed(review, by=self.lead, leave_open=True)
            if reopened:
                changes.reopen(review, by=self.lead)
                changes.mark_reviewed(review, by=self.lead, leave_open=True)
            changes.adopt(review, by=self.lead)
            stood = {
                action.pk: (action.declared, action.latest.pk)
                for action in read_plan(self.plan).actions
                if action.latest
            }
        self.adopted[review.pk] = {
            key: [status, Update.objects.get(pk=update).text, update]
            for key, (status, update) in stood.items()
        }

    # ---- and once in a while

    @precondition(lambda self: self.words > 0)
    @rule(which=PICK)
    def a_word_is_taken_out(self, which):
        word = f"word{which % self.words + 1:03}"
        with self.at_work():
            changes.redact_words(Words(word), why=Why.NAMED, by=self.lead)
        for frozen in self.adopted.values():
            for told in frozen.values():
                told[1] = told[1].replace(word, INSTEAD)
        kept = [*Update.objects.values_list("text", "reason"), *Action.objects.values_list("text")]
        kept += [
            *Action.objects.values_list("short_title"),
            *Snapshot.objects.values_list("fields"),
        ]
        kept += [*Lineage.objects.values_list("reason")]
        kept += [*Edit.objects.values_list("before", "after")]
        assert word not in str(kept)

    @precondition(lambda self: not self.rolled)
    @rule(gone=st.sampled_from(["none", "dropped", "merged"]), which=PICK)
    def the_year_is_rolled_over(self, gone, which):
        own = self.own
        fates = {action.pk: changes.Fate("carried", "It goes on.") for action in own}
        if gone != "none":
            out, into = own[which % len(own)], own[(which + 1) % len(own)]
            fates[out.pk] = changes.Fate(gone, self.word(), into.pk if gone == "merged" else None)
        with self.at_work():
            new = changes.roll_over(self.plan, fates, title="Next year", by=self.lead)
        self.rolled = True
        told = {row.before_id: (row.kind, row.after) for row in new.lineage.all()}
        assert {key: kind for key, (kind, _) in told.items()} == {
            key: fate.kind for key, fate in fates.items()
        }
        assert all((after is None) == (kind == "dropped") for kind, after in told.values())

    # ---- what holds at any time

    @invariant()
    def every_adopted_quarter_is_proved(self):
        for review in Review.objects.adopted().select_related("plan"):
            assert check(review).faults == ()

    @invariant()
    def what_was_adopted_stays_but_for_what_was_taken_out(self):
        for review, frozen in self.adopted.items():
            for action in self.read(review).actions:
                if action.pk in frozen:
                    assert [action.status, action.said, action.update] == frozen[action.pk]

    @invariant()
    def corrections_made_since_are_listed(self):
        for review, frozen in self.adopted.items():
            listed = {update.pk for _, update in self.read(review).corrections()}
            roots = {self.first[key]: key for _, _, key in frozen.values()}
            expected = {
                key for key, root in self.first.items() if root in roots and key > roots[root]
            }
            assert listed == expected

    def read(self, review):
        return adopted_plan(Snapshot.objects.select_related("review__plan").get(review=review))

    def every_day_can_be_read(self):
        with self.at_work():
            for plan in Plan.objects.order_by("pk"):
                day = date(2024, 3, 15)
                while day <= YEAR_END:
                    assert read_plan(plan, day).on == day
                    day += timedelta(days=31)


def run(quarter, *, machines, steps, derandomize):
    Partnership.made = quarter
    run_state_machine_as_test(
        Partnership,
        settings=settings(
            max_examples=machines,
            stateful_step_count=steps,
            deadline=None,
            derandomize=derandomize,
            suppress_health_check=list(HealthCheck),
        ),
    )


@pytest.mark.slow
def test_whatever_people_do_what_was_adopted_stays_and_every_day_can_be_read(quarter):
    run(quarter, machines=8, steps=16, derandomize=True)


@pytest.mark.proof
def test_nor_does_it_matter_how_long_they_go_on(quarter):
    run(quarter, machines=scaled(120), steps=50, derandomize=False)
