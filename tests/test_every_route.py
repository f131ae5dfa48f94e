"""Every address of the product, asked by every role and by nobody, against a declared table.

The server is asked, not the code: what counts is what comes back over the wire. An address that
stands in no row of the table fails the build, and so does a row without an address.
"""

import http.client
from collections.abc import Iterator
from urllib.parse import urlencode, urlsplit

import pytest
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.middleware.csrf import _get_new_csrf_string
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.access_table import ACCESS, NOBODY, Answers, arguments
from upstander.kernel.access.roles import ALL_ROLES

ROLES = [role.code for role in ALL_ROLES]
METHODS = ("GET", "POST", "PUT", "DELETE")


def every_route(resolver: URLResolver, space: str = "") -> Iterator[tuple[str, URLPattern]]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            inner = f"{space}{entry.namespace}:" if entry.namespace else space
            yield from every_route(entry, inner)
        else:
            yield f"{space}{entry.name}", entry


ROUTES = dict(every_route(get_resolver()))


def test_every_address_stands_in_the_table():
    assert sorted(set(ROUTES) - set(ACCESS)) == []


def test_every_row_of_the_table_has_an_address():
    assert sorted(set(ACCESS) - set(ROUTES)) == []


class Visitor:
    """Somebody at the door of the running server, with or without a session."""

    def __init__(self, address: str, user=None) -> None:
        parts = urlsplit(address)
        self.connection = http.client.HTTPConnection(parts.hostname, parts.port, timeout=30)
        self.user = user

    def ask(self, method: str, path: str) -> int:
        token = _get_new_csrf_string()
        cookies = [f"{settings.CSRF_COOKIE_NAME}={token}", *self.session()]
        headers = {
            "Cookie": "; ".join(cookies),
            "X-CSRFToken": token,
            "Content-Type": "application/x-www-form-urlencoded",
        }
        body = None if method == "GET" else urlencode({})
        self.connection.request(method, path, body, headers)
        response = self.connection.getresponse()
        response.read()
        return response.status

    def session(self) -> list[str]:
        if self.user is None:
            return []
        store = SessionStore()
        store[SESSION_KEY] = str(self.user.pk)
        store[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
        store[HASH_SESSION_KEY] = self.user.get_session_auth_hash()
        store.create()
        return [f"{settings.SESSION_COOKIE_NAME}={store.session_key}"]


@pytest.mark.slow
@pytest.mark.parametrize("role", [NOBODY, *ROLES])
def test_the_server_answers_as_the_table_says(role, live_server, borough):
    visitor = Visitor(live_server.url, borough.person(role))
    wrong = []
    for name in sorted(ROUTES):
        expected: Answers = ACCESS[name].for_role(role)
        for path in (reverse(name, args=args) for args in arguments(name, borough)):
            for method in METHODS:
                status = visitor.ask(method, path)
                if status not in expected[method]:
                    wrong.append((name, method, status, sorted(expected[method])))

    assert wrong == []
