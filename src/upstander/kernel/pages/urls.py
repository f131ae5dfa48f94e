"""The addresses of the design system's own pages."""

from django.urls import path

from upstander.kernel.pages import views

app_name = "pages"
urlpatterns = [
    path("design/", views.guide, name="guide"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("privacy/", views.privacy, name="privacy"),
]
