"""What somebody may agree to, each on its own and each to be taken back (domain.md 5)."""

from django.db.models import Model

from upstander.kernel.access.declared import all_purposes
from upstander.kernel.audit.record import key_of
from upstander.kernel.guards import Purpose


def agreed_to() -> list[Purpose]:
    """List what somebody may agree to, of every part of the product."""
    return [purpose for purpose in all_purposes().values() if purpose.agreed]


def purpose_choices() -> list[tuple[str, str]]:
    """Give the same as choices; a function, so that a new purpose changes no table."""
    return [(purpose.code, purpose.title) for purpose in agreed_to()]


def purpose_of(code: str) -> Purpose:
    """Find a purpose; one to which nobody can agree is a mistake in the product: LookupError."""
    found = all_purposes().get(code)
    if found is None or not found.agreed:
        raise LookupError(f"no such purpose of sharing: {code}")
    return found


def recipient_key(recipient: Model | str) -> str:
    """Name a body to which something goes: an organisation by its key, others as they are called.

    '' stands for any body of the kind that a purpose speaks of.
    """
    return key_of(recipient) if recipient else ""
