"""Addresses that name a language: `/tell/pl/story/` beside `/tell/story/`."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any, cast

from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils.translation import get_language


class LanguagePrefix:
    """The part of an address that names the language; English has none.

    Django has one like it for the whole of a site, and refuses it for a part: here the pages of
    the team stay in English.
    """

    def __init__(self) -> None:
        """Take nothing out of the address for the view."""
        self.converters: dict[str, Any] = {}

    def __str__(self) -> str:
        code = get_language() or settings.LANGUAGE_CODE
        return "" if code == settings.LANGUAGE_CODE else f"{code}/"

    @property
    def regex(self) -> re.Pattern[str]:
        """Give the part as names are turned into addresses; asked once for each language."""
        return re.compile(re.escape(str(self)))

    def match(self, path: str) -> tuple[str, tuple[()], dict[str, Any]] | None:
        """Take the part off, where the address has that of the language that is spoken."""
        spoken = str(self)
        return (path.removeprefix(spoken), (), {}) if path.startswith(spoken) else None

    def check(self) -> list[Any]:
        """Find nothing wrong: there is nothing to set."""
        return []

    def describe(self) -> str:
        """Name it in messages of Django."""
        return f"'{self}'"


def speaking() -> frozenset[str]:
    """Name the places of the site whose pages have an address for each language."""
    return _speaking(settings.ROOT_URLCONF)


@cache
def _speaking(addresses: str) -> frozenset[str]:
    return frozenset(_places("/", get_resolver(addresses).url_patterns))


def _places(above: str, mounted: Sequence[Any]) -> Iterator[str]:
    for each in mounted:
        if isinstance(each.pattern, LanguagePrefix):
            yield above
        else:
            yield from _places(f"{above}{each.pattern}", getattr(each, "url_patterns", ()))


def in_every_language(pages: Sequence[URLPattern]) -> list[URLResolver]:
    """Give pages an address for each language; English keeps the one without a mark.

    A link in a Polish page leads on in Polish: names are turned into addresses in the language
    that is spoken.
    """
    return [URLResolver(cast(Any, LanguagePrefix()), list(pages))]
