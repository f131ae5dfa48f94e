"""Keys for new records, written ahead so that a record costs no second wait for the disk.

Each thread draws from a few dozen keys that are already safe in the store. Those that a crash or a
restart leaves unused are swept up later.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from django.db import connection

from upstander.kernel.vault.keys.store import Key, KeyStore, store

AHEAD = 64
KEPT_FOR = 6 * 60 * 60  # seconds; the sweeper takes unused keys after a day
BARRIER = 8_317_224_906  # any number, as long as nothing else on this PostgreSQL server takes it


@dataclass
class Pool:
    """Keys that are ready."""

    generation: int = 0
    keys: list[Key] = field(default_factory=list)
    filled_at: float = 0.0

    def holds_for(self, generation: int, count: int) -> bool:
        """Tell whether so many keys of this generation are ready and young enough."""
        young = time.monotonic() - self.filled_at < KEPT_FOR
        return len(self.keys) >= count and self.generation == generation and young


def draw_keys(count: int, check: Callable[[KeyStore], None]) -> list[Key]:
    """Give new records a key each, inside the transaction that writes the records.

    `check` may refuse the store, and is asked whenever keys are made. The generation is asked for
    each time: a rotation that begins now waits for this transaction, so that no record can come in
    under an old key behind its back.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock_shared(%s)", [BARRIER])
    kept = store()
    pool = _pool_of(kept)
    generation, there = kept.standing(pool.keys[-1].id if pool.keys else "")
    # a key that is not there was swept up: the clock must have jumped
    if not there or not pool.holds_for(generation, count):
        check(kept)
        _fill(kept, pool, max(AHEAD, count))
    return [pool.keys.pop() for _ in range(count)]


def _fill(kept: KeyStore, pool: Pool, count: int) -> None:
    pool.generation, pool.keys = kept.make(count)
    pool.filled_at = time.monotonic()


def _pool_of(kept: KeyStore) -> Pool:
    kept.pool = kept.pool or Pool()
    pool: Pool = kept.pool
    return pool
