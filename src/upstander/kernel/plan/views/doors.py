"""The way into the plan's pages: who may open them, and on which plan they stand."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from upstander.kernel.access.check import require
from upstander.kernel.plan.models import Plan

View = Callable[..., HttpResponseBase]
opened_or_sent = require_http_methods(["GET", "HEAD", "POST"])


def page(verb: str = "plan.view") -> Callable[[View], View]:
    """Make the guard of a page: sign in first, then hold the permission."""

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            require(request.user, verb)
            return view(request, *args, **kwargs)

        return guarded

    return guard


def plan_page(verb: str = "plan.view") -> Callable[[View], View]:
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
