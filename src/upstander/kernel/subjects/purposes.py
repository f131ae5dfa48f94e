"""What somebody may agree to, each on its own and each to be taken back (domain.md 5)."""

from django.db.models import Model

from upstander.kernel.access.declared import all_purposes
from upstander.kernel.access.purposes import OURS
from upstander.kernel.audit.record import key_of
from upstander.kernel.guards import Purpose

AGREED_TO = tuple(purpose for purpose in OURS if purpose.agreed)


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
