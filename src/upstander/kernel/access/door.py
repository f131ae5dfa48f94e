"""The way into a page: sign in first, then hold the permission."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from upstander.kernel.access.check import require

View = Callable[..., HttpResponseBase]


def page(verb: str) -> Callable[[View], View]:
    """Make the guard of a page; pages of records have theirs in `records.page`."""

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            require(request.user, verb)
            return view(request, *args, **kwargs)

        return guarded

    return guard
