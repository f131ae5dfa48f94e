"""The addresses of the open feed, as its standard writes them, with or without a slash."""

from django.urls import path, re_path

from upstander.kernel.openreferral import views

KEY = r"(?P<key>[0-9a-fA-F-]{1,40})"

app_name = "openreferral"
urlpatterns = [
    path("", views.about, name="about"),
    path("openapi.json", views.openapi, name="openapi"),
    re_path(r"^services/?$", views.services, name="services"),
    re_path(rf"^services/{KEY}/?$", views.service, name="service"),
    *[re_path(rf"^{kind}/?$", views.rows, {"kind": kind}, name=kind) for kind in views.KINDS],
    *[
        re_path(rf"^{kind}/{KEY}/?$", views.row, {"kind": kind}, name=f"one_of_{kind}")
        for kind in views.KINDS
    ],
]
