"""Headers that Django leaves out, on every response, errors and static files among them."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase


class HeadersMiddleware:
    """Adds what keeps a page out of other sites, shared caches and the back button."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        """Stand before the whole product."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer the request, then add the headers."""
        response = self.get_response(request)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        if response.status_code >= 400 or not request.path.startswith("/static/"):
            response.headers.setdefault("Cache-Control", "no-store")
        return response
