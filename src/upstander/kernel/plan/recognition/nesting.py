"""Outlines whose levels differ by the kind of their numbers: I., then A., then 1."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from upstander.kernel.documents.model import Paragraph
from upstander.kernel.plan.recognition.entries import Entry

_KINDS = (
    ("roman", re.compile(r"[IVX]{1,5}[.)]\s")),
    ("letter", re.compile(r"[A-H][.)]\s")),
    ("digit", re.compile(r"\d{1,2}[.)]\s")),
)
_FIRST = {"roman": "I", "letter": "A", "digit": "1"}


def nest(entries: Sequence[Entry]) -> None:
    """Set each kind of number below the kinds that came before it, where a file has several."""
    found = list(_typed(entries))
    kinds = list(dict.fromkeys(kind for _, kind in found))
    starts = {kind: entry for entry, kind in reversed(found)}
    begun = all(_number(entry) == _FIRST[kind] for kind, entry in starts.items())
    if len(kinds) < 2 or not begun or ("roman" not in kinds and kinds != ["letter", "digit"]):
        return
    for entry, kind in found:
        if entry.heading:
            entry.heading = replace(entry.heading, below=kinds.index(kind))


def _typed(entries: Sequence[Entry]) -> Iterator[tuple[Entry, str]]:
    """Go through lines that begin with a number of one part only."""
    for entry in entries:
        item, heading = entry.item, entry.heading
        if entry.kind != "text" or not isinstance(item, Paragraph) or item.level:
            continue
        if heading is None or heading.label or not heading.number or item.line.bullet:
            continue
        kind = next((kind for kind, pattern in _KINDS if pattern.match(item.text)), "")
        if kind and heading.depth == 1:
            yield entry, kind


def _number(entry: Entry) -> str:
    return entry.heading.number if entry.heading else ""
