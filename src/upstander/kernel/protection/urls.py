"""The addresses of protection."""

from django.urls import path

from upstander.kernel.protection import views
from upstander.kernel.protection.agreements import AgreementViews, RenewPage, StopPage
from upstander.kernel.protection.barred import BarredViews
from upstander.kernel.protection.reading import (
    AlertViews,
    ReadViews,
    SettlePage,
    WhoLookedPage,
)
from upstander.kernel.protection.urgent import (
    BreakGlassPage,
    KeepOpenPage,
    ReviewPage,
    UrgentViews,
)

app_name = "protection"
urlpatterns = [
    path("", views.home, name="home"),
    *AgreementViews.urls(),
    path("agreements/<int:pk>/renew/", RenewPage.as_view(), name="agreements_renew"),
    path("agreements/<int:pk>/stop/", StopPage.as_view(), name="agreements_stop"),
    *UrgentViews.urls(),
    path("urgent/<int:pk>/review/", ReviewPage.as_view(), name="urgent_review"),
    path("keep-open/", KeepOpenPage.as_view(), name="keep_open"),
    path("break-glass/", BreakGlassPage.as_view(), name="break_glass"),
    *ReadViews.urls(),
    *AlertViews.urls(),
    *BarredViews.urls(),
    path("alerts/<int:pk>/settle/", SettlePage.as_view(), name="alerts_settle"),
    path("who-looked/<str:label>/<int:pk>/", WhoLookedPage.as_view(), name="who_looked"),
]
