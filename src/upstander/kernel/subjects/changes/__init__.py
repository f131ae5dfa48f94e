"""Every change to what is known of a person: whole or not at all, each with its row in the trail.

The names below are what other parts of the product use.
"""

from upstander.kernel.subjects.changes.agreements import AT, agreed_now, said_last, settle
from upstander.kernel.subjects.changes.channel import mark_read, write_message
from upstander.kernel.subjects.changes.consents import (
    give_consent,
    give_consents,
    give_ready,
    override_consent,
    ready_consents,
)
from upstander.kernel.subjects.changes.disclosing import NotShared, disclose, mark_recipient_told
from upstander.kernel.subjects.changes.erasing import erase_subject
from upstander.kernel.subjects.changes.keeping import Resting, keep, release, settle_keepings
from upstander.kernel.subjects.changes.people import (
    add_ready,
    add_subject,
    edit_subject,
    new_subject,
)
from upstander.kernel.subjects.changes.recipients import mark_told, tell_corrected
from upstander.kernel.subjects.changes.telling import Told, tell
from upstander.kernel.subjects.changes.withdrawing import Withdrawal, withdraw_consent

__all__ = [
    "AT",
    "NotShared",
    "Resting",
    "Told",
    "Withdrawal",
    "add_ready",
    "add_subject",
    "agreed_now",
    "disclose",
    "edit_subject",
    "erase_subject",
    "give_consent",
    "give_consents",
    "give_ready",
    "keep",
    "mark_read",
    "mark_recipient_told",
    "mark_told",
    "new_subject",
    "override_consent",
    "ready_consents",
    "release",
    "said_last",
    "settle",
    "settle_keepings",
    "tell",
    "tell_corrected",
    "withdraw_consent",
    "write_message",
]
