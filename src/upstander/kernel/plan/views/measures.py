"""What is counted, and how: the page of one measure."""

from collections.abc import Iterable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from upstander.kernel.plan.models import MeasureSample, Plan
from upstander.kernel.plan.reading import read_plan
from upstander.kernel.plan.standing import PlanRead
from upstander.kernel.plan.views.doors import plan_page
from upstander.kernel.plan.views.figures import history, last_of_each_period, number_in_words
from upstander.kernel.registry import Measure, all_measures


@require_safe
@plan_page("plan.view")
def measure(request: HttpRequest, plan: Plan, code: str) -> HttpResponse:
    """Show what a measure counts, and its last value for each objective."""
    found = next((known for known in all_measures() if known.code == code), None)
    if found is None:
        raise Http404("no such measure")
    samples = list(
        MeasureSample.objects.filter(plan=plan, code=code).order_by("starts_on", "counted_on")
    )
    whole = [sample for sample in samples if not sample.objective]
    latest = max((sample.counted_on for sample in samples), default=None)
    context = {
        "plan": plan,
        "measure": found,
        "latest": latest,
        "whole": number_in_words(whole[-1]) if whole else "",
        "whole_url": whole[-1].evidence_url if whole else "",
        "figure": _figure(found, whole),
        "rows": _rows(read_plan(plan), samples),
    }
    return render(request, "plan/measure.html", context)


def _figure(measure: Measure, samples: list[MeasureSample]) -> Any:
    return history(measure, list(last_of_each_period(samples))) if samples else None


def _rows(read: PlanRead, samples: Iterable[MeasureSample]) -> list[dict[str, Any]]:
    """Give the last value of each objective, in the plan's order."""
    last = {sample.objective: sample for sample in samples}
    return [
        {
            "objective": objective,
            "sample": last[objective.number],
            "words": number_in_words(last[objective.number]),
        }
        for objective in read.objectives
        if objective.number in last
    ]
