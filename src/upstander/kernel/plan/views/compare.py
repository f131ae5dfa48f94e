"""What changed between two days? Two readings of the plan side by side."""

from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from upstander.kernel.clock import today
from upstander.kernel.plan.between import Between, FieldEdit
from upstander.kernel.plan.models import Plan
from upstander.kernel.plan.reading import read_plan
from upstander.kernel.plan.standing import count_by_status
from upstander.kernel.plan.status import READING_ORDER
from upstander.kernel.plan.views.days import chosen_day, in_words, last_quarter_end
from upstander.kernel.plan.views.doors import plan_page
from upstander.kernel.plan.views.wording import FIELDS, Place, place_of, value_in_words
from upstander.kernel.reference.quarters import previous, quarter_of


@require_safe
@plan_page("plan.view")
def compare(request: HttpRequest, plan: Plan) -> HttpResponse:
    """Compare the plan as it stood at the end of two days."""
    first = chosen_day(request.GET.get("from", ""), last_quarter_end())
    last = chosen_day(request.GET.get("to", ""), today())
    first, last = min(first, last), max(first, last)
    between = Between(read_plan(plan, first), read_plan(plan, last))
    context = {
        "plan": plan,
        "first": first,
        "last": last,
        "first_words": in_words(first, last),
        "last_words": in_words(last),
        "between": between,
        "counts": _counts(between),
        "edits": [_edit(edit) for edit in between.edits],
        "shortcuts": _shortcuts(plan, first, last),
        "today": today(),
    }
    return render(request, "plan/compare.html", context)


def _counts(between: Between) -> list[tuple[str, int, int, int]]:
    """Give how many actions stood where on both days, and the difference."""
    earlier = count_by_status(between.earlier.actions)
    later = count_by_status(between.later.actions)
    codes = [*READING_ORDER, *([""] if earlier[""] or later[""] else [])]
    return [(code, earlier[code], later[code], later[code] - earlier[code]) for code in codes]


def _edit(edit: FieldEdit) -> tuple[Place, str, str, str]:
    return (
        place_of(edit.item),
        FIELDS[edit.field],
        value_in_words(edit.field, edit.before),
        value_in_words(edit.field, edit.after),
    )


def _shortcuts(plan: Plan, first: date, last: date) -> list[dict[str, Any]]:
    """List the pairs of days that people ask for most."""
    here = quarter_of(today())
    before = previous(here)
    pairs = [
        (f"Since quarter {before.number} ended", before.end, today()),
        (f"Quarter {before.number}", before.start - timedelta(days=1), before.end),
        ("The last 30 days", today() - timedelta(days=30), today()),
        ("Since the plan began", plan.starts_on, today()),
    ]
    address = reverse("plan:compare")
    return [
        {
            "title": title,
            "url": f"{address}?from={start.isoformat()}&to={end.isoformat()}",
            "count": None,
            "current": (start, end) == (first, last),
        }
        for title, start, end in pairs
        if start < end
    ]
