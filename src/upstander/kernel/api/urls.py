"""The addresses of the pages of tokens."""

from django.urls import path

from upstander.kernel.api.pages import IssuePage, RevokePage, TokenViews

app_name = "api"
urlpatterns = [
    path("tokens/new/", IssuePage.as_view(), name="tokens_new"),
    *[each for each in TokenViews.urls() if each.name != "tokens_new"],
    path("tokens/<int:pk>/revoke/", RevokePage.as_view(), name="tokens_revoke"),
]
