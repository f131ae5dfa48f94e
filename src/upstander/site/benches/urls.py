"""The product's addresses and one more: an empty page that only asks who is there."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.urls import path

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


urlpatterns = [*product, path("nothing/", nothing)]
