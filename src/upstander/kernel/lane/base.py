"""Django's backend for SQLite, in which the writers of a machine queue in one lane.

SQLite lets one transaction write at a time. Whoever finds the door shut sleeps for up to a tenth
of a second before the next try, which is what makes pages slow once two processes are busy. Here a
transaction first takes a lock on a file beside the database, and looks again after a fraction of
a millisecond; the lock is freed with the transaction, and by the system if the process dies.
"""

import fcntl
import os
import time
from pathlib import Path
from typing import Any

from django.db.backends.sqlite3 import base
from django.db.utils import OperationalError

SOON, LATER = 0.0003, 0.003  # seconds between two looks, at first and after a while


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
        entered = begins and self._enter()
        try:
            super().set_autocommit(autocommit, force_begin_transaction_with_broken_autocommit)
        except BaseException:
            if entered:
                self._leave()
            raise

    def commit(self) -> None:
        """Commit, and leave the lane."""
        super().commit()
        self._leave()

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

    def _enter(self) -> bool:
        if self._lane is None or self._held:
            return False
        ends = time.monotonic() + float(self.settings_dict["OPTIONS"].get("timeout", 5))
        pause = SOON
        while not self._took():
            if time.monotonic() > ends:
                raise OperationalError("database is locked")
            time.sleep(pause)
            pause = min(pause * 1.2, LATER)
        return True

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
