"""What somebody may agree to, each on its own and each to be taken back (domain.md 5)."""

from dataclasses import dataclass

from django.db.models import Model

from upstander.kernel.audit.record import key_of


@dataclass(frozen=True)
class SharingPurpose:
    """One thing for which what is known of a person may go to others.

    `within` names a wider purpose: who agreed to that has agreed to this as well, unless they said
    otherwise of this one.
    """

    code: str
    title: str
    sentence: str
    within: str = ""


ALL_PURPOSES = (
    SharingPurpose("police", "The police", "Share everything with the police."),
    SharingPurpose(
        "police_without_details",
        "The police, without who you are",
        "Tell the police what happened, without your name or how to reach you.",
        within="police",
    ),
    SharingPurpose("support", "Support", "Share with an organisation that supports people."),
    SharingPurpose("landlord", "Landlord", "Share with your landlord."),
    SharingPurpose("council", "The council", "Share with other teams of the council."),
    SharingPurpose("statistics", "Statistics", "Count it, without anybody being named."),
    SharingPurpose("matching", "Matching", "Compare it with other reports, to see a pattern."),
    SharingPurpose("panel", "Community MARAC", "Share with the panel that plans for safety."),
)
PURPOSES = {purpose.code: purpose for purpose in ALL_PURPOSES}


def purpose_of(code: str) -> SharingPurpose:
    """Find a purpose; one that nobody declared is a mistake in the product: LookupError."""
    if code not in PURPOSES:
        raise LookupError(f"no such purpose of sharing: {code}")
    return PURPOSES[code]


def recipient_key(recipient: Model | str) -> str:
    """Name a body to which something goes: an organisation by its key, others as they are called.

    '' stands for any body of the kind that a purpose speaks of.
    """
    return key_of(recipient) if recipient else ""
