"""What benches share that let many send at once, against what the disk can do."""

import json
import os
import sqlite3
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any

from upstander.kernel.testing.served import surroundings
from upstander.kernel.testing.timing import figure, percentile

RAW_SECONDS = 0.5

Send = Callable[[], float]  # sends something once, and gives the seconds that it took
Round = Callable[[], tuple[list[float], float]]  # gives what each took, and the whole


@dataclass
class Pace:
    """How many a second, as a share of raw commits in hundredths, and how long each took."""

    shares: list[float] = field(default_factory=list)
    taken: list[float] = field(default_factory=list)

    @property
    def share(self) -> float:
        """Give the middle share of all rounds."""
        return statistics.median(self.shares)

    @property
    def slow(self) -> float:
        """Give the milliseconds within which 95 of 100 are answered."""
        return 1000 * percentile(self.taken, 0.95)

    def figures(self, what: str, reference: str) -> list[Mapping[str, Any]]:
        """Hold both against the goal P1a."""
        told = f"one row a durable WAL commit, taking turns, middle of {len(self.shares)} rounds"
        return [
            figure(
                "P1a",
                f"{what} per second, of raw commits",
                self.share,
                5,
                unit="%",
                reference=f"{told}; {reference}, two web processes",
                up=True,
            ),
            figure(
                "P1a",
                f"95 of 100 {what} answered within",
                self.slow,
                60,
                unit="ms",
                reference=f"{len(self.taken):,} in all, none failed",
            ),
        ]


def against_raw_commits(send: Round, rounds: int, folder: Path) -> Pace:
    """Let rounds of sending take turns with raw commits on the same disk."""
    pace, before = Pace(), raw_commits(folder)
    for _ in range(rounds):
        times, seconds = send()
        after = raw_commits(folder)
        pace.taken += times
        pace.shares.append(100 * len(times) / seconds / statistics.mean((before, after)))
        before = after
    return pace


def raw_commits(folder: Path) -> float:
    """Commit rows of a kilobyte with a unique index, one by one, as durably as we do."""
    path = folder / f"raw-{time.monotonic_ns()}.sqlite3"
    with closing(sqlite3.connect(path, isolation_level=None)) as raw:
        raw.execute("PRAGMA journal_mode=WAL")
        raw.execute("PRAGMA synchronous=FULL")
        raw.execute("CREATE TABLE rows (id INTEGER PRIMARY KEY, name TEXT UNIQUE, content BLOB)")
        content, begun = os.urandom(1200), time.perf_counter()
        for number in count(1):
            raw.execute("INSERT INTO rows (name, content) VALUES (?, ?)", (str(number), content))
            seconds = time.perf_counter() - begun
            if seconds > RAW_SECONDS:
                return number / seconds
    raise AssertionError


def send_for(sends: Sequence[Send], seconds: float) -> tuple[list[float], float]:
    """Let all send again and again for so long."""
    ends = time.perf_counter() + seconds

    def until_the_end(send: Send) -> list[float]:
        taken = []
        while time.perf_counter() < ends:
            taken.append(send())
        return taken

    return _at_once([partial(until_the_end, send) for send in sends])


def send_times(sends: Sequence[Send], each: int) -> tuple[list[float], float]:
    """Let all send so many times each."""

    def so_often(send: Send) -> list[float]:
        return [send() for _ in range(each)]

    return _at_once([partial(so_often, send) for send in sends])


def run_in(home: Path, *words: str, settings: str = "", told: str = "") -> str:
    """Run a command in the bench's home and give what it prints."""
    more = {"DJANGO_SETTINGS_MODULE": settings} if settings else {}
    done = subprocess.run(
        words, env=surroundings(home, **more), input=told, capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    if done.returncode:
        raise AssertionError(done.stderr[-2000:])
    return done.stdout


def inside(home: Path, module: str, *words: str, settings: str = "", told: str = "") -> Any:
    """Do something in the bench's home, in a process of its own, and give what it says."""
    program = (sys.executable, "-P", "-m", module)
    return json.loads(run_in(home, *program, *words, settings=settings, told=told))


def _at_once(jobs: Sequence[Callable[[], list[float]]]) -> tuple[list[float], float]:
    begun = time.perf_counter()
    with ThreadPoolExecutor(len(jobs)) as crowd:
        done = list(crowd.map(lambda job: job(), jobs))
    return [taken for times in done for taken in times], time.perf_counter() - begun
