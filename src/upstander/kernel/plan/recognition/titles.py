"""What a plan calls itself: the first words that speak of a plan, before anything is named."""

import re
from collections.abc import Sequence

from upstander.kernel.documents.model import Paragraph
from upstander.kernel.plan.recognition.entries import FIXED, Entry
from upstander.kernel.plan.recognition.views import View
from upstander.kernel.plan.recognition.vocabulary import COMMON_TITLES

_PLAN = re.compile(r"\b(?:plans?|strateg(?:y|ies)|programme|framework|roadmap)\b", re.IGNORECASE)
_OF_A_PLAN = re.compile(r"\b(?:action|objectives|20\d\d)\b", re.IGNORECASE)
_LABEL = re.compile(r"^(?:subject|title|plan|re|name of plan|plan title)\s*:\s*", re.IGNORECASE)
_ABOUT = re.compile(
    r"(?:report |document |plan )?"
    r"(?:produced|printed|prepared|exported|created|updated|downloaded)\b"
    r"|(?:from|to|cc|sent|date|version|author|owner|last updated|status)\s*:",
    re.IGNORECASE,
)
_WHEN = re.compile(
    r"(?:(?:for|year|financial year|fy|period|version|v|draft|final|updated|april|march|quarter|q"
    r"|to|as at|date)\b|[\d\s/.,:–—-])+",
    re.IGNORECASE,
)
_NAME_OF = re.compile(r"(?:plan )?(?:name|title|id)(?: of (?:the )?plan)?\s*:?", re.IGNORECASE)
LONGEST_TITLE = 160


def says_when(text: str) -> bool:
    """Tell whether words name nothing but a year, a date or a version."""
    return bool(_WHEN.fullmatch(text.strip()))


def title_place(entries: Sequence[Entry]) -> int | None:
    """Find the title: words that speak of a plan count before words that only name a year."""
    first: int | None = None
    ranked: dict[int, int] = {}
    for place, entry in enumerate(entries[:40]):
        if entry.kind in ("data", "header", "listed"):
            break
        if entry.heading is not None and entry.heading.label in FIXED:
            if entry.kind in ("text", "across"):
                break
            continue
        rank = max((_rank(words) for words in _candidates(entry)), default=-1)
        if rank >= 0:
            ranked[place] = rank
        numbered = entry.heading is not None and bool(entry.heading.number)
        first = place if first is None and rank >= 0 and not numbered else first
    if not any(ranked.values()):
        ranked |= _in_margins(entries)
    best = max(ranked, key=lambda place: (ranked[place], -place), default=None)
    if best is not None and ranked[best]:
        return best
    return first if _heads_the_file(entries, first) else None


def _in_margins(entries: Sequence[Entry]) -> dict[int, int]:
    """Look for words that speak of a plan in headers and footers."""
    return {
        place: _rank(entry.words)
        for place, entry in enumerate(entries)
        if entry.kind == "margin" and _could_be_title(entry.words) and _rank(entry.words) == 2
    }


def title_in(entry: Entry) -> str:
    """Give the title that an entry holds."""
    return _LABEL.sub("", max(_candidates(entry), key=_rank, default=entry.words))


def _heads_the_file(entries: Sequence[Entry], place: int | None) -> bool:
    if place != 0:
        return False
    item = entries[0].item
    return isinstance(item, Paragraph) and item.level <= 1


def _candidates(entry: Entry) -> list[str]:
    """List the words of an entry that could be a title."""
    if entry.kind not in ("text", "across", "foreign", "ahead"):
        return []
    if isinstance(entry.item, View):
        texts = [cell.text for cell in entry.item.filled]
        return [text for text in texts if _could_be_title(text)][:1]
    return [entry.words] if not entry.item.line.bullet and _could_be_title(entry.words) else []


def _could_be_title(words: str) -> bool:
    return (
        len(words) <= LONGEST_TITLE
        and not words.rstrip().endswith((".", ":"))
        and not COMMON_TITLES.fullmatch(words)
        and not _ABOUT.match(words)
        and not _NAME_OF.fullmatch(words)
    )


def _rank(words: str) -> int:
    if _PLAN.search(words):
        return 2
    return 1 if _OF_A_PLAN.search(words) and not says_when(words) else 0
