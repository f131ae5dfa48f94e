"""The way into the pages of one quarter."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404

from upstander.kernel.access.door import View, page
from upstander.kernel.quarters.models import Review


def review_page(verb: str) -> Callable[[View], View]:
    """Make the guard of a page about one quarter, which the view gets as its second value."""

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, pk: int, *args: Any, **kwargs: Any) -> HttpResponseBase:
            reviews = Review.objects.visible_to(request.user).with_head()
            return view(request, get_object_or_404(reviews, pk=pk), *args, **kwargs)

        return page(verb)(guarded)

    return guard
