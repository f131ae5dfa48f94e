"""The addresses of the languages' pages."""

from django.urls import path

from upstander.kernel.languages import views

app_name = "languages"
urlpatterns = [
    path("", views.index, name="index"),
    path("<slug:code>/", views.show, name="show"),
    path("<slug:code>/back/", views.take_back, name="take_back"),
    path("<slug:code>/sheet/<slug:form>/", views.sheet, name="sheet"),
]
