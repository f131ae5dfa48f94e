"""The addresses of the administration."""

from django.urls import path

from upstander.kernel.administration import people, views
from upstander.kernel.administration.declarations import OrganisationViews, PeopleViews, PostViews
from upstander.kernel.administration.trail import CheckPage, TrailViews

app_name = "administration"
urlpatterns = [
    path("", views.home, name="home"),
    *OrganisationViews.urls(),
    *PostViews.urls(),
    path("posts/<int:pk>/hand-over/", people.HandOverPage.as_view(), name="posts_hand_over"),
    *PeopleViews.urls(),
    path("people/<int:pk>/roles/new/", people.GiveRolePage.as_view(), name="people_give_role"),
    path(
        "people/<int:pk>/roles/<int:membership>/end/",
        people.EndRolePage.as_view(),
        name="people_end_role",
    ),
    path(
        "people/<int:pk>/leave/<int:organisation>/",
        people.LeavePage.as_view(),
        name="people_leave",
    ),
    path("people/<int:pk>/off/", people.SwitchOffPage.as_view(), name="people_switch_off"),
    path("people/<int:pk>/on/", people.SwitchOnPage.as_view(), name="people_switch_on"),
    path("people/<int:pk>/link/", people.InvitePage.as_view(), name="people_invite"),
    *TrailViews.urls(),
    path("trail/check/", CheckPage.as_view(), name="trail_check"),
]
