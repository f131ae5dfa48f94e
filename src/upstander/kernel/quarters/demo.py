"""The demonstration's quarters: the first adopted in July, the second half way through its answers.

Everything goes through the same changes as the work of real people, with the clock moved along.
"""

from datetime import date, datetime, time

from django.utils import timezone

from upstander.kernel import clock
from upstander.kernel.people.models import Membership, User
from upstander.kernel.plan.models import Plan
from upstander.kernel.quarters import changes
from upstander.kernel.quarters.models import Review
from upstander.kernel.quarters.reading import rows_of
from upstander.kernel.quarters.rows import Need
from upstander.kernel.reference.quarters import Quarter, quarters_of

# reasons that the Strategic Lead gave at the review of the first quarter, by action
REASONS = (
    "Agreed with the lead in the room; the record follows.",
    "The partner confirmed it by phone on the day of the review.",
)


def load() -> None:
    """Tell the story of both quarters; a second time it changes nothing."""
    plan = Plan.objects.current()
    if plan is None or Review.objects.filter(plan=plan).exists():
        return
    first, second, *_ = quarters_of(plan.year)
    lead = Membership.objects.filter(role="strategic_lead").order_by("pk")[0].user
    _tell_first(plan, first, lead)
    with clock.set_to(_moment(date(2024, 10, 1), 9)):
        review = changes.open_quarter(
            plan, second, answer_by=date(2024, 10, 18), meeting_on=date(2024, 11, 19), by=lead
        )
    with clock.set_to(_moment(date(2024, 11, 12), 15)):
        _accept_some(review, lead)


def _tell_first(plan: Plan, quarter: Quarter, lead: User) -> None:
    with clock.set_to(_moment(date(2024, 7, 1), 9)):
        review = changes.open_quarter(
            plan,
            quarter,
            answer_by=date(2024, 7, 18),
            meeting_on=date(2024, 7, 23),
            by=lead,
            by_letter=False,
        )
    with clock.set_to(_moment(date(2024, 7, 22), 10)):
        changes.begin_collecting(review)
        changes.accept_all(review, rows_of(review), by=lead)
        differing = [row for row in rows_of(review) if row.need == Need.REASON]
        for row, reason in zip(differing, REASONS, strict=False):
            changes.give_reason(review, row, reason, by=lead)
        changes.mark_reviewed(review, by=lead, leave_open=True)
    with clock.set_to(_moment(date(2024, 7, 23), 16)):
        changes.adopt(review, by=lead)


def _accept_some(review: Review, lead: User) -> None:
    """Let the review be begun: what agrees is accepted, but for some rows to try it on."""
    changes.begin_collecting(review)
    rows = [row for row in rows_of(review) if row.need == Need.LOOK]
    changes.accept_all(review, rows[:-6], by=lead)


def _moment(on: date, hour: int) -> datetime:
    return datetime.combine(on, time(hour), tzinfo=timezone.get_current_timezone())
