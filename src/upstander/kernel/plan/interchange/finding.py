"""Which plan is meant: by its year, as people write it."""

from upstander.kernel.errors import Refused
from upstander.kernel.plan.interchange.days import span_of
from upstander.kernel.plan.interchange.document import PlanDocument
from upstander.kernel.plan.interchange.text import sameness
from upstander.kernel.plan.models import Plan


class NoSuchPlan(Refused):
    """There is no plan, or none of that year."""


def plan_of_year(year: str = "") -> Plan:
    """Find the plan of a year, or the one in force; raises NoSuchPlan."""
    found = _of_year(year) if year else [Plan.objects.current()]
    if found and found[0]:
        return found[0]
    years = ", ".join(plan.year for plan in Plan.objects.all())
    if not years:
        raise NoSuchPlan("There is no plan yet. Bring one in with: upstander plan_import FILE")
    raise NoSuchPlan(f"There is no plan of {year}. There is: {years}.")


def target_of(document: PlanDocument) -> Plan | None:
    """Find the plan that a document speaks of: the one of its year, else None for a new plan."""
    if not document.year:
        return Plan.objects.current()
    found = _of_year(document.year)
    same_title = [plan for plan in found if sameness(plan.title) == sameness(document.title)]
    return next(iter(same_title or found), None)


def _of_year(year: str) -> list[Plan]:
    return [plan for plan in Plan.objects.with_head() if _key(plan.year) == _key(year)]


def _key(year: str) -> object:
    """Make 2024-25 and 2024/25 one."""
    try:
        return span_of(year)
    except Refused:
        return sameness(year)
