"""Easy read: the pages that matter most in short lines, one thought each, with pictures.

They are in English alone so far, whatever language the address names.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from upstander.capabilities.reports.engine.passphrase import Passphrase
from upstander.capabilities.reports.models import Report
from upstander.capabilities.reports.views.following import with_report


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """Say what this is, and whom to call in danger."""
    return render(request, "reports/easy/start.html")


@require_safe
def promise(request: HttpRequest) -> HttpResponse:
    """Say who may know, and when somebody is told without a yes."""
    return render(request, "reports/easy/promise.html")


@require_safe
def what_next(request: HttpRequest) -> HttpResponse:
    """Say what happens after somebody has told us."""
    return render(request, "reports/easy/next.html")


@require_safe
@with_report
def sent(request: HttpRequest, secret: Passphrase, report: Report) -> HttpResponse:
    """Say that it came in, and give the words."""
    return render(request, "reports/easy/sent.html", {"secret": secret, "report": report})
