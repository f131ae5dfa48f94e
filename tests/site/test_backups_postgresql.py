"""The drill on PostgreSQL, where the tests run on it."""

import os
from datetime import date

import pytest
from django.db import connection
from django.db.utils import ConnectionHandler

from upstander.kernel.audit.verify import verify
from upstander.kernel.errors import Refused
from upstander.kernel.testing.models import TrialReport
from upstander.kernel.testing.people import person
from upstander.kernel.vault.keys.store import close_store
from upstander.kernel.vault.tests import conftest as vault
from upstander.site.backups import container
from upstander.site.backups.making import back_up
from upstander.site.backups.restoring import restore
from upstander.site.backups.snapshot import hashes_of

ON_POSTGRESQL = os.environ.get("UPSTANDER_DATABASE", "").startswith("postgres")
WORDS = "five plain words make one"
own_home = vault.own_home


@pytest.fixture
def another_database():
    """An empty database beside the one of the tests."""
    name = f"{connection.settings_dict['NAME']}_restored"
    with connection.cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}"')
        cursor.execute(f'CREATE DATABASE "{name}"')
    place = {**connection.settings_dict, "NAME": name}
    other = ConnectionHandler({"default": place})["default"]
    yield other
    other.close()
    with connection.cursor() as cursor:
        cursor.execute(f'DROP DATABASE "{name}"')


def the_drill(own_home, another_database, monkeypatch):
    monkeypatch.setitem(container.COST, "n", 2**8)
    with connection.cursor() as cursor:  # the tests' tables are made without migrations
        cursor.execute("CREATE TABLE django_migrations (app text, name text)")
    try:
        person("administrator")
        TrialReport.objects.create(received_on=date(2024, 1, 1), name="canary")
        manifest = back_up(own_home, connection, own_home / "data.upstander", WORDS)

        restore(own_home, another_database, own_home / "data.upstander", WORDS)
    finally:
        with connection.cursor() as cursor:
            cursor.execute("DROP TABLE django_migrations")
        close_store()

    assert hashes_of(another_database) == manifest.tables
    assert verify(another_database, own_home).whole
    assert manifest.tables["testing_trialreport"][0] == 1
    with pytest.raises(Refused, match="There are data"):
        restore(own_home, another_database, own_home / "data.upstander", WORDS)


if ON_POSTGRESQL:

    @pytest.mark.slow
    def test_what_comes_back_is_what_went_in(
        own_home, transactional_db, another_database, monkeypatch
    ):
        the_drill(own_home, another_database, monkeypatch)
