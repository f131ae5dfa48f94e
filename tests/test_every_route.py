"""Every address of the product, asked by every role and by nobody, against a declared table.

The server is asked, not the code: what counts is what comes back over the wire. An address that
stands in no row of the table fails the build, and so does a row without an address.
"""

import http.client
from collections.abc import Iterator
from contextlib import closing
from functools import cached_property
from types import SimpleNamespace
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.middleware.csrf import _get_new_csrf_string
from django.urls import URLPattern, URLResolver, get_resolver, path, reverse

from tests.access_table import ACCESS, NOBODY
from upstander.kernel.access.roles import ALL_ROLES

VISITORS = [NOBODY, *(role.code for role in ALL_ROLES)]
METHODS = ("GET", "POST", "PUT", "DELETE")
# what an address never does is asked of these, and of nobody; the rest is asked of everybody
SEE_MOST = {NOBODY, "administrator", "strategic_lead"}


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


def test_an_address_without_a_row_would_be_found():
    extra = path("spare/", lambda request: None, name="spare")
    resolver = SimpleNamespace(url_patterns=[*get_resolver().url_patterns, extra])

    assert set(dict(every_route(resolver))) - set(ACCESS) == {"spare"}


class Visitor:
    """Somebody at the door of the running server, with or without a session."""

    def __init__(self, address: str, user=None) -> None:
        self.server = urlsplit(address).netloc
        self.user = user

    def ask(self, method: str, path: str, *, afresh: bool = False) -> int:
        return self.read(method, path, afresh=afresh)[0]

    def read(
        self, method: str, path: str, *, afresh: bool = False, body: str = ""
    ) -> tuple[int, str]:
        token = _get_new_csrf_string()
        session = self.session() if afresh else self.lasting
        cookies = [f"{settings.CSRF_COOKIE_NAME}={token}", *session]
        headers = {
            "Cookie": "; ".join(cookies),
            "X-CSRFToken": token,
            "Content-Type": "application/x-www-form-urlencoded",
        }
        connection = self.connection
        connection.request(method, path, body=body or None, headers=headers)
        response = connection.getresponse()
        return response.status, response.read().decode(errors="replace")

    @cached_property
    def connection(self) -> http.client.HTTPConnection:
        return http.client.HTTPConnection(self.server, timeout=30)

    def close(self) -> None:
        self.connection.close()

    @cached_property
    def lasting(self) -> list[str]:
        return self.session()

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
@pytest.mark.parametrize("roles", [VISITORS[start::4] for start in range(4)], ids=" ".join)
def test_the_server_answers_as_the_table_says(roles, live_server, borough):
    wrong = []
    for role in roles:
        with closing(Visitor(live_server.url, borough.person(role))) as visitor:
            for name, row in ((name, row) for name, rows in ACCESS.items() for row in rows):
                wrong += _differences(visitor, role, name, row, borough)

    assert not wrong, "\n".join(map(str, wrong))


def _differences(visitor, role, name, row, borough) -> list[tuple[str, ...]]:
    records = row.records(borough)
    given = {"kwargs": records} if isinstance(records, dict) else {"args": records}
    address = reverse(name, **given)
    # some pages of sign-in end the session: each of them is asked with one of its own
    methods = METHODS if role in SEE_MOST else METHODS[: 2 if row.post else 1]
    answers = {method: visitor.ask(method, address, afresh=row.theirs) for method in methods}
    return [
        (role, name, method, status, sorted(row.expected(role, method)))
        for method, status in answers.items()
        if status not in row.expected(role, method)
    ]
