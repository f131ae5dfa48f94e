"""Addresses of the quarters."""

from django.urls import URLPattern

app_name = "quarters"
urlpatterns: list[URLPattern] = []
