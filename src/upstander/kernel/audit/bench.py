"""How quickly the trail is checked, and whether any tampering slips through.

Both are measured on a trail of its own in a temporary folder: the real one is never touched.
"""

import json
import os
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.utils import ConnectionHandler

from upstander.kernel.audit.anchors import Anchor, anchor_path
from upstander.kernel.audit.chain import COLUMNS, START, seal
from upstander.kernel.audit.key import trail_key
from upstander.kernel.audit.models import AuditEvent
from upstander.kernel.audit.reading import KIND
from upstander.kernel.audit.tampering import TAMPERINGS
from upstander.kernel.audit.verify import verify
from upstander.kernel.audit.walk import TABLE

SPEED_ROWS, SPEED_BAR, ROUNDS = 200_000, 250_000, 5
TAMPERED_ROWS, TAMPERED_TIMES = 300, 1000


def measure() -> Sequence[Mapping[str, Any]]:
    """Give both figures."""
    return [_speed(), _tampering()]


def _speed() -> Mapping[str, Any]:
    with scratch_trail(SPEED_ROWS) as (connection, home):
        # other work of the machine only ever slows a round down, so the quickest is the nearest
        best = min(_seconds(connection, home) for _ in range(ROUNDS))
    value = round(SPEED_ROWS / best)
    return {
        "goal": "R7",
        "figure": "rows verified per second",
        "value": value,
        "unit": "rows/s",
        "reference": f"{SPEED_ROWS} rows in SQLite, a quarter of them of reading, the quickest of "
        f"{ROUNDS} rounds",
        "bar": SPEED_BAR,
        "ok": value >= SPEED_BAR,
    }


def _tampering() -> Mapping[str, Any]:
    with scratch_trail(TAMPERED_ROWS) as (connection, home):
        found = sum(found_out(connection, home, number) for number in range(TAMPERED_TIMES))
    return {
        "goal": "R7",
        "figure": "tamperings found",
        "value": found,
        "unit": f"of {TAMPERED_TIMES}",
        "reference": f"{len(TAMPERINGS)} ways to falsify a trail of {TAMPERED_ROWS} rows, a "
        "quarter of them of reading",
        "bar": TAMPERED_TIMES,
        "ok": found == TAMPERED_TIMES,
    }


def found_out(connection: BaseDatabaseWrapper, home: Path, number: int) -> bool:
    """Do one tampering, tell whether the check finds it, and undo it."""
    names = list(TAMPERINGS)
    tamper = TAMPERINGS[names[number % len(names)]]
    connection.set_autocommit(False)
    try:
        with connection.cursor() as cursor:
            tamper(cursor, TAMPERED_ROWS, TAMPERED_ROWS, Random(number))  # noqa: S311
        return not verify(connection, home).whole
    finally:
        connection.rollback()
        connection.set_autocommit(True)


def _seconds(connection: BaseDatabaseWrapper, home: Path) -> float:
    begun = time.perf_counter()
    report = verify(connection, home, processes=os.cpu_count() or 1)
    seconds = time.perf_counter() - begun
    if not report.whole:
        raise AssertionError(report.first_break)
    return seconds


@contextmanager
def scratch_trail(rows: int) -> Iterator[tuple[BaseDatabaseWrapper, Path]]:
    """Make a trail of so many rows, anchored at its end, in a folder that vanishes again."""
    with TemporaryDirectory(prefix="upstander-") as folder:
        home = Path(folder)
        database = {"ENGINE": "django.db.backends.sqlite3", "NAME": home / "trail.sqlite3"}
        connection = ConnectionHandler({"default": database})["default"]
        try:
            _fill(connection, home, rows)
            yield connection, home
        finally:
            connection.close()


def _fill(connection: BaseDatabaseWrapper, home: Path, rows: int) -> None:
    key = trail_key(home)
    with connection.schema_editor() as editor:
        editor.create_model(AuditEvent)
    marks = ", ".join(["%s"] * (len(COLUMNS) + 1))
    names = ", ".join(COLUMNS)
    sealed = list(_sealed_rows(key, rows))
    with connection.cursor() as cursor:
        cursor.execute("BEGIN")
        cursor.executemany(f"INSERT INTO {TABLE} ({names}, mac) VALUES ({marks})", sealed)  # noqa: S608
        cursor.execute("COMMIT")
    path = anchor_path(home)
    path.parent.mkdir()
    path.write_text(f"{Anchor.made(key, None, rows, sealed[-1][-1])}\n", encoding="ascii")


def _sealed_rows(key: bytes, rows: int) -> Iterator[tuple[Any, ...]]:
    """Make rows that look like those of a busy plan, and of people reading: every fourth."""
    begun, previous = datetime(2024, 4, 1, 9, tzinfo=UTC), START
    for number in range(1, rows + 1):
        at = begun + timedelta(seconds=37 * number, microseconds=number)
        kind, about, detail = _read_row(number) if number % 4 == 0 else _plain_row(number)
        values = (
            number,
            at.isoformat(timespec="microseconds").replace("+00:00", "Z"),
            kind,
            f"people.user:{number % 41}",
            f"Colleague {number % 41}",
            about,
            json.dumps(detail, sort_keys=True, separators=(",", ":")),
        )
        previous = seal(key, previous, values)
        yield (*values, previous)


def _plain_row(number: int) -> tuple[str, str, Mapping[str, Any]]:
    kind = ("plan.updated", "plan.item_added", "people.role_given")[number % 3]
    detail = {"fields": ["status", "text"], "from": "behind", "update": number}
    return kind, f"plan.action:{number % 58}", detail


def _read_row(number: int) -> tuple[str, str, Mapping[str, Any]]:
    """Make a row of reading: mostly one record, now and then a list of twenty."""
    listed = range(number, number + (20 if number % 40 == 0 else 1))
    detail = {
        "categories": ["contact", "events", "identity"],
        "classes": ["criminal", "personal", "special"],
        "page": "list" if len(listed) > 1 else "detail",
        "people": [f"subjects.subject:{each % 977}" for each in listed],
        "purpose": "support",
        "records": [f"casework.case:{each}" for each in listed],
        "through": ["own"],
    }
    return KIND, "reads:casework.case", detail
