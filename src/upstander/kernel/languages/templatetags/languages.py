"""Ways from a page to the same page in another language: `{% load languages %}`."""

from typing import Any

from django import template
from django.conf import settings
from django.template.context import Context
from django.utils.translation import get_language

from upstander.kernel.languages.middleware import in_language, named_in
from upstander.kernel.languages.offering import Language, language_of, languages
from upstander.kernel.reference.languages import TITLES

register = template.Library()


@register.simple_tag(takes_context=True)
def ways_to_languages(context: Context) -> list[dict[str, Any]]:
    """List the languages by their own names, each with the address of this page in it.

    One that is not offered has none: the page of languages says whom to call.
    """
    path = context["request"].path
    ways = [
        {"code": each.code, "own": each.own, "direction": each.direction}
        | {"url": in_language(path, each.code) if each.offered else ""}
        for each in languages()
        if each.code != get_language()
    ]
    if named_in(path) and get_language() != settings.LANGUAGE_CODE:
        english = {"code": "en", "own": "English", "direction": "ltr"}
        ways.insert(0, english | {"url": in_language(path, "")})
    return ways


@register.simple_tag
def language_here() -> Language | None:
    """Give the language of the page, and who checked it; None for English."""
    code = get_language() or settings.LANGUAGE_CODE
    return None if code == settings.LANGUAGE_CODE else language_of(code)


@register.simple_tag
def all_languages() -> list[Language]:
    """List the languages that have pages, offered or not."""
    return languages()


@register.filter
def language_title(code: str) -> str:
    """Give the English name of a language, for the team."""
    return TITLES.get(code, code)
