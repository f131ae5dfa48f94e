"""Addresses of the quarters."""

from django.urls import path

from upstander.kernel.quarters.views import (
    adopting,
    answering,
    collecting,
    comparing,
    entering,
    opening,
    publishing,
    redacting,
    reporting,
    reviewing,
    rolling,
)

app_name = "quarters"
urlpatterns = [
    path("", opening.list_quarters, name="list"),
    path("now/", opening.now, name="now"),
    path("open/<int:plan>/<int:number>/", opening.open_page, name="open"),
    path("answer/<str:token>/", answering.answer, name="answer"),
    path("mine/", answering.mine, name="mine"),
    path("changed/", comparing.between, name="between"),
    path("public/", publishing.publishing, name="publishing"),
    path("next-year/", rolling.roll, name="roll"),
    path("lineage/<int:pk>/", rolling.lineage, name="lineage"),
    path("lineage/<int:pk>/new/", rolling.explain_new, name="explain_new"),
    path("redact/", redacting.redact, name="redact"),
    path("redact/file/<int:pk>/", redacting.redact_file, name="redact_file"),
    path("<int:pk>/", collecting.collecting, name="collecting"),
    path("<int:pk>/review/", reviewing.review, name="review"),
    path("<int:pk>/review/accept/", reviewing.accept_all, name="accept_all"),
    path("<int:pk>/review/finish/", reviewing.finish, name="finish"),
    path("<int:pk>/review/<int:action>/", reviewing.decide, name="decide"),
    path("<int:pk>/adopt/", adopting.adopt, name="adopt"),
    path("<int:pk>/adopted/", adopting.adopted, name="adopted"),
    path("<int:pk>/report.<str:form>", reporting.report, name="report"),
    path("<int:pk>/days/", opening.days, name="days"),
    path("<int:pk>/remind/", collecting.remind, name="remind"),
    path("<int:pk>/ask-missing/", collecting.ask_missing, name="ask_missing"),
    path("<int:pk>/asked/<int:asked>/enter/", entering.enter, name="enter"),
    path("<int:pk>/asked/<int:asked>/link/", collecting.link, name="link"),
    path("<int:pk>/asked/<int:asked>/stand-in/", collecting.ask_stand_in, name="stand_in"),
]
