"""Ties a process to the one that started it, so that nothing is left behind when that is killed."""

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1
NAME = "UPSTANDER_PARENT"


def end_with_parent(parent: int) -> None:
    """Ask the system to end this process as soon as `parent` has ended (Linux only)."""
    if sys.platform != "linux":
        return
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() != parent:  # it ended before we could ask
        os.kill(os.getpid(), signal.SIGTERM)


def tie_to_named_parent() -> None:
    """Tie this process to the parent that the surroundings name, if they name one."""
    parent = os.environ.pop(NAME, "")
    if parent.isdecimal():
        end_with_parent(int(parent))
