"""Addresses of groups and seats."""

from upstander.kernel.groups.views import BulletinViews, GroupViews, SeatViews

app_name = "groups"
urlpatterns = [*GroupViews.urls(), *SeatViews.urls(), *BulletinViews.urls()]
