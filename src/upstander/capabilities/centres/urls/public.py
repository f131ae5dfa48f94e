"""The addresses of the pages for everybody."""

from django.urls import path

from upstander.capabilities.centres.views import finder
from upstander.kernel.pages.addresses import in_every_language

app_name = "places"
PAGES = (
    path("", finder.finder, name="finder"),
    path("<uuid:key>/", finder.place, name="place"),
    path("<uuid:key>/poster/", finder.poster, name="poster"),
)
urlpatterns = in_every_language(PAGES)
