"""Ways from a page to the same page in another language: `{% load languages %}`."""

from typing import Any

from django import template
from django.conf import settings
from django.template.context import Context
from django.utils.translation import get_language

from upstander.kernel.languages.middleware import in_language, named_in, place_of
from upstander.kernel.languages.offering import Language, languages
from upstander.kernel.reference.languages import TITLES

register = template.Library()


@register.simple_tag(takes_context=True)
def ways_to_languages(context: Context) -> list[dict[str, Any]]:
    """List the languages by their own names, each with the address of this page in it.

    One that is not offered has none: the page of languages says whom to call.
    """
    path = context["request"].path if "request" in context else ""
    if not place_of(path):
        return []
    ways = [
        {"code": each.code, "own": each.own, "direction": each.direction}
        | {"url": in_language(path, each.code) if each.offered else ""}
        for each in _languages(context)
        if each.code != get_language()
    ]
    if named_in(path) and get_language() != settings.LANGUAGE_CODE:
        english = {"code": "en", "own": "English", "direction": "ltr"}
        ways.insert(0, english | {"url": in_language(path, "")})
    return ways


@register.simple_tag(takes_context=True)
def language_here(context: Context) -> Language | None:
    """Give the language of the page, and who checked it; None for English."""
    if get_language() == settings.LANGUAGE_CODE:
        return None
    return next((each for each in _languages(context) if each.code == get_language()), None)


@register.simple_tag(takes_context=True)
def language_missed(context: Context) -> Language | None:
    """Give the language that the address names and that is not offered; None mostly."""
    missed = getattr(context.get("request"), "language_missed", "")
    return (
        next((each for each in _languages(context) if each.code == missed), None)
        if missed
        else None
    )


@register.simple_tag(takes_context=True)
def all_languages(context: Context) -> list[Language]:
    """List the languages that have pages, offered or not."""
    return _languages(context)


def _languages(context: Context) -> list[Language]:
    """Ask once for each page."""
    request = context.get("request")
    if request is None:
        return languages()
    if not hasattr(request, "languages_known"):
        request.languages_known = languages()
    known: list[Language] = request.languages_known
    return known


@register.filter
def language_title(code: str) -> str:
    """Give the English name of a language, for the team."""
    return TITLES.get(code, code)
