"""The addresses of the guide for developers."""

from django.urls import path

from upstander.kernel.api import guide

app_name = "developers"
urlpatterns = [
    path("", guide.guide, name="guide"),
    path("openapi.json", guide.document, name="openapi"),
]
