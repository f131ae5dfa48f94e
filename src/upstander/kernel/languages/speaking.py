"""Which language is spoken now, and how to speak another for a while."""

from collections.abc import Callable
from contextlib import AbstractContextManager

from django.conf import settings
from django.utils.translation import get_language, override

from upstander.kernel.languages.offering import is_offered


def language_now() -> str:
    """Give the language of the page as records keep it."""
    return (get_language() or "en")[:2]


def spoken(code: str) -> AbstractContextManager[None]:
    """Speak a language within a block, where it is offered; else the one that is spoken now."""
    return override(code if code and is_offered(code) else get_language())


def as_they_chose(kept: str) -> AbstractContextManager[None]:
    """Speak the language in which somebody wrote, unless the address names another."""
    named = get_language() != settings.LANGUAGE_CODE
    return spoken("" if named else kept)


def in_english(address: Callable[[], str]) -> str:
    """Give an address without a language: what holds for the pages in every one."""
    with override(settings.LANGUAGE_CODE):
        return address()
