"""Times things against each other in one run, because a machine's pace is never the same twice.

A goal is a ratio: the work and its reference take turns, three rounds, and the middle ratio counts.
"""

import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from django.db import connections
from django.test.utils import CaptureQueriesContext

ROUNDS = 3


def seconds(work: Callable[[], object], times: int = 1) -> float:
    """Measure how long `work` takes, the mean of so many times."""
    start = time.perf_counter()
    for _ in range(times):
        work()
    return (time.perf_counter() - start) / times


def ratio(
    work: Callable[[], object],
    reference: Callable[[], object],
    *,
    times: int = 10,
    rounds: int = ROUNDS,
) -> float:
    """Tell how many times as long `work` takes as `reference`, taking turns with it."""
    work(), reference()  # the first of each loads templates and fills caches
    return statistics.median(
        seconds(work, times) / max(seconds(reference, times), 1e-9) for _ in range(rounds)
    )


def server_ratio(client: Any, url: str, reference_url: str, *, times: int = 10) -> float:
    """Tell how many times as long the server takes for a page as for a reference page."""
    return ratio(
        lambda: _answered(client, url), lambda: _answered(client, reference_url), times=times
    )


def queries(client: Any, url: str) -> int:
    """Count the questions that a page asks the database, once everything is loaded."""
    _answered(client, url)
    with CaptureQueriesContext(connections["default"]) as captured:
        _answered(client, url)
    return len(captured)


def size(client: Any, url: str) -> int:
    """Measure a page in bytes, before any compression."""
    return len(_answered(client, url).content)


def percentile(values: list[float], share: float) -> float:
    """Give the value below which that share of the values lies."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def under_load(visits: Sequence[Callable[[], object]], *, each: int = 25) -> list[float]:
    """Let several visit at once, each so many times, and give each visit's time in seconds."""
    with ThreadPoolExecutor(len(visits)) as crowd:
        done = list(crowd.map(lambda visit: [seconds(visit) for _ in range(each)], visits))
    return [taken for times in done for taken in times]


def figure(
    goal: str,
    name: str,
    value: float,
    bar: float,
    *,
    unit: str,
    reference: str = "",
    up: bool = False,
) -> Mapping[str, Any]:
    """Put a measured value beside its bar; `up` says that more is better."""
    return {
        "goal": goal,
        "figure": name,
        "value": round(value, 4),
        "unit": unit,
        "reference": reference,
        "bar": bar,
        "ok": value >= bar if up else value <= bar,
    }


def _answered(client: Any, url: str) -> Any:
    response = client.get(url)
    if response.status_code != 200:
        raise AssertionError(f"{url} answered {response.status_code}")
    return response
