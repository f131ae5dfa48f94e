"""The addresses of the pages for everybody; none of them says what they are about."""

from collections.abc import Callable

from django.http import HttpResponseBase
from django.urls import path
from django.views.decorators.http import require_safe
from django.views.generic import TemplateView

from upstander.capabilities.reports.views import following, journey
from upstander.kernel.pages.addresses import in_every_language

app_name = "tell"


def reads(page: str) -> Callable[..., HttpResponseBase]:
    """Show a page that is only read."""
    return require_safe(TemplateView.as_view(template_name=f"reports/{page}.html"))


PAGES = (
    path("", journey.step, name="start"),
    path("at/<uuid:key>/", journey.at_place, name="at_place"),
    path("wait/", journey.danger, name="danger"),
    path("check/", journey.check, name="check"),
    path("save/", journey.save, name="save"),
    path("leave/<slug:where>/", journey.leave, name="leave"),
    path("delete/", journey.delete, name="delete"),
    path("languages/", reads("public/languages"), name="languages"),
    path("back/", following.come_back, name="come_back"),
    path("sent/", following.sent, name="sent"),
    path("read/", following.follow, name="follow"),
    path("read/who/", following.agreements, name="agreements"),
    path("read/stop/", following.withdraw, name="withdraw"),
    path("read/file/", following.add_file, name="add_file"),
    path("read/text/", following.own_text, name="own_text"),
    path("easy/", reads("easy/start"), name="easy"),
    path("easy/promise/", reads("easy/promise"), name="easy_promise"),
    path("easy/next/", reads("easy/next"), name="easy_next"),
    path("easy/back/", reads("easy/back"), name="easy_back"),
    path("easy/privacy/", reads("easy/privacy"), name="easy_privacy"),
    path("easy/sent/", following.sent, {"template": "reports/easy/sent.html"}, name="easy_sent"),
    path("<slug:code>/", journey.step, name="step"),
)
urlpatterns = in_every_language(PAGES)
