"""The visitor's seven words, between their pages: in a cookie that no script reads.

Nothing else is kept in the browser, and nothing in a session. The one of a draft goes when the
browser closes; the one that opens a report after a quarter of an hour without use.
"""

from functools import cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from upstander.capabilities.reports.changes.drafts import read_draft
from upstander.capabilities.reports.changes.following import find_report
from upstander.capabilities.reports.models import Report
from upstander.kernel.languages.speaking import in_english
from upstander.kernel.subjects.passphrase import NotAPassphrase, Passphrase, read

WRITING, FOLLOWING = "tell", "told"
QUARTER_OF_AN_HOUR = 15 * 60


def secret_in(request: HttpRequest, name: str) -> Passphrase | None:
    """Give the words that a visitor brings; None where there are none, or something else."""
    try:
        return read(request.COOKIES.get(name, ""))
    except NotAPassphrase:
        return None


def draft_in(request: HttpRequest) -> tuple[Passphrase | None, dict[str, Any] | None]:
    """Give the words of a draft and its answers so far."""
    secret = secret_in(request, WRITING)
    return secret, read_draft(secret) if secret else None


def report_in(request: HttpRequest) -> tuple[Passphrase | None, Report | None]:
    """Give the words of a report and the report that they open."""
    secret = secret_in(request, FOLLOWING)
    return secret, find_report(secret) if secret else None


def bring(response: HttpResponse, name: str, secret: Passphrase) -> HttpResponse:
    """Let the visitor bring the words to the next page."""
    response.set_cookie(
        name,
        secret.digits,
        max_age=QUARTER_OF_AN_HOUR if name == FOLLOWING else None,
        path=_root(),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response


def forget(response: HttpResponse, *names: str) -> HttpResponse:
    """Take the words out of the browser."""
    for name in names:
        response.delete_cookie(name, path=_root(), samesite="Lax")
    return response


@cache
def _root() -> str:
    """Give the address below which the words are brought: whoever changes language keeps them."""
    return in_english(lambda: reverse("tell:start"))
