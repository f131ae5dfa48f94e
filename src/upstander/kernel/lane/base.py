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

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """Connect, and open the lane of this database unless it lies in memory."""
        connection = super().get_new_connection(conn_params)
        if not self.is_in_memory_db():
            path = Path(f"{self.settings_dict['NAME']}-lane")
            self._lane = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        return connection

    def set_autocommit(
        self, autocommit: bool, force_begin_transaction_with_broken_autocommit: bool = False
    ) -> None:
        """Begin a transaction in the lane; that is what Django's long word asks for."""
        begins = force_begin_transaction_with_broken_autocommit and not autocommit
        self.ensure_connection()  # which opens the lane
        enters = begins and self._lane is not None and not self._held
        try:
            if enters:
                self._synchronous("NORMAL")
                self._enter()
            super().set_autocommit(autocommit, force_begin_transaction_with_broken_autocommit)
        except BaseException:
            if enters:
                self._leave()
                self._synchronous("FULL")  # also where it waited in vain
            raise

    def commit(self) -> None:
        """Commit, leave the lane, and return once it is on the disk."""
        super().commit()
        written = self._held
        self._leave()
        if written:
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
        super().close()
        if self._lane is not None:
            os.close(self._lane)
            self._lane, self._held = None, False

    def _wait_for_the_disk(self) -> None:
        """Return once all that stands in the log is on the disk; raises OperationalError."""
        try:
            log = os.open(f"{self.settings_dict['NAME']}-wal", os.O_RDONLY | os.O_CLOEXEC)
            try:
                os.fdatasync(log)
            finally:
                os.close(log)
        except OSError as error:
            raise OperationalError(f"disk I/O error: {error.strerror}") from error

    def _synchronous(self, how: str) -> None:
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
            self._synchronous("FULL")
