"""The addresses of the product and of the trial cases, for a server of the tests."""

from django.urls import include, path

from upstander.site import urls
from upstander.site.urls import handler400, handler403, handler404, handler429, handler500

__all__ = ["handler400", "handler403", "handler404", "handler429", "handler500"]
urlpatterns = [
    path("trialcases/", include("upstander.kernel.testing.cases.urls")),
    *urls.urlpatterns,
]
