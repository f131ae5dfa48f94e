"""The vault's tables, and the base of every model with a protected part."""

from upstander.kernel.vault.models.classified import (
    Classification,
    Classified,
    ClassifiedQuerySet,
    Clock,
    draw,
)
from upstander.kernel.vault.models.erasure import Erasure
from upstander.kernel.vault.models.files import StoredFile, files_of
from upstander.kernel.vault.models.numbering import number
from upstander.kernel.vault.models.pairing import Pairing
from upstander.kernel.vault.models.retention import Hold, RetentionRule, RetentionRun, RunItem
from upstander.kernel.vault.models.search import SearchToken

__all__ = [
    "Classification",
    "Classified",
    "ClassifiedQuerySet",
    "Clock",
    "Erasure",
    "Hold",
    "Pairing",
    "RetentionRule",
    "RetentionRun",
    "RunItem",
    "SearchToken",
    "StoredFile",
    "draw",
    "files_of",
    "number",
]
