"""A second database for tests, with a home of its own: filled once, then asked in place of theirs.

What takes seconds to load is loaded once a process, and stays out of sight of all tests that do
not ask for it: its rows, keys and files do not lie where theirs do.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.test import override_settings

from upstander.kernel.vault.keys.store import close_store


class Aside:
    """A copy of the tests' empty database, and a home."""

    def __init__(self, name: str, home: Path) -> None:
        """Copy the empty tables; `name` is a word that no other copy bears."""
        self.home = home
        self.connection = _copy(connections[DEFAULT_DB_ALIAS], name)

    @contextmanager
    def asked(self) -> Iterator[None]:
        """Let everything ask this database, and keep files and keys in this home, until the end."""
        theirs = connections[DEFAULT_DB_ALIAS]
        close_store()
        with override_settings(HOME=self.home, MEDIA_ROOT=self.home / "files"):
            connections[DEFAULT_DB_ALIAS] = self.connection
            try:
                yield
            finally:
                close_store()
                connections[DEFAULT_DB_ALIAS] = theirs

    @contextmanager
    def asked_and_left_as_it_was(self) -> Iterator[None]:
        """Let everything ask this database, and take back at the end what was written to it."""
        with self.asked(), transaction.atomic():
            yield
            if not self.connection.needs_rollback:
                self.connection.check_constraints()  # what is taken back has to be whole as well
            transaction.set_rollback(True)

    def close(self) -> None:
        """Throw the copy away."""
        line, self.connection.connection = self.connection.connection, None
        line.close()
        if self.connection.vendor == "postgresql":
            self.connection.creation._destroy_test_db(self.connection.settings_dict["NAME"], 0)


def _copy(empty: BaseDatabaseWrapper, name: str) -> BaseDatabaseWrapper:
    """Copy a test database that nobody has written to, and connect to the copy."""
    copy: BaseDatabaseWrapper = empty.copy()
    if empty.vendor == "postgresql":
        empty.creation.clone_test_db(name, verbosity=0)
        copy.settings_dict["NAME"] = empty.creation.get_test_db_clone_settings(name)["NAME"]
        copy.connect()
    else:
        copy.settings_dict["NAME"] = f"file:{name}?mode=memory&cache=shared"
        copy.connect()
        empty.ensure_connection()
        empty.connection.backup(copy.connection)
    return copy
