"""How quick the vault is, and whether its keys can be turned while people work.

Everything happens in a home of its own in a temporary folder; no real installation is touched.
"""

import threading
import time
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from upstander.kernel.testing.served import TOKEN, Served, Visitor, command, served
from upstander.kernel.testing.timing import figure
from upstander.site.benches import crowd

Figure = Mapping[str, Any]

SETTINGS = "upstander.site.benches.vault_settings"
CLIENTS, ROUNDS = 8, 7
OUR_SECONDS = 2.0
ROTATED, WORKING = 100_000, 4
PEOPLE = 1_000_000
FORM = {
    "received_on": "2024-11-01", "ward": "Abbey", "strand": "race", "born_on": "1980-02-03",
    "phone": "07700 900123", "email": "somebody@post.example", "postcode": "SM4 5DX",
    "happened_on": "2024-10-30", "who": "self", "family_name": "Kowalska", "given_names": "Anna",
    "story": "words of a story " * 60, "household": "one\ntwo", "handles": "@one",
}  # fmt: skip
WORDS = (
    "reporter_name reporter_body relation language interpreter safe_contact safe_times "
    "must_not_know safe_word name preferred_name address landlord ethnicity religion disability "
    "orientation gender trans_status care_needs words_used weapon damage injury impact why_hate "
    "place who_did_it vehicle witnesses wanted"
)
FULL = FORM | {name: f"what somebody says under {name}" for name in WORDS.split()}


def measure() -> Sequence[Figure]:
    """Give all figures of the vault."""
    with TemporaryDirectory(prefix="upstander-bench-") as folder:
        home = Path(folder) / "home"
        _run(home, *command("init"))
        inside(home, "tables")
        with served(home, DJANGO_SETTINGS_MODULE=SETTINGS) as running:
            figures = _submissions(running, Path(folder))
            figures += _rotation(running, home)
        return [*figures, *_search(home)]


def inside(home: Path, *words: str) -> Any:
    """Do something in the bench's home, in a process of its own, and give what it says."""
    return crowd.inside(home, "upstander.site.benches.vault_inside", *words, settings=SETTINGS)


def _run(home: Path, *words: str) -> str:
    return crowd.run_in(home, *words, settings=SETTINGS)


# ---- a full report, against what the disk can do -------------------------------------------------


def _submissions(running: Served, folder: Path) -> list[Figure]:
    sends = [_Sender(running).send for _ in range(CLIENTS)]
    crowd.send_for(sends, OUR_SECONDS)  # the first of each loads templates and fills caches
    pace = crowd.against_raw_commits(lambda: crowd.send_for(sends, OUR_SECONDS), ROUNDS, folder)
    return pace.figures("full reports", f"{len(FULL)} fields, {CLIENTS} clients")


class _Sender:
    """Somebody who sends the full form again and again."""

    def __init__(self, running: Served) -> None:
        self.visitor = running.visitor()
        _, page = self.visitor.get("/trial/new/")
        token = TOKEN.search(page)
        self.form = FULL | {"csrfmiddlewaretoken": token[1] if token else ""}

    def send(self) -> float:
        """Send it once; gives the seconds that it took."""
        begun = time.perf_counter()
        status, page = self.visitor.post("/trial/new/", self.form)
        if status != 302:
            raise AssertionError(f"a report was answered with {status}: {page[-500:]}")
        return time.perf_counter() - begun


# ---- new keys for everything, while people work --------------------------------------------------


def _rotation(running: Served, home: Path) -> list[Figure]:
    made = inside(home, "reports", str(ROTATED))["reports"]
    with _Work(running, made) as work:
        begun = time.perf_counter()
        _run(home, *command("keys_rotate"))
        seconds = time.perf_counter() - begun
    left = inside(home, "keys")
    reference = f"{left['records']:,} records in {seconds:.0f} s; {work.done:,} requests meanwhile"
    return [
        figure(
            "R8",
            "requests failed during a rotation",
            work.failed,
            0,
            unit="",
            reference=reference,
        ),
        figure(
            "R8",
            "records under an old key, or none, after it",
            left["old_rows"] + left["old_keys"] + left["lost"],
            0,
            unit="",
            reference=f"keys of generation {left['generation']}",
        ),
    ]


class _Work:
    """Some send reports and others read them, all the time."""

    def __init__(self, running: Served, records: int) -> None:
        self.done = self.failed = 0
        self._stop, self._numbers, self._records = threading.Event(), count(1), records
        half = WORKING // 2
        senders = [_Sender(running) for _ in range(half)]
        readers = [partial(self._read, running.visitor()) for _ in range(half)]
        jobs = [*[sender.send for sender in senders], *readers]
        self._workers = [threading.Thread(target=self._again, args=(job,)) for job in jobs]

    def __enter__(self) -> "_Work":
        for worker in self._workers:
            worker.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._stop.set()
        for worker in self._workers:
            worker.join()

    def _again(self, job: Callable[[], object]) -> None:
        while not self._stop.is_set():
            try:
                job()
            except (AssertionError, OSError):
                self.failed += 1
            self.done += 1

    def _read(self, visitor: Visitor) -> None:
        status, _ = visitor.get(f"/trial/{next(self._numbers) * 37 % self._records + 1}/")
        if status != 200:
            raise AssertionError(status)


# ---- somebody among a million --------------------------------------------------------------------


def _search(home: Path) -> list[Figure]:
    fresh = home.with_name("crowd")
    _run(fresh, *command("init"))
    inside(fresh, "tables")
    found = inside(fresh, "people", str(PEOPLE))
    slowest = max(found["ms"], key=found["ms"].get)
    told = ", ".join(f"{name} {ms:.0f}" for name, ms in found["ms"].items())
    return [
        figure(
            "P4b",
            "slowest search for a person",
            found["ms"][slowest],
            200,
            unit="ms",
            reference=f"{found['people']:,} people, {found['tokens']:,} tokens; {told}",
        )
    ]
