"""The tables of subjects: the person, the ledger, what was said and sent, and why they are kept."""

from upstander.kernel.subjects.models.channel import ChannelMessage, channel_of
from upstander.kernel.subjects.models.ledger import Consent, Override
from upstander.kernel.subjects.models.sent import Disclosure, Telling
from upstander.kernel.subjects.models.subject import Keeping, Subject
from upstander.kernel.subjects.models.to_tell import ToTell

__all__ = [
    "ChannelMessage",
    "Consent",
    "Disclosure",
    "Keeping",
    "Override",
    "Subject",
    "Telling",
    "ToTell",
    "channel_of",
]
