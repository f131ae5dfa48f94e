"""The addresses of the workspace's pages."""

from django.urls import path

from upstander.capabilities.reports.views import files, sheets
from upstander.capabilities.reports.views.queue import ReportViews

app_name = "reports"
urlpatterns = [
    *ReportViews.urls(),
    path("<int:pk>/sheet/<int:number>/<slug:form>/", sheets.sheet, name="sheet"),
    path("<int:pk>/files/<int:number>/", files.download, name="file"),
]
