"""The one question that every page asks: may this person do this, to this record, for this?

Rights only ever add. What takes a right away is a denial, and every denial stands in one list.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Model

from upstander.kernel.access.declared import all_purposes
from upstander.kernel.access.standing import is_barred
from upstander.kernel.registry import permission


class NotAllowed(PermissionDenied):
    """Somebody asked for something that their roles do not give."""


@dataclass(frozen=True)
class Denial:
    """A reason to refuse whatever the roles say."""

    title: str
    applies: Callable[[Any, str, Any], bool]


def switched_off(user: Any, verb: str, record: Any) -> bool:
    """Refuse an account that was switched off, even inside a running session."""
    return not user.is_active


def barred(user: Any, verb: str, record: Any) -> bool:
    """Refuse whoever a record of a person is shut to, by name or by organisation."""
    return isinstance(record, Model) and is_barred(user, record)


DENIALS = (
    Denial("The account is switched off.", switched_off),
    Denial("The record is shut to the person or to an organisation of theirs.", barred),
)


def may(user: Any, verb: str, record: Any = None, purpose: str | None = None) -> bool:
    """Tell whether a person may do `verb` (to a record, for a purpose).

    Raises LookupError for a verb or purpose that nobody declared: that is our mistake, and must
    not look like a refusal.
    """
    wanted = permission(verb)
    if purpose is not None and purpose not in all_purposes():
        raise LookupError(f"no such purpose: {purpose}")
    if not user.is_authenticated or any(d.applies(user, verb, record) for d in DENIALS):
        return False
    return any(predicate(user, record) for predicate in wanted.allow)


def require(user: Any, verb: str, record: Any = None, purpose: str | None = None) -> None:
    """Let through who may, and raise `NotAllowed` for who may not."""
    if not may(user, verb, record, purpose):
        raise NotAllowed(permission(verb).title)
