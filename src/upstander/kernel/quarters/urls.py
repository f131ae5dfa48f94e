"""Addresses of the quarters."""

from django.urls import path

from upstander.kernel.quarters.views import answering, collecting, opening

app_name = "quarters"
urlpatterns = [
    path("", opening.list_quarters, name="list"),
    path("open/<int:number>/", opening.open_page, name="open"),
    path("answer/<str:token>/", answering.answer, name="answer"),
    path("<int:pk>/", collecting.collecting, name="collecting"),
    path("<int:pk>/remind/", collecting.remind, name="remind"),
    path("<int:pk>/asked/<int:asked>/enter/", collecting.enter, name="enter"),
    path("<int:pk>/asked/<int:asked>/link/", collecting.link, name="link"),
    path("<int:pk>/asked/<int:asked>/stand-in/", collecting.ask_stand_in, name="stand_in"),
]
