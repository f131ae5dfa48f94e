"""Which files may stand beside an update: those that may stand beside any record."""

from upstander.kernel.documents.attached import (
    LARGEST,
    hand_out,
    kind_of,
    title_of,
    under_random_name,
)
from upstander.kernel.documents.attached import NotAttachable as NotEvidence

__all__ = ["LARGEST", "NotEvidence", "hand_out", "kind_of", "title_of", "under_random_name"]
