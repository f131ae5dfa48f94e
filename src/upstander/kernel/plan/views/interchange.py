"""The whole plan out as a file."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods

from upstander.kernel.access.check import may
from upstander.kernel.plan.changes import note_download
from upstander.kernel.plan.interchange.columns import COLUMNS
from upstander.kernel.plan.models import Plan
from upstander.kernel.plan.printing.forms import FORMS, write_plan
from upstander.kernel.plan.views.doors import plan_page

LONGEST_KEY = 20


@require_http_methods(["GET", "HEAD"])
@plan_page("plan.view")
def download(request: HttpRequest, plan: Plan) -> HttpResponse:
    """Offer the whole plan as a file, or give it."""
    plans = Plan.objects.visible_to(request.user)
    asked = request.GET.get("plan", "")
    if asked:
        plan = get_object_or_404(plans, pk=asked if _is_key(asked) else 0)
    form = request.GET.get("format", "")
    if form in FORMS:
        return _file(request, plan, form)
    context = {
        "plan": plan,
        "others": plans.exclude(pk=plan.pk),
        "forms": FORMS.values(),
        "columns": COLUMNS,
        "editor": may(request.user, "plan.edit"),
    }
    return render(request, "plan/download.html", context)


def _is_key(written: str) -> bool:
    # a number of thousands of digits is none that Python would read
    return written.isdecimal() and len(written) < LONGEST_KEY


def _file(request: HttpRequest, plan: Plan, form: str) -> HttpResponse:
    written = write_plan(plan, form)
    note_download(plan, form=form, by=request.user)
    disposition = f'attachment; filename="{written.name}"'
    return HttpResponse(
        written.content,
        content_type=FORMS[form].content_type,
        headers={"Content-Disposition": disposition},
    )
