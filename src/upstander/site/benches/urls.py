"""The product's addresses and two more: an empty page, and the plan's home read anew each time."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import path

from upstander.kernel.plan import reading
from upstander.kernel.plan.views.home import home
from upstander.kernel.quarters.views.reviewing import review
from upstander.site.urls import (
    handler400,
    handler403,
    handler404,
    handler500,
)
from upstander.site.urls import urlpatterns as product

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]


@login_required
def nothing(request: HttpRequest) -> HttpResponse:
    """Answer somebody who is signed in with an empty page."""
    return HttpResponse()


def unkept(request: HttpRequest) -> HttpResponseBase:
    """Show the plan's home as the first visitor after a change gets it."""
    reading.forget()
    return home(request)


def unkept_review(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Show a quarter's review as the first visitor after a change gets it."""
    reading.forget()
    return review(request, pk)


urlpatterns = [
    *product,
    path("nothing/", nothing),
    path("unkept/", unkept),
    path("unkept-review/<int:pk>/", unkept_review),
]
