"""Rows in an order that people choose: moved by buttons, since not everybody can drag."""

from collections.abc import Iterable, Sequence
from typing import Any


def moved(rows: Sequence[Any], row: Any, by: int) -> list[Any]:
    """Give the rows with one of them moved by so many places, as far as there is room."""
    order = [each for each in rows if each != row]
    at = list(rows).index(row)
    order.insert(min(max(at + by, 0), len(order)), row)
    return order


def laid_out(rows: Iterable[Any], new: Iterable[Any]) -> list[Any]:
    """Put new rows among others by their `order`: each behind the last that should come before it.

    What people have put into an order of their own stays in that order.
    """
    laid = list(rows)
    for row in new:
        earlier = [place for place, each in enumerate(laid) if each.order <= row.order]
        laid.insert(earlier[-1] + 1 if earlier else 0, row)
    return laid


def put_in_order(rows: Sequence[Any]) -> None:
    """Number the rows as they stand, writing only those whose `position` is another."""
    for position, row in enumerate(rows):
        if row.position != position:
            row.position = position
            row.save(update_fields=["position"])
