"""Where the page of what is due lives."""

from django.urls import path

from upstander.kernel.due import views

app_name = "due"
urlpatterns = [path("", views.listing, name="list")]
