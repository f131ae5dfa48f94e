"""Ties a process to the one that started it, so that nothing is left behind when that is killed."""

import os
import signal
import threading
import time

NAME = "UPSTANDER_PARENT"
EVERY = 0.5  # seconds between two looks


def end_with_parent(parent: int) -> None:
    """End this process, as on SIGTERM, soon after `parent` has ended."""

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(EVERY)
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=watch, daemon=True).start()


def tie_to_named_parent() -> None:
    """Tie this process to the parent that the surroundings name, if they name one."""
    parent = os.environ.pop(NAME, "")
    if parent.isdecimal():
        end_with_parent(int(parent))
