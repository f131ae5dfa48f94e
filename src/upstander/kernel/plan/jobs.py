"""What the plan does by itself."""

from upstander.kernel.clock import today
from upstander.kernel.figures import Period
from upstander.kernel.plan.measures import count_measures
from upstander.kernel.plan.models import Plan
from upstander.kernel.reference.quarters import Quarter, quarter_of


def count_tonight() -> None:
    """Count every measure for the running quarter, so that pages need not."""
    count_quarter(quarter_of(today()))


def count_quarter(quarter: Quarter) -> None:
    """Count every measure of the current plan for one quarter."""
    plan = Plan.objects.current()
    if plan is not None:
        count_measures(plan, Period(quarter.start, quarter.end))
