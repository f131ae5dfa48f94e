"""How quick the plan is: starting, its home page, and the same page at ten times the size.

Everything happens in a home of its own in a temporary folder; no real installation is touched.
"""

import json
import statistics
import subprocess
import sys
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from upstander.kernel.testing.served import Served, served, surroundings
from upstander.kernel.testing.timing import ROUNDS, figure, percentile, under_load

CLIENTS, EACH = 8, 40
PAGE = "/plan/"
ROLE = "strategic_lead"

Figure = Mapping[str, Any]


def measure() -> Sequence[Figure]:
    """Give all figures of the plan."""
    with TemporaryDirectory(prefix="upstander-bench-") as folder:
        home = Path(folder) / "home"
        figures = _starting(home)
        small = _inside(home, "23", "58", "8")
        with served(home) as running:
            crowd = _crowd(running)
        large = _inside(home, "230", "580", "80")
        return [*figures, *_pages(small, large), crowd]


def _starting(home: Path) -> list[Figure]:
    with served(home, "--demo") as first:
        empty = first.first_page
    cold = []
    for _ in range(ROUNDS):
        with served(home) as again:
            cold.append(again.first_page)
    return [
        figure(
            "P7",
            "empty home to served demonstration",
            empty,
            15,
            unit="s",
            reference="tables, lists, styles and Merton's plan made anew",
        ),
        figure(
            "P7",
            "cold start to first page",
            statistics.median(cold),
            1.5,
            unit="s",
            reference=f"middle of {ROUNDS} starts",
        ),
    ]


def _pages(small: Figure, large: Figure) -> list[Figure]:
    return [
        figure(
            "P2a",
            "server time of the plan's home",
            small["ratio"],
            40,
            unit="times",
            reference="an empty signed-in page of the same run",
        ),
        figure(
            "P2a",
            "server time of the plan's home just after a change",
            small["unkept_ratio"],
            40,
            unit="times",
            reference="the same empty page; nothing kept from an earlier reading",
        ),
        *_queries(small, large),
        figure("P2b", "size of the plan's home", small["bytes"] / 1000, 100, unit="KB"),
    ]


def _queries(small: Figure, large: Figure) -> list[Figure]:
    more = max(abs(large[kind] - small[kind]) for kind in ("queries", "unkept_queries"))
    return [
        figure(
            "P2a",
            "queries of the plan's home just after a change",
            small["unkept_queries"],
            10,
            unit="queries",
            reference=f"58 actions, two years of updates; {small['queries']} with a reading kept",
        ),
        figure(
            "P2a",
            "queries more at ten times the objectives and updates",
            more,
            0,
            unit="queries",
            reference="the larger of both differences, with a reading kept and without",
        ),
    ]


def _crowd(running: Served) -> Figure:
    visitors = [running.visitor() for _ in range(CLIENTS)]
    for visitor in visitors:
        visitor.step_in(ROLE)
        visitor.get(PAGE)
    times = under_load([partial(_see, visitor) for visitor in visitors], each=EACH)
    return figure(
        "P2b",
        "95 of 100 answers of the plan's home",
        1000 * percentile(times, 0.95),
        150,
        unit="ms",
        reference=f"{CLIENTS} clients at once, two web processes",
    )


def _see(visitor: Any) -> None:
    status, _ = visitor.get(PAGE)
    if status != 200:
        raise AssertionError(f"{PAGE} answered {status}")


def _inside(home: Path, *size: str) -> Figure:
    """Measure in a process whose home is the temporary one: ours may be a real installation."""
    done = subprocess.run(
        [sys.executable, "-P", "-m", "upstander.site.benches.inside", *size],
        env=surroundings(home),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise AssertionError(done.stderr[-2000:])
    found: Figure = json.loads(done.stdout)
    return found
