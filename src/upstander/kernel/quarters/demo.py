"""The demonstration's quarters: the first adopted in July, the second half way through its review.

Everything goes through the same changes as the work of real people, with the clock moved along.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time

from django.conf import settings
from django.db import connection
from django.utils import timezone

from upstander.kernel import clock
from upstander.kernel.outbox.sending import send_waiting
from upstander.kernel.outbox.ways import EMAIL, FILES
from upstander.kernel.people.models import Membership, User
from upstander.kernel.plan.jobs import count_quarter
from upstander.kernel.plan.models import Plan
from upstander.kernel.quarters import changes, jobs
from upstander.kernel.quarters.adopted import adopted_plan
from upstander.kernel.quarters.models import Review
from upstander.kernel.quarters.reading import rows_of
from upstander.kernel.quarters.rows import Need
from upstander.kernel.reference.quarters import Quarter, previous, quarter_of, quarters_of

# reasons that the Strategic Lead gave at the review of the first quarter, by action
REASONS = (
    "Agreed with the lead in the room; the record follows.",
    "The partner confirmed it by phone on the day of the review.",
)
# the days on which the night's count of a quarter that had gone by is kept
COUNTED = (date(2024, 7, 16), date(2024, 10, 16))
# the days on which the ladder wrote for the second quarter: three reminders, then the deputies
LADDER = (date(2024, 10, 8), date(2024, 10, 15), date(2024, 10, 18), date(2024, 10, 19))
LEFT_TO_TRY = 6  # rows that nobody has accepted yet, for a visitor's own hands


def load() -> None:
    """Tell the story of both quarters; a second time it changes nothing.

    It comes after all other parts, so that what they hold is in the figures that are kept.
    """
    plan = Plan.objects.current()
    if plan is None or Review.objects.filter(plan=plan).exists():
        return
    for on in COUNTED:
        with _at(on, 12):
            count_quarter(previous(quarter_of(on)))
    count_quarter(quarter_of(clock.today()))
    first, second, *_ = quarters_of(plan.year)
    lead = Membership.objects.filter(role="strategic_lead").order_by("pk")[0].user
    _tell_first(plan, first, lead)
    _tell_second(plan, second, lead)


def _tell_first(plan: Plan, quarter: Quarter, lead: User) -> None:
    with _at(date(2024, 7, 1), 9):
        review = changes.open_quarter(
            plan,
            quarter,
            answer_by=date(2024, 7, 18),
            meeting_on=date(2024, 7, 23),
            by=lead,
            by_letter=False,
        )
    with _at(date(2024, 7, 22), 10):
        changes.accept_all(review, by=lead)
        differing = [row for row in rows_of(review) if row.need == Need.REASON]
        for row, reason in zip(differing, REASONS, strict=False):
            changes.give_reason(review, row.action.pk, reason, by=lead)
        changes.mark_reviewed(review, by=lead, leave_open=True)
    with _at(date(2024, 7, 23), 16):
        snapshot = changes.adopt(review, by=lead)
        changes.publish_figures(adopted_plan(snapshot), by=lead)


def _tell_second(plan: Plan, quarter: Quarter, lead: User) -> None:
    with _at(date(2024, 10, 1), 9):
        review = changes.open_quarter(
            plan, quarter, answer_by=date(2024, 10, 18), meeting_on=date(2024, 11, 19), by=lead
        )
        _send()
    for day in LADDER:
        with _at(day, 8):
            jobs.remind_today()
            _send()
    with _at(date(2024, 11, 12), 15):
        said = [row.action.latest for row in rows_of(review) if row.need == Need.LOOK]
        keys = sorted(update.pk for update in said if update)
        changes.accept_all(review, by=lead, until=keys[-LEFT_TO_TRY - 1])


def _send() -> None:
    """Let the letters leave on their day: a visitor finds them under the messages sent."""
    if settings.WAYS[EMAIL].transport == FILES and not connection.in_atomic_block:
        send_waiting()


@contextmanager
def _at(on: date, hour: int) -> Iterator[None]:
    moment = datetime.combine(on, time(hour), tzinfo=timezone.get_current_timezone())
    with clock.set_to(moment):
        yield
