"""The addresses of the administration."""

from django.urls import path

from upstander.kernel.administration import messages, people, views
from upstander.kernel.administration.declarations import OrganisationViews, PeopleViews, PostViews
from upstander.kernel.administration.messages import MessageViews
from upstander.kernel.administration.published import FilePage, PublishedViews
from upstander.kernel.administration.retention import (
    AgreePage,
    AsidePage,
    ErasureViews,
    HoldViews,
    LiftPage,
    NewHoldPage,
    PreparePage,
    RuleViews,
    RunViews,
)
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
    *MessageViews.urls(),
    path("messages/test/", messages.TestPage.as_view(), name="messages_test"),
    path("messages/again/", messages.AllAgainPage.as_view(), name="messages_all_again"),
    path("messages/<int:pk>/again/", messages.AgainPage.as_view(), name="messages_again"),
    path("messages/<int:pk>/stop/", messages.StopPage.as_view(), name="messages_stop"),
    *TrailViews.urls(),
    *PublishedViews.urls(),
    path("published/<int:pk>/<str:form>/", FilePage.as_view(), name="published_file"),
    path("trail/check/", CheckPage.as_view(), name="trail_check"),
    *RuleViews.urls(),
    *RunViews.urls(),
    path("runs/prepare/", PreparePage.as_view(), name="runs_prepare"),
    path("runs/<int:pk>/agree/", AgreePage.as_view(), name="runs_agree"),
    path("runs/<int:pk>/aside/", AsidePage.as_view(), name="runs_aside"),
    path("holds/new/", NewHoldPage.as_view(page="new"), name="holds_new"),
    *[each for each in HoldViews.urls() if each.name != "holds_new"],
    path("holds/<int:pk>/lift/", LiftPage.as_view(), name="holds_lift"),
    *ErasureViews.urls(),
]
