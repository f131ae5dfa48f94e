"""Runs code that reads a stranger's file in a child with little: memory, time, and nothing else.

The child takes the file from its standard input and answers on its standard output. It opens no
file for writing, no network, no other program.
"""

import subprocess
import sys
from pathlib import Path
from typing import Any

import upstander

OUT_OF_TIME = (-9, -24)  # killed, or out of its seconds of work
FORBIDDEN = ("socket.", "subprocess.", "os.exec", "os.fork", "os.posix_spawn", "os.system")
WRITING = frozenset("wax+")


class Reached(Exception):
    """The file made its reader try to reach outside."""


def run_confined(module: str, words: tuple[str, ...], content: bytes, seconds: int) -> Any:
    """Run a module of ours on a file; gives what it wrote, and its exit code.

    A child that takes longer than so many seconds is ended, and gives nothing.
    """
    child = subprocess.Popen(
        [sys.executable, "-P", "-s", "-m", module, *words],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={"PYTHONPATH": str(Path(upstander.__file__).parents[1]), "PYTHONUTF8": "1"},
        start_new_session=True,
    )
    try:
        answer, _ = child.communicate(content, timeout=seconds)
    except subprocess.TimeoutExpired:
        answer = b""
    finally:
        child.kill()
        child.wait()
    return answer, child.returncode


def confine(*, more_memory: int, seconds: int) -> None:
    """Inside the child: take away what reading a file does not need, for good."""
    import resource  # noqa: PLC0415 - not every system has it

    memory = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    for what, most in (
        (resource.RLIMIT_AS, memory + more_memory),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))
    sys.dont_write_bytecode = True
    sys.addaudithook(_guard)


def _guard(event: str, arguments: tuple[Any, ...]) -> None:
    writes = event == "open" and WRITING.intersection(str(arguments[1] or "r"))
    if writes or event.startswith(FORBIDDEN):
        raise Reached(event)
