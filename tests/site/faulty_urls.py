"""The product's addresses, and some that go wrong."""

from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.urls import path

from upstander.kernel.errors import Refused
from upstander.site import urls

handler400, handler403, handler404 = urls.handler400, urls.handler403, urls.handler404
handler500 = urls.handler500


def breaks(request):
    name = request.GET["name"]
    raise KeyError(f"no such person: {name}")


def refuses(request):
    raise Refused("That day is before the plan begins. Choose a later one.", ["Row 3: no day"])


def denies(request):
    raise PermissionDenied("secret reason")


def suspects(request):
    raise SuspiciousOperation("secret reason")


urlpatterns = [
    path("breaks/", breaks, name="breaks"),
    path("api/breaks/", breaks, name="api_breaks"),
    path("refuses/", refuses, name="refuses"),
    path("denies/", denies, name="denies"),
    path("suspects/", suspects, name="suspects"),
    *urls.routes(demo=False),
]
