"""Moving a record from one state to the next: by a table, under lock, with its row in the trail.

The record keeps its state in a field named `state`; the table of moves says what may come after.
"""

from collections.abc import Collection, Mapping
from typing import Any, TypeVar

from django.db import models, transaction

from upstander.kernel.audit.record import record as write_trail
from upstander.kernel.errors import Refused

M = TypeVar("M", bound=models.Model)
Moves = Mapping[str, Collection[str]]


class CannotMove(Refused):
    """A record is not where somebody wants to do something to it."""

    def __init__(self, record: Any) -> None:
        """Say where it stands."""
        words = record.get_state_display().lower()
        super().__init__(f"{record}: {words}, so this cannot be done. Look at its page again.")


def keep_still(record: Any, *states: str) -> None:
    """Keep everybody else from the record until the transaction ends; see how it stands now.

    Raises `CannotMove` where it is in none of the states.
    """
    rows = type(record)._default_manager.select_for_update()
    record.state = rows.values_list("state", flat=True).get(pk=record.pk)
    if record.state not in states:
        raise CannotMove(record)


@transaction.atomic
def move(
    record: M, after: str, kind: str, *, by: Any, moves: Moves, told: Any = None, **fields: Any
) -> M:
    """Take a record to another state and set further fields with it; `told` goes into the trail.

    Of two who press the same button the second is refused, since the record has moved on.
    """
    before = record.state  # type: ignore[attr-defined]
    keep_still(record, *[state for state in moves if state == before and after in moves[state]])
    for name, value in {"state": after, **fields}.items():
        setattr(record, name, value)
    record.full_clean()
    record.save(update_fields=["state", *fields])
    write_trail(kind, record, by=by, **(told or {}))
    return record
