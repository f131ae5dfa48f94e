"""How the product says no: always a page with a sentence, never a traceback."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import loader

from upstander.kernel.access.check import may
from upstander.kernel.access.lapse import Lapsed
from upstander.kernel.api.problems import Problem, answer, is_for_systems
from upstander.kernel.errors import Refused
from upstander.kernel.pages.context import spoken

A_QUARTER_OF_AN_HOUR = 15 * 60
LARGEST_REQUEST = 64 * 1024 * 1024  # a file of 20 MB with its form, and room for a kind answer
MOST_DIGITS = 12


class RefusalMiddleware:
    """Turns a `Refused` that no view caught into a page that says what to do."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Stand nearest to the views."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Let the request through."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Show the sentence of a refusal; nothing was saved, since changes are atomic."""
        if not isinstance(error, Refused):
            return None
        return render(request, "pages/refused.html", {"refusal": error}, status=400)


class SizeMiddleware:
    """Turns down what is far too large before any of it is read, let alone written to the disk.

    The forms know their own, lower limits; this one also holds for who is not signed in.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Stand before everything that reads a form."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Let the request through, unless it says that it is too large."""
        said = request.META.get("CONTENT_LENGTH") or "0"
        if said.isdecimal() and (len(said) > MOST_DIGITS or int(said) > LARGEST_REQUEST):
            if is_for_systems(request):
                return answer(Problem(413, "The request is far too large. Nothing was read."))
            return _without_request("413.html", 413)
        return self.get_response(request)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say that the form is too old, or came from somewhere else."""
    return render(request, "403_csrf.html", status=403)


def bad_request(request: HttpRequest, exception: Any = None) -> HttpResponse:
    """Say that the request makes no sense.

    It may have been turned down before anybody knew who asks, so the page asks for nothing.
    """
    return _without_request("400.html", 400)


def forbidden(request: HttpRequest, exception: Any = None) -> HttpResponse:
    """Say that this person may not do this; where an agreement is over, who can renew it."""
    lapsed = exception if isinstance(exception, Lapsed) else None
    may_keep = lapsed is not None and may(request.user, "access.keep_open")
    context = {"lapsed": lapsed, "may_keep": may_keep}
    return render(request, "403.html", context, status=403)


def not_found(request: HttpRequest, exception: Any = None) -> HttpResponse:
    """Say that there is no such page, or none that this person may see: both look the same."""
    return render(request, "404.html", status=404)


def too_many(request: HttpRequest) -> HttpResponse:
    """Say that somebody tried too often, and how long that lasts at most."""
    response = render(request, "429.html", status=429)
    response["Retry-After"] = str(A_QUARTER_OF_AN_HOUR)
    return response


def went_wrong(request: HttpRequest) -> HttpResponse:
    """Say that the fault is ours.

    The page is drawn without the request: what broke, the database say, must not break it again.
    """
    if is_for_systems(request):
        return answer(Problem(500, "The fault is ours. Send the same again with the same key."))
    return _without_request("500.html", 500)


def _without_request(template: str, status: int) -> HttpResponse:
    return HttpResponse(loader.render_to_string(template, {"frame": spoken()}), status=status)
