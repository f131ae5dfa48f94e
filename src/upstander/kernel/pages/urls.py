"""The addresses of the design system's own pages."""

from django.urls import include, path

from upstander.kernel.pages import views
from upstander.kernel.pages.addresses import in_every_language

app_name = "pages"
ACCESSIBILITY = in_every_language([path("", views.accessibility, name="accessibility")])
PRIVACY = in_every_language([path("", views.privacy, name="privacy")])
urlpatterns = [
    path("design/", views.guide, name="guide"),
    path("accessibility/", include(ACCESSIBILITY)),
    path("privacy/", include(PRIVACY)),
]
