"""Pages at two sizes of the data: they may grow a little slower, and never ask more questions.

Everything happens in homes of their own in a temporary folder; no real installation is touched.
Both sizes take turns, three rounds, and the middle ratio counts. Processor time is taken, which is
the whole time of a page on SQLite and does not count what others do on the same machine.
"""

import json
import os
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import django
from django.utils.module_loading import import_string

from upstander.kernel.testing.served import served, surroundings
from upstander.kernel.testing.timing import ROUNDS, figure, queries

SMALL, LARGE, MOST, VISITS = 100, 10_000, 2.0, 20

Round = Mapping[str, Mapping[str, float]]


def compare_sizes(make: str, noun: str, pages: Mapping[str, str]) -> Sequence[Mapping[str, Any]]:
    """Give figures of each page, by name and address, as the Strategic Lead sees it.

    `make` names a function that brings the number of records to what it is told, on top of the
    demonstration; `noun` is what they are.
    """
    with TemporaryDirectory(prefix="upstander-bench-") as folder:
        homes = {size: Path(folder) / str(size) for size in (SMALL, LARGE)}
        with served(homes[SMALL], "--demo"):
            pass  # once it has started, the demonstration's people and places are there
        shutil.copytree(homes[SMALL], homes[LARGE])
        rounds = [
            tuple(_inside(homes[size], make, size, pages) for size in (SMALL, LARGE))
            for _ in range(ROUNDS)
        ]
    return [found for name in pages for found in _figures(name, noun, rounds)]


def _figures(name: str, noun: str, rounds: Sequence[tuple[Round, ...]]) -> list[Mapping[str, Any]]:
    pairs = [(small[name], large[name]) for small, large in rounds]
    spent = 1000 * statistics.median(large["seconds"] for _, large in pairs)
    return [
        figure(
            "P8",
            f"time of the {name} at {LARGE:,} {noun}",
            statistics.median(large["seconds"] / small["seconds"] for small, large in pairs),
            MOST,
            unit="times",
            reference=f"the same page at {SMALL}; {spent:.0f} ms of processor time",
        ),
        figure(
            "P8",
            f"queries more of the {name} at {LARGE:,} {noun}",
            max(abs(large["queries"] - small["queries"]) for small, large in pairs),
            0,
            unit="queries",
            reference=f"{pairs[0][1]['queries']:.0f} in all",
        ),
    ]


def _inside(home: Path, make: str, size: int, pages: Mapping[str, str]) -> Round:
    done = subprocess.run(
        [sys.executable, "-P", "-m", __name__, make, str(size), json.dumps(pages)],
        env=surroundings(home),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise AssertionError(done.stderr[-2000:])
    found: Round = json.loads(done.stdout)
    return found


def main(make: str, size: int, pages: Mapping[str, str]) -> None:
    """Measure the pages with so many records, in a process whose home is the temporary one."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "upstander.site.settings"
    django.setup()
    from django.test import Client  # noqa: PLC0415

    from upstander.kernel.people.models import Membership  # noqa: PLC0415

    import_string(make)(size)
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(Membership.objects.current().filter(role="strategic_lead")[0].user)
    found = {
        name: {"queries": queries(client, page), "seconds": _seconds(client, page)}
        for name, page in pages.items()
    }
    sys.stdout.write(json.dumps(found))


def _seconds(client: Any, page: str) -> float:
    begun = time.process_time()
    for _ in range(VISITS):
        client.get(page)
    return (time.process_time() - begun) / VISITS


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), json.loads(sys.argv[3]))
