"""The addresses of the workspace's pages."""

from django.urls import path

from upstander.capabilities.reports.views import files, renewing, sheets, taking
from upstander.capabilities.reports.views.queue import ReportViews
from upstander.capabilities.reports.views.taking import OwnReportViews

app_name = "reports"
urlpatterns = [
    *ReportViews.urls(),
    *OwnReportViews.urls(),
    path("for-somebody/", taking.take_down, name="take_down"),
    path("posters/", taking.posters, name="posters"),
    path("posters/<uuid:key>/", taking.poster, name="poster"),
    path("<int:pk>/sheet/<int:number>/<slug:form>/", sheets.sheet, name="sheet"),
    path("<int:pk>/new-words/", renewing.new_words, name="new_words"),
    path("<int:pk>/files/<int:number>/", files.download, name="file"),
]
