"""A quarter under way, and the way to the page behind a link."""

from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Any

import pytest
from django.db import connection, models, transaction

from upstander.kernel.quarters.links import token_of
from upstander.kernel.quarters.models import Asked
from upstander.kernel.testing.quarter import SmallQuarter, small_quarter


@pytest.fixture(scope="module")
def _quarter_made(django_db_setup: None, django_db_blocker: Any) -> Iterator[SmallQuarter]:
    """Make the quarter once for a file of tests, and take it back after them."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield small_quarter()
        transaction.set_rollback(True)


@pytest.fixture
def quarter(_quarter_made: SmallQuarter, db: None) -> SmallQuarter:
    """The quarter under way; each test's own changes are taken back."""
    return _read_anew(_quarter_made)


def _read_anew(made: Any) -> Any:
    """Read every row of it again: another test may have changed what is in memory."""
    anew = {}
    for part in fields(made):
        value = getattr(made, part.name)
        if isinstance(value, models.Model):
            anew[part.name] = type(value)._default_manager.get(pk=value.pk)
        elif is_dataclass(value):
            anew[part.name] = _read_anew(value)
    return replace(made, **anew)


@pytest.fixture
def link_of() -> Callable[[Asked], str]:
    """Give the address that stands in somebody's letter."""

    def link_of(asked: Asked) -> str:
        return f"/quarters/answer/{token_of(asked.pk, asked.version)}/"

    return link_of


@pytest.fixture
def as_lead(client: Any, quarter: SmallQuarter) -> Any:
    """A browser in which the Strategic Lead is signed in."""
    client.force_login(quarter.lead)
    return client


@pytest.fixture
def everything(db: None) -> Callable[[], dict[str, list[str]]]:
    """Give every row of every table, to be compared with what it is later."""

    def everything() -> dict[str, list[str]]:
        found = {}
        with connection.cursor() as cursor:
            for table in connection.introspection.table_names(cursor):
                cursor.execute(f'SELECT * FROM "{table}"')
                found[table] = sorted(map(repr, cursor.fetchall()))
        return found

    return everything
