"""Small named questions about a person and a record, from which permissions are made."""

from collections.abc import Callable
from typing import Any

Predicate = Callable[[Any, Any], bool]


def anyone(user: Any, record: Any) -> bool:
    """Let in whoever holds a role in the partnership today."""
    return bool(user.roles)


def has_role(*codes: str) -> Predicate:
    """Make the question: does the person hold one of these roles, in any organisation?"""
    wanted = frozenset(codes)

    def holds_role(user: Any, record: Any) -> bool:
        return not wanted.isdisjoint(user.roles)

    holds_role.__doc__ = f"Holds one of: {', '.join(codes)}."
    return holds_role


def of_own_organisation(*codes: str) -> Predicate:
    """Make the question: does the person hold one of these roles in a body that leads the record?

    A record answers it by `led_by()`, the keys of the organisations that lead it. Without a record
    the question is whether there could be one.
    """
    wanted = frozenset(codes)

    def leads_record(user: Any, record: Any) -> bool:
        mine = user.organisations_as(*wanted)
        return bool(mine) if record is None else not mine.isdisjoint(record.led_by())

    leads_record.__doc__ = f"Holds one of: {', '.join(codes)}, in an organisation that leads it."
    return leads_record
