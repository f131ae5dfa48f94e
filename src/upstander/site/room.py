"""Gives each request one large piece of stack, so that no page is slow for how deep it lies.

Python 3.11 and 3.12 keep what a call needs in pieces of 16 KB, and give a piece back as soon as
the last call in it returns. Where a loop calls across the end of a piece, each single call asks
the machine for memory and gives it back: the review of a quarter did that 5,000 times and took
twice as long, and which page is hit depends on nothing but how deep its loop lies. Later releases
keep a piece at hand (github.com/python/cpython/issues/142183).

A call that itself needs much gets a piece larger still, and what it calls finds room there too.
What nobody writes to costs nothing: the machine hands out memory when it is first touched.
"""

from collections.abc import Callable
from types import FunctionType
from typing import Any

from django.http import HttpRequest, HttpResponseBase

WORDS = 33_000  # just over 256 KB, so that Python takes 512 KB: the rest is for what is called


def _call(work: Callable[..., Any], *given: Any) -> Any:
    return work(*given)


with_room: Callable[..., Any] = FunctionType(
    _call.__code__.replace(co_stacksize=WORDS, co_name="with_room"), globals(), "with_room"
)


class RoomMiddleware:
    """Answers each request in a piece of stack that holds all its calls."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        """Stand before the whole product."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer the request."""
        response: HttpResponseBase = with_room(self.get_response, request)
        return response
