"""Walking along the rows of the chain, on one processor or on several."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
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
WORTH_SHARING = 50_000  # below that, starting processes takes longer than the rows

Row = Sequence[Any]


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


def walk_rows(connection: BaseDatabaseWrapper, key: bytes, processes: int = 1) -> Walked:
    """Check the rows one by one until the first bad one.

    The seal of a row needs no more than the row before it, so stretches can be walked at once.
    """
    stretches = _share_out(connection, processes)
    if len(stretches) == 1:
        return _walk(connection, key, stretches[0])
    connection.close()  # SQLite's locks do not survive a fork
    with ProcessPoolExecutor(len(stretches), mp_context=get_context("fork")) as pool:
        settings = dict(connection.settings_dict)
        found = [pool.submit(_walk_apart, settings, key, stretch) for stretch in stretches]
        results = [future.result() for future in found]
    return next((walked for walked in results if walked.wrong), results[-1])


def _share_out(connection: BaseDatabaseWrapper, processes: int) -> list[Stretch]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT max(sequence) FROM {TABLE}")  # noqa: S608
        rows = cursor.fetchone()[0] or 0
    if processes == 1 or rows < WORTH_SHARING or not _seen_by_others(connection):
        return [Stretch(1, 0)]
    ends = [rows * part // processes for part in range(1, processes)]
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
