"""The addresses of protection."""

from django.urls import path

from upstander.kernel.access.models import Involvement, Withholding, Workplace
from upstander.kernel.protection import views
from upstander.kernel.protection.agreements import AgreementViews, RenewPage, StopPage
from upstander.kernel.protection.barred import BarredViews
from upstander.kernel.protection.reading import (
    AlertViews,
    ReadViews,
    SettlePage,
    WhoLookedPage,
)
from upstander.kernel.protection.records import (
    BarPage,
    InvolvePage,
    LiftPage,
    RecordProtection,
    WithholdPage,
    WorkplacePage,
)
from upstander.kernel.protection.to_tell import ToTellViews
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
    *ToTellViews.urls(),
    path("alerts/<int:pk>/settle/", SettlePage.as_view(), name="alerts_settle"),
    path("record/<str:label>/<int:pk>/", RecordProtection.as_view(), name="record"),
    path("record/<str:label>/<int:pk>/bar/", BarPage.as_view(), name="record_bar"),
    path("record/<str:label>/<int:pk>/involve/", InvolvePage.as_view(), name="record_involve"),
    path("record/<str:label>/<int:pk>/withhold/", WithholdPage.as_view(), name="record_withhold"),
    path("record/<str:label>/<int:pk>/works/", WorkplacePage.as_view(), name="record_works"),
    path(
        "record/<str:label>/<int:pk>/works/<int:number>/",
        LiftPage.as_view(model=Workplace),
        name="record_workplace",
    ),
    path(
        "record/<str:label>/<int:pk>/part/<int:number>/",
        LiftPage.as_view(model=Involvement),
        name="record_part",
    ),
    path(
        "record/<str:label>/<int:pk>/withheld/<int:number>/",
        LiftPage.as_view(model=Withholding),
        name="record_withheld",
    ),
    path("who-looked/<str:label>/<int:pk>/", WhoLookedPage.as_view(), name="who_looked"),
]
