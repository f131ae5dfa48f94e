"""How many reports come in, in what time, under a flood, and among a million others.

What is sent is the last page of the public journey: the server reads the draft, stores the report
with the person, their search tokens, agreements, clocks and rows of the trail, and drops the draft.
Everything happens in homes of their own in a temporary folder; no real installation is touched.
"""

import json
import statistics
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import count, cycle
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from upstander.kernel.testing.proofs import scaled
from upstander.kernel.testing.served import TOKEN, Served, command, served
from upstander.kernel.testing.timing import figure, percentile
from upstander.site.benches import crowd

Figure = Mapping[str, Any]

INSIDE = "upstander.site.benches.reports_inside"
CLIENTS, ROUNDS, A_ROUND = 8, 7, 480
CROWD, EACH, TWICE = 16, 2_000, 400
FLOOD, FLOODING, ONE_OTHER, LIMIT = 10_000, 4, 25, 30
SMALL, LARGE, SENT_AMONG, LEAST, MOST = 1_000, 1_000_000, 160, 0.8, 2.0


def measure() -> Sequence[Figure]:
    """Give all figures of reports."""
    with TemporaryDirectory(prefix="upstander-bench-") as folder:
        home = Path(folder) / "home"
        crowd.run_in(home, *command("init"))
        with served(home, UPSTANDER_PROXIES="1") as running:
            figures = [
                *_pace(running, home, Path(folder)),
                *_crowd(running, home),
                *_flood(running, home),
            ]
        return [*figures, *_sizes(Path(folder))]


class Reporter:
    """Sends full forms as people do: each from an address and over a connection of its own.

    Whoever is given an address stays at it.
    """

    _numbers = count(1)

    def __init__(self, running: Served, secrets: Iterable[str], address: str = "") -> None:
        """Visit the form; `secrets` are the words of drafts, taken one after the other."""
        self.visitor, self._secrets, self._address = running.visitor(), iter(secrets), address
        _, page = self.visitor.get("/tell/")
        token = TOKEN.search(page)
        self._form = {"csrfmiddlewaretoken": token[1] if token else "", "second_word": ""}

    def send(self) -> float:
        """Send the next form; gives the seconds that it took. Raises where it was not taken."""
        begun = time.perf_counter()
        status = self.post(next(self._secrets))
        if status != 302:
            raise AssertionError(f"a report was answered with {status}")
        return time.perf_counter() - begun

    def post(self, secret: str) -> int:
        """Send the form of these words; gives the status of the answer."""
        number = next(self._numbers)
        fresh = f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"
        self.visitor.headers["X-Forwarded-For"] = self._address or fresh
        self.visitor.cookies["tell"] = secret
        status, _ = self.visitor.post("/tell/check/", self._form)
        self.visitor.connection.close()
        return status


def _drafts(home: Path, number: int) -> tuple[list[str], int]:
    """Have so many full forms written; gives their words, and how many fields each has."""
    made = crowd.inside(home, INSIDE, "drafts", str(number))
    return made["secrets"], made["fields"]


def _stored(home: Path, secrets: Sequence[str]) -> dict[str, Any]:
    found: dict[str, Any] = crowd.inside(home, INSIDE, "stored", told=json.dumps(secrets))
    return found


# ---- full forms, against what the disk can do ----------------------------------------------------


def _pace(running: Served, home: Path, folder: Path) -> list[Figure]:
    each = scaled(A_ROUND) // CLIENTS + 1
    secrets, fields = _drafts(home, each * CLIENTS * (ROUNDS + 1))
    shared = iter(secrets)
    sends = [Reporter(running, shared).send for _ in range(CLIENTS)]
    crowd.send_times(sends, each)  # the first of each loads templates and fills caches
    pace = crowd.against_raw_commits(lambda: crowd.send_times(sends, each), ROUNDS, folder)
    return pace.figures("full forms", f"{fields} fields, {CLIENTS} clients")


# ---- a crowd, and forms that are sent twice ------------------------------------------------------


def _crowd(running: Served, home: Path) -> list[Figure]:
    before = _stored(home, [])["reports"]
    each, twice = scaled(EACH), scaled(TWICE)
    secrets, _ = _drafts(home, each * CROWD + twice)
    often, once = secrets[:twice], secrets[twice:]
    shared = iter(once)
    failed = _posted(running, [shared] * CROWD)
    failed += _posted(running, [iter(often)] * 2 + [iter([*often]), iter([*often])])
    found = _stored(home, secrets)
    came = found["reports"] - before
    reference = f"{CROWD} clients, {each:,} forms each"
    return [
        figure(
            "R3", "forms of a crowd that were not taken", failed, 0, unit="", reference=reference
        ),
        figure(
            "R3", "reports lost", len(secrets) - found["opened"], 0, unit="", reference=reference
        ),
        figure(
            "R3",
            "reports stored twice",
            came - len(secrets) + abs(found["people"] - found["reports"]),
            0,
            unit="",
            reference=f"{twice:,} forms sent three times, by two at once",
        ),
        figure("R7", "trail whole after it", float(found["whole"]), 1, unit="of 1", up=True),
    ]


def _posted(running: Served, each: Sequence[Iterator[str]]) -> int:
    """Let one client for each send all that it is given; gives how many were not taken."""

    def send_all(secrets: Iterator[str]) -> int:
        reporter = Reporter(running, ())
        return sum(reporter.post(secret) != 302 for secret in secrets)

    with ThreadPoolExecutor(len(each)) as clients:
        return sum(clients.map(send_all, each))


# ---- a flood from one address --------------------------------------------------------------------


def _flood(running: Served, home: Path) -> list[Figure]:
    number = scaled(FLOOD)
    secrets, _ = _drafts(home, LIMIT * FLOODING + ONE_OTHER * 2)
    flood, other = secrets[: LIMIT * FLOODING], iter(secrets[LIMIT * FLOODING :])
    quiet = Reporter(running, other, "192.0.2.8")
    before = [quiet.send() for _ in range(ONE_OTHER)]
    with ThreadPoolExecutor(FLOODING) as one_address:
        parts = [
            one_address.submit(_flood_part, running, flood[at::FLOODING], number // FLOODING)
            for at in range(FLOODING)
        ]
        meanwhile = Reporter(running, other, "192.0.2.9")
        taken = [meanwhile.send() for _ in range(ONE_OTHER)]
        refused = sum(part.result() for part in parts)
    return [
        figure(
            "R11",
            "reports from one address that floods",
            _stored(home, flood)["opened"],
            LIMIT,
            unit="",
            reference=f"{number:,} posts, {refused:,} of them refused, over two web processes",
        ),
        figure(
            "R11",
            "95 of 100 forms of another address answered meanwhile within",
            1000 * percentile(taken, 0.95),
            60,
            unit="ms",
            reference=f"none refused; {1000 * percentile(before, 0.95):.0f} ms when it is quiet",
        ),
    ]


def _flood_part(running: Served, secrets: Sequence[str], number: int) -> int:
    """Post drafts again and again from one address; gives how often that was refused."""
    flooding = Reporter(running, (), "192.0.2.7")
    again = cycle(secrets)
    return sum(flooding.post(next(again)) == 429 for _ in range(number))


# ---- among a million -----------------------------------------------------------------------------


def _sizes(folder: Path) -> list[Figure]:
    homes = {size: folder / f"with-{size}" for size in (SMALL, max(SMALL + 1, scaled(LARGE)))}
    filled = {}
    for size, home in homes.items():
        crowd.run_in(home, *command("init"))
        filled[size] = crowd.inside(home, INSIDE, "filled", str(size))
    small, large = homes
    told = f"{filled[large]['reports']:,} reports, filled in {filled[large]['seconds']:.0f} s"
    return [
        *_sent_among(homes[small], homes[large], told),
        *_pages(homes[small], homes[large], told),
    ]


def _sent_among(small: Path, large: Path, told: str) -> list[Figure]:
    """Send the same number at both sizes, taking turns."""
    each = scaled(SENT_AMONG) // CLIENTS + 1
    with served(small, UPSTANDER_PROXIES="1") as one, served(large, UPSTANDER_PROXIES="1") as other:
        rounds = [partial(crowd.send_times, each=each) for _ in range(ROUNDS + 1)]
        crowds = [
            _senders(home, at, each * (ROUNDS + 1)) for home, at in ((small, one), (large, other))
        ]
        paces = [[len(t) / s for t, s in (send(sends) for sends in crowds)] for send in rounds]
    ratio = statistics.median(many / few for few, many in paces[1:])
    name = "full forms sent per second among many, of those among few"
    return [
        figure(
            "P8", name, ratio, LEAST, unit="times", up=True,
            reference=f"{told}; {SMALL:,} against it, middle of {ROUNDS} rounds",
        )
    ]  # fmt: skip


def _senders(home: Path, running: Served, each: int) -> list[crowd.Send]:
    secrets, _ = _drafts(home, each * CLIENTS)
    shared = iter(secrets)
    return [Reporter(running, shared).send for _ in range(CLIENTS)]


def _pages(small: Path, large: Path, told: str) -> list[Figure]:
    rounds = [
        (crowd.inside(small, INSIDE, "pages"), crowd.inside(large, INSIDE, "pages"))
        for _ in range(3)
    ]
    return [found for name in rounds[0][0] for found in _page(name, rounds, told)]


def _page(name: str, rounds: Sequence[tuple[Any, Any]], told: str) -> list[Figure]:
    pairs = [(few[name], many[name]) for few, many in rounds]
    spent = 1000 * statistics.median(many["seconds"] for _, many in pairs)
    more = max(many["queries"] - few["queries"] for few, many in pairs)
    return [
        figure(
            "P8",
            f"time of the {name} among many",
            statistics.median(many["seconds"] / few["seconds"] for few, many in pairs),
            MOST,
            unit="times",
            reference=f"{told}; {spent:.0f} ms of processor time",
        ),
        figure("P8", f"questions more of the {name} among many", more, 0, unit="questions"),
    ]
