"""The way into the plan's pages: which plan they stand on."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from upstander.kernel.access.door import View, page
from upstander.kernel.plan.models import Plan

opened_or_sent = require_http_methods(["GET", "HEAD", "POST"])


def plan_page(verb: str) -> Callable[[View], View]:
    """Make the guard of a page about the plan in force, which the view gets as its second value.

    Where there is no plan yet, the plan's home says what to do.
    """

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            plan = Plan.objects.current()
            if plan is None:
                return redirect("plan:home")
            return view(request, plan, *args, **kwargs)

        return page(verb)(guarded)

    return guard
