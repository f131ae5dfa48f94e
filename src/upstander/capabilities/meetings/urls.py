"""Addresses of meetings."""

from upstander.capabilities.meetings.views import GroupViews, ItemViews, MeetingViews, OutcomeViews

app_name = "meetings"
urlpatterns = [
    *MeetingViews.urls(),
    *ItemViews.urls(),
    *OutcomeViews.urls(),
    *GroupViews.urls(),
]
