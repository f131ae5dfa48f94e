"""Addresses of the public plan."""

from django.urls import path

from upstander.kernel.quarters.views import public

app_name = "published"
urlpatterns = [
    path("", public.latest, name="plan"),
    path("<str:year>/quarter-<int:number>/", public.one_quarter, name="quarter"),
]
