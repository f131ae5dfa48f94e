"""Django's backend for SQLite, in which the writers of a machine queue in one lane.

SQLite lets one transaction write at a time. Whoever finds the door shut sleeps for up to a tenth
of a second before the next try, which is what makes pages slow once two processes are busy. Here a
transaction first takes a lock on a file beside the database, and looks again after a fraction of
a millisecond; the lock is freed with the transaction, and by the system if the process dies.

Nobody waits in the lane for the disk: a transaction leaves it once its change stands in the log,
and only then sees to it that the log is on the disk, before anybody is told that it is done. What
later ones write stands behind it in the same log, so the disk never has theirs without it. A
statement outside of a transaction waits for the disk itself, as `synchronous=FULL` says.
"""

import fcntl
import os
import time
from pathlib import Path
from typing import Any

from django.db.backends.sqlite3 import base
from django.db.utils import OperationalError

SOON, LATER = 0.0001, 0.003  # seconds between two looks, at first and after a while


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection whose transactions use the lane."""

    _lane: int | None = None
    _held = False
    _log = ""  # the file to wait for; '' where SQLite itself waits, or nobody does
    _at_ease = False  # while it is for us to wait

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """Connect, and open the lane of this database unless it lies in memory."""
        connection = super().get_new_connection(conn_params)
        self._log, self._at_ease = _log_of(connection), False
        if not self.is_in_memory_db():
            path = Path(f"{self.settings_dict['NAME']}-lane")
            self._lane = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        return connection

    def wait_for_no_disk(self) -> None:
        """Wait for the disk no more until this is closed: where nothing yet could be lost."""
        self.ensure_connection()
        self._log = ""
        self._synchronous("OFF")

    def set_autocommit(
        self, autocommit: bool, force_begin_transaction_with_broken_autocommit: bool = False
    ) -> None:
        """Begin a transaction in the lane; that is what Django's long word asks for."""
        begins = force_begin_transaction_with_broken_autocommit and not autocommit
        self.ensure_connection()  # which opens the lane
        enters = begins and self._lane is not None and not self._held
        try:
            if enters:
                self._ease()
                self._enter()
            super().set_autocommit(autocommit, force_begin_transaction_with_broken_autocommit)
        except BaseException:
            if enters:
                self._leave()  # also where it waited in vain
            raise

    def commit(self) -> None:
        """Commit, leave the lane, and return once it is on the disk."""
        super().commit()
        waits = self._at_ease
        self._leave()
        if waits:
            self._wait_for_the_disk()

    def rollback(self) -> None:
        """Roll back, and leave the lane, also where that fails."""
        try:
            super().rollback()
        finally:
            if not self.in_atomic_block:  # inside of one it was refused, and goes on
                self._leave()

    def close(self) -> None:
        """Close, and let go of the lane."""
        try:
            super().close()
        finally:
            if self._lane is not None:
                os.close(self._lane)
                self._lane, self._held = None, False

    def _wait_for_the_disk(self) -> None:
        """Return once all that stands in the log is on the disk; raises OperationalError."""
        try:
            log = os.open(self._log, os.O_RDONLY | os.O_CLOEXEC)
            try:
                os.fdatasync(log)
            finally:
                os.close(log)
        except OSError as error:
            raise OperationalError(f"disk I/O error: {error.strerror}") from error

    def _ease(self) -> None:
        if self._log:
            self._at_ease = True
            self._synchronous("NORMAL")

    def _synchronous(self, how: str) -> None:
        with self.wrap_database_errors:
            self.connection.execute(f"PRAGMA synchronous={how}")

    def _enter(self) -> None:
        ends = time.monotonic() + float(self.settings_dict["OPTIONS"].get("timeout", 5))
        pause = SOON
        while not self._took():
            if time.monotonic() > ends:
                raise OperationalError("database is locked")
            time.sleep(pause)
            pause = min(pause * 1.1, LATER)

    def _took(self) -> bool:
        try:
            fcntl.flock(self._lane or 0, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        self._held = True
        return True

    def _leave(self) -> None:
        if self._held and self._lane is not None:
            self._held = False
            fcntl.flock(self._lane, fcntl.LOCK_UN)
        if self._at_ease:
            self._synchronous("FULL")
            self._at_ease = False


def _log_of(connection: Any) -> str:
    """Give the log of a database as SQLite found it, behind any link; '' where it keeps none."""
    (mode,) = connection.execute("PRAGMA journal_mode").fetchone()
    (file,) = connection.execute(
        "SELECT file FROM pragma_database_list WHERE name = 'main'"
    ).fetchone()
    return f"{file}-wal" if mode == "wal" and file else ""
