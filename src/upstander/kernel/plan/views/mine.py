"""What do you need from me? The actions that one person answers for."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from upstander.kernel.plan.counting import is_late
from upstander.kernel.plan.dues import mine
from upstander.kernel.plan.models import Plan
from upstander.kernel.plan.reading import read_plan
from upstander.kernel.plan.standing import ActionRead
from upstander.kernel.plan.views.doors import plan_page
from upstander.kernel.reference.quarters import quarter_of


@require_safe
@plan_page("plan.update")
def my_actions(request: HttpRequest, plan: Plan) -> HttpResponse:
    """List what I lead, first what waits for me."""
    read = read_plan(plan)
    quarter = quarter_of(read.on)
    rows = [_row(action, quarter.start) for action in mine(request.user, read)]
    waiting = [row for row in rows if row["waits"]]
    fine = [row for row in rows if not row["waits"]]
    context = {
        "plan": plan,
        "read": read,
        "quarter": quarter,
        "groups": [
            ("What needs you", waiting),
            ("Nothing needed now" if waiting else "All in order", fine),
        ],
        "waiting": len(waiting),
        "total": len(rows),
        "silent": sum(row["silent"] for row in rows),
        "late": sum(row["late"] for row in rows),
        "unexplained": sum(row["action"].contradicts for row in rows),
    }
    return render(request, "plan/mine.html", context)


def _row(action: ActionRead, heard_from: date) -> dict[str, Any]:
    silent, late = not action.updated_since(heard_from), is_late(action)
    return {
        "action": action,
        "silent": silent,
        "late": late,
        "waits": silent or late or action.contradicts,
        "asks": _asks(action, silent=silent, late=late),
        "next": action.next_due(),
    }


def _asks(action: ActionRead, *, silent: bool, late: bool) -> list[str]:
    """Say what is wanted of the lead, most pressing first."""
    wanted = []
    if late:
        missing = [h.label for h in action.facts.missed]
        wanted.append(f"{missing[-1]} is not recorded" if missing else "Its day has gone by")
    if action.contradicts:
        wanted.append("Say why the status stands, or change it")
    if silent:
        wanted.append("Give this quarter’s update")
    return wanted
