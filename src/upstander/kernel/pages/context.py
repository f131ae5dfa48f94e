"""What every page's frame needs: the borough, who is here, where one can go."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.module_loading import import_string
from django.utils.translation import get_language, get_language_bidi, gettext

from upstander.kernel.registry import NavItem, capabilities, permission


def frame(request: HttpRequest) -> dict[str, Any]:
    """Give templates `frame`, worked out only as far as the page uses it."""
    return {"frame": Frame(request)}


def spoken() -> dict[str, str]:
    """Give the language of a page and its direction: all that one without a request can know."""
    code, _, region = (get_language() or settings.LANGUAGE_CODE).partition("-")
    return {
        "language": f"{code}-{region.upper()}" if region else code,
        "direction": "rtl" if get_language_bidi() else "ltr",
    }


class Frame:
    """The surroundings of one page."""

    def __init__(self, request: HttpRequest) -> None:
        """Remember the request; nothing is asked of the database yet."""
        self.request = request
        self.borough = settings.BOROUGH
        self.demo = settings.DEMO
        self.contact = settings.CONTACT

    @property
    def demo_clock(self) -> date | None:
        """Give the day on which the demonstration's clock stands."""
        return settings.TODAY if self.demo else None

    @property
    def language(self) -> str:
        """Give the language of the page as HTML writes it, such as en-GB."""
        return spoken()["language"]

    @property
    def direction(self) -> str:
        """Give the writing direction of the page."""
        return spoken()["direction"]

    @property
    def user(self) -> Any:
        """Give who is signed in, or None."""
        user = getattr(self.request, "user", None)
        return user if user is not None and user.is_authenticated else None

    @cached_property
    def who(self) -> Mapping[str, str] | None:
        """Give the name and the role line of who is signed in."""
        if self.user is None:
            return None
        return {"name": str(self.user), "role": role_line(self.user)}

    @cached_property
    def nav(self) -> list[dict[str, Any]]:
        """List the places this person may go to, in the order that their owners declared.

        Whoever is not signed in is shown the way about the public pages.
        """
        entries = self._own() if self.user else self._public()
        here = self._here([entry["url"] for entry in entries])
        for entry in entries:
            if entry["url"] == here:
                entry["current"] = "page" if here == self.request.path else "true"
        return entries

    def _own(self) -> list[dict[str, Any]]:
        items = [item for capability in capabilities() for item in capability.nav]
        allowed = [item for item in items if self._may(item.verb)]
        return [self._entry(item) for item in sorted(allowed, key=lambda item: item.order)]

    def _public(self) -> list[dict[str, Any]]:
        items = [item for capability in capabilities() for item in capability.public_nav]
        return [
            {"title": gettext(item.title), "url": reverse(item.page), "count": 0, "current": ""}
            for item in sorted(items, key=lambda item: item.order)
        ]

    def _may(self, verb: str) -> bool:
        allow = permission(verb).allow
        return self.user.is_active and any(predicate(self.user, None) for predicate in allow)

    def _entry(self, item: NavItem) -> dict[str, Any]:
        return {
            "title": item.title,
            "url": reverse(item.page),
            "count": item.count(self.user) if item.count else 0,
            "current": "",
        }

    def _here(self, urls: list[str]) -> str:
        """Find the entry under which the page lies: the longest address that begins its own."""
        path = self.request.path
        above = [url for url in urls if path == url or (url != "/" and path.startswith(url))]
        return max(above, key=len, default="")


def role_line(user: Any) -> str:
    """Say as what somebody is here: the first role they hold and where, and how many more.

    The words for a role belong to a part of the kernel that stands above this one, so the
    settings name the function that knows them.
    """
    memberships = user.current_memberships
    if not memberships:
        return ""
    first = memberships[0]
    title = import_string(settings.ROLE_TITLE)(first.role)
    more = f" and {len(memberships) - 1} more" if memberships[1:] else ""
    return f"{title}, {first.organisation.short}{more}"
