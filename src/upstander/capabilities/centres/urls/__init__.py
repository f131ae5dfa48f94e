"""The addresses of the workspace's pages."""

from django.urls import path

from upstander.capabilities.centres.views import board, coverage
from upstander.capabilities.centres.views.records import CentreViews, CheckViews

app_name = "centres"
urlpatterns = [
    path("", board.home, name="home"),
    path("target/", board.target, name="target"),
    path("coverage/", coverage.coverage, name="coverage"),
    path("standing/", coverage.standing, name="standing"),
    *CentreViews.urls(),
    *CheckViews.urls(),
]
