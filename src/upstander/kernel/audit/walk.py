"""Walking along the rows of the chain, on one processor or on several."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context
from typing import Any

from django.db import OperationalError
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.utils import ConnectionHandler

from upstander.kernel.audit.chain import COLUMNS, START, count_sound
from upstander.kernel.audit.models import AuditEvent

TABLE = AuditEvent._meta.db_table
SELECT = f"SELECT {', '.join(COLUMNS)}, mac FROM {TABLE}"  # noqa: S608
BATCH = 1000
STRETCH = 50_000  # rows; for fewer, starting processes takes longer than walking alone

Row = Sequence[Any]
Progress = Callable[[int, int], None]


def silent(done: int, total: int) -> None:
    """Show no progress."""


@dataclass(frozen=True)
class Stretch:
    """Rows from `first` to `last`, or to the end where `last` is nought."""

    first: int
    last: int


@dataclass(frozen=True)
class Walked:
    """How far the rows are sound, and what is wrong with the next one ('' is nothing)."""

    rows: int
    wrong: str = ""


def walk_rows(
    connection: BaseDatabaseWrapper, key: bytes, processes: int = 1, progress: Progress = silent
) -> Walked:
    """Check the rows one by one until the first bad one.

    The seal of a row needs no more than the row before it, so stretches can be walked at once.
    """
    rows = _count_rows(connection)
    if processes == 1 or rows <= STRETCH or not _seen_by_others(connection):
        return _walk(connection, key, Stretch(1, 0))
    connection.close()  # SQLite's locks do not survive a fork
    walk_apart = partial(_walk_apart, dict(connection.settings_dict), key)
    walked = Walked(0)
    with ProcessPoolExecutor(processes, mp_context=get_context("fork")) as pool:
        for walked in pool.map(walk_apart, _share_out(rows)):
            progress(min(walked.rows, rows), rows)
            if walked.wrong:
                pool.shutdown(cancel_futures=True)
                break
    return walked


def _count_rows(connection: BaseDatabaseWrapper) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT max(sequence) FROM {TABLE}")  # noqa: S608
        rows: int | None = cursor.fetchone()[0]
    return rows or 0


def _share_out(rows: int) -> list[Stretch]:
    """Cut the rows into stretches; the last goes on to whatever is being written meanwhile."""
    ends = range(STRETCH, rows, STRETCH)
    return [Stretch(before + 1, last) for before, last in zip([0, *ends], [*ends, 0], strict=True)]


def _seen_by_others(connection: BaseDatabaseWrapper) -> bool:
    in_memory = connection.vendor == "sqlite" and connection.is_in_memory_db()  # type: ignore[attr-defined]
    return not (connection.in_atomic_block or in_memory)


def _walk_apart(settings: dict[str, Any], key: bytes, stretch: Stretch) -> Walked:
    connection = ConnectionHandler({"default": settings})["default"]
    try:
        return _walk(connection, key, stretch)
    finally:
        connection.close()


def _walk(connection: BaseDatabaseWrapper, key: bytes, stretch: Stretch) -> Walked:
    rows, previous = stretch.first - 1, _mac_before(connection, stretch)
    try:
        for batch in _batches(connection, stretch):
            sound = count_sound(batch, key, rows, previous)
            rows += sound
            if sound < len(batch):
                return Walked(rows, _sentence(rows + 1, batch[sound][0]))
            previous = batch[-1][-1]
    except OperationalError as error:
        if "decode" not in str(error):
            raise
        return Walked(rows, f"Row {rows + 1}, or one soon after it, holds bytes that are no text.")
    if rows < stretch.last:
        return Walked(rows, f"Row {rows + 1} is missing.")
    return Walked(rows)


def _mac_before(connection: BaseDatabaseWrapper, stretch: Stretch) -> str:
    """Read the MAC that the first row follows; where it is missing, another stretch says so."""
    if stretch.first == 1:
        return START
    return read_macs(connection, [stretch.first - 1]).get(stretch.first - 1, START)


def read_macs(connection: BaseDatabaseWrapper, numbers: Sequence[int]) -> dict[int, str]:
    """Read the MACs of some rows."""
    marks = ", ".join(["%s"] * len(numbers))
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT sequence, mac FROM {TABLE} WHERE sequence IN ({marks})",  # noqa: S608
            list(numbers),
        )
        return dict(cursor.fetchall())


def _batches(connection: BaseDatabaseWrapper, stretch: Stretch) -> Iterator[list[Row]]:
    where, bounds = "sequence >= %s", [stretch.first]
    if stretch.first == 1:
        where, bounds = "1 = 1", []  # a row numbered nought or below has to be seen
    if stretch.last:
        where, bounds = f"{where} AND sequence <= %s", [*bounds, stretch.last]
    with connection.chunked_cursor() as cursor:
        cursor.execute(f"{SELECT} WHERE {where} ORDER BY sequence", bounds)
        while batch := cursor.fetchmany(BATCH):
            yield batch


def _sentence(number: int, found: object) -> str:
    if found != number:
        return f"Row {number} is missing: row {found} comes next."
    return f"Row {number} is not what was written, or not where it was written."
