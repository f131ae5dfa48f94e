"""In which language a page answers: the one that its address names, and English otherwise.

What a browser asks for is not looked at and no cookie is set: a page looks the same to everybody
who is sent its address, and nothing of the choice stays on a telephone that others look at.
"""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils import translation

from upstander.kernel.languages.catalogue import DRAFTED
from upstander.kernel.languages.offering import is_offered
from upstander.kernel.pages.addresses import speaking

FIRST_PAGES = ("", *(f"{code}/" for code in DRAFTED))


class LanguageMiddleware:
    """Speaks the language of the address while a page is made."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        """Stand before the pages."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer in the language that the address names.

        Where it is not offered, or no longer, the page comes in English and says whom to call:
        what somebody has typed is never lost over it.
        """
        code = named_in(request.path_info)
        request.language_missed = ""  # type: ignore[attr-defined]
        if code and not is_offered(code):
            request.language_missed = code  # type: ignore[attr-defined]
            request.path_info = in_language(request.path_info, "")
            code = ""
        with translation.override(code or settings.LANGUAGE_CODE):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", code or settings.LANGUAGE_CODE)
        return response


def named_in(path: str) -> str:
    """Give the language that an address names; '' for English, and where no page has others."""
    place = place_of(path)
    code, slash, _ = path[len(place) :].partition("/")
    return code if place and slash and code in DRAFTED else ""


def place_of(path: str) -> str:
    """Name the place of the site whose pages speak, such as `/tell/`; '' where they do not.

    The first page is alone in its place: all others lie below it.
    """
    here = [place for place in speaking() if path.startswith(place)]
    found = max(here, key=len, default="")
    return "" if found == "/" and path[1:] not in FIRST_PAGES else found


def in_language(path: str, code: str) -> str:
    """Give the address of the same page in another language; '' is English."""
    place, named = place_of(path), named_in(path)
    rest = path[len(place) :].removeprefix(f"{named}/" if named else "")
    return f"{place}{code}/{rest}" if code else f"{place}{rest}"
