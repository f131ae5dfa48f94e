"""What the cells of a plan say: statuses, days and names, read as tolerantly as is safe."""

import re
from collections.abc import Collection
from difflib import get_close_matches

from upstander.kernel.plan.interchange.text import distinct, lines, sameness
from upstander.kernel.plan.status import DENSE_WORDS, Status

_ONLY_LETTERS = re.compile(r"[^a-z]")
_NUMBERED = re.compile(
    r"(?:theme|objective|priority|aim)?\s*(\d{1,3}[a-z]?(?:\.\d{1,3})*)(?:\s*[.:)–-]\s*|\s+|$)(.*)",
    re.IGNORECASE | re.DOTALL,
)
MOST_COMMAS = 8  # no name has more
_BETWEEN_NAMES = re.compile(r"[;,\n]|\s/\s")


def _letters(words: str) -> str:
    return _ONLY_LETTERS.sub("", words.casefold())


_STATUSES = {
    _letters(words): status.value
    for status in Status
    for words in (status.label, DENSE_WORDS[status], status.value, status.label.split("/")[-1])
}


def status_of(words: str) -> str | None:
    """Read one of the plan's four states in any of its spellings; None for anything else."""
    return _STATUSES.get(_letters(words))


def like_a_status(words: str) -> str:
    """Say which state somebody may have meant, or which four there are."""
    near = get_close_matches(_letters(words), _STATUSES, n=1, cutoff=0.75)
    if near:
        return f"Did you mean {Status(_STATUSES[near[0]]).label}?"
    known = ", ".join(f"“{status.label}”" for status in Status)
    return f"Write one of {known}. It is read as no status."


def numbered(words: str) -> tuple[str, str]:
    """Split "Theme 1: Co-ordination" or "18. Continue ..." into number and title."""
    match = _NUMBERED.fullmatch(words)
    return (match[1], match[2].strip()) if match else ("", words)


def split_names(words: str, known: Collection[str]) -> tuple[str, ...]:
    """Read names that stand one a line, or with commas between them.

    A comma may also belong to a name: what is `known` under its whole name stays whole.
    """
    whole = {sameness(name) for name in known}
    found: list[str] = []
    for line in lines(words):
        found += [line] if sameness(line) in whole else _parts(line, whole)
    return distinct(found)


def _parts(line: str, whole: Collection[str]) -> list[str]:
    pieces = [piece.strip(" .") for piece in _BETWEEN_NAMES.split(line)]
    found: list[str] = []
    start = 0
    while start < len(pieces):
        end = next(
            (
                end
                for end in range(min(len(pieces), start + MOST_COMMAS), start + 1, -1)
                if sameness(", ".join(pieces[start:end])) in whole
            ),
            start + 1,
        )
        found.append(", ".join(pieces[start:end]))
        start = end
    return found
