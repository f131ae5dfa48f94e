"""The addresses of the pages for everybody."""

from django.urls import path

from upstander.capabilities.centres.views import finder

app_name = "places"
urlpatterns = [
    path("", finder.finder, name="finder"),
    path("<uuid:key>/", finder.place, name="place"),
    path("<uuid:key>/poster/", finder.poster, name="poster"),
]
