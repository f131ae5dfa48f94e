"""Opening a quarter, and moving its days."""

from datetime import date
from typing import Any

from django.db import transaction

from upstander.kernel.audit.record import record
from upstander.kernel.clock import today
from upstander.kernel.errors import Refused
from upstander.kernel.plan.models import Plan
from upstander.kernel.plan.reading import read_plan
from upstander.kernel.quarters import letters
from upstander.kernel.quarters.asking import recipients
from upstander.kernel.quarters.changes.asking import check_answerable
from upstander.kernel.quarters.changes.locking import hold
from upstander.kernel.quarters.changes.people import add_asked
from upstander.kernel.quarters.models import Review
from upstander.kernel.reference.quarters import Quarter


class AlreadyOpened(Refused):
    """A quarter is opened once."""


@transaction.atomic
def open_quarter(
    plan: Plan,
    quarter: Quarter,
    *,
    answer_by: date,
    by: Any,
    meeting_on: date | None = None,
    by_letter: bool = True,
) -> Review:
    """Begin a quarter's review and write to every lead, each once, with a link of their own.

    Without `by_letter` nobody is written to: they are asked in another way. Raises `AlreadyOpened`
    for a quarter that was opened before, and Refused while another is under review, for days that
    cannot be kept, and for a plan that nobody leads.
    """
    Plan.objects.select_for_update().get(pk=plan.pk)  # of two who open at once, the second waits
    _check_free(plan, quarter)
    _check_days(quarter, answer_by, meeting_on)
    asked_for = recipients(read_plan(plan))
    if not asked_for:
        raise Refused("Nobody leads anything in this plan yet. Set the leads first.")
    review = Review(
        plan=plan,
        year=quarter.year,
        number=quarter.number,
        starts_on=quarter.start,
        ends_on=quarter.end,
        answer_by=answer_by,
        meeting_on=meeting_on,
    )
    review.full_clean()
    review.save()
    asked = add_asked(review, asked_for)
    if by_letter:
        letters.post(map(letters.ask, asked), by=by)
    record("quarters.opened", review, by=by, asked=len(asked), quarter=quarter.number)
    return review


def _check_free(plan: Plan, quarter: Quarter) -> None:
    if Review.objects.filter(plan=plan, year=quarter.year, number=quarter.number).exists():
        raise AlreadyOpened(f"{quarter.title} has been opened already.")
    if not plan.starts_on <= quarter.start <= plan.ends_on:
        raise Refused(f"{quarter.title} lies outside of {plan.title}.")
    later = Review.objects.filter(plan=plan, starts_on__gt=quarter.start)
    if last := later.order_by("-starts_on").first():
        raise Refused(f"{last} has been opened already; the quarters before it are passed.")
    if quarter.start > today():
        raise Refused(f"{quarter.title} has not begun yet.")
    # answers given now would count for both
    if under_way := Review.objects.filter(plan=plan).running().first():
        raise Refused(f"{under_way} is still under review. Adopt it first.")


def _check_days(quarter: Quarter, answer_by: date, meeting_on: date | None) -> None:
    if answer_by <= today():
        raise Refused("Give leads at least until tomorrow to answer.")
    if meeting_on and meeting_on < answer_by:
        raise Refused("The Group meets after the last day for answers, not before.")


@transaction.atomic
def change_days(review: Review, *, answer_by: date, meeting_on: date | None, by: Any) -> Review:
    """Give leads more time or less, or move the meeting. Raises `NotAnswerable` and Refused."""
    hold(review)
    check_answerable(review)
    if answer_by != review.answer_by and answer_by < today():
        raise Refused("The last day for answers lies behind us. Choose today or a later day.")
    if meeting_on and meeting_on < answer_by:
        raise Refused("The Group meets after the last day for answers, not before.")
    review.answer_by, review.meeting_on = answer_by, meeting_on
    review.save(update_fields=["answer_by", "meeting_on"])
    record("quarters.days_changed", review, by=by)
    return review
