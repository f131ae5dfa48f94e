"""The process that does the background work."""

import logging
import signal
import time
from collections.abc import Callable
from types import FrameType

from django.db import DatabaseError, close_old_connections

from upstander.kernel.jobs.queue import QuietWorker, silence_tracebacks, something_waits
from upstander.kernel.jobs.sweep import sweep
from upstander.kernel.jobs.tick import tick

MINUTE = 60.0
PAUSE = 1.0  # seconds between two looks at an empty queue

log = logging.getLogger(__name__)


class Work:
    """Sweeps and ticks each minute and runs queued tasks between, until it is told to stop."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """Begin with a tick at once."""
        silence_tracebacks()
        self._clock = clock
        self._next_minute = clock()
        self._stopped = False
        self._worker: QuietWorker | None = None

    def listen(self) -> None:
        """Stop cleanly when the system says so: the task under way is finished first."""
        for signal_number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(signal_number, self._hear)

    def run(self, *, until_idle: bool = False) -> None:
        """Work until told to stop, or only until the queue is empty."""
        while not self._stopped:
            self._turn()
            if until_idle:
                return
            self._rest()

    def stop(self) -> None:
        """End after the task under way."""
        self._stopped = True
        if self._worker:
            self._worker.running = False

    def _hear(self, signal_number: int, frame: FrameType | None) -> None:
        self.stop()

    def _turn(self) -> None:
        close_old_connections()
        try:
            if self._clock() >= self._next_minute:
                self._next_minute = self._clock() + MINUTE
                sweep()
                tick()
            self._run_queued()
        except DatabaseError as error:
            # a database that restarts must not end the process that anchors the trail
            log.error("The database did not answer: %s", type(error).__name__)

    def _run_queued(self) -> None:
        if self._stopped or not something_waits():
            return
        self._worker = QuietWorker()
        self._worker.run()

    def _rest(self) -> None:
        if not self._stopped:
            time.sleep(PAUSE)
