"""Which entries of lists are actions, in a document without tables."""

from collections.abc import Sequence
from itertools import pairwise

from upstander.kernel.documents.model import Paragraph
from upstander.kernel.plan.recognition.entries import Entry
from upstander.kernel.plan.recognition.headings import read_action
from upstander.kernel.plan.recognition.labels import labelled_line


def find_listed(entries: Sequence[Entry]) -> None:
    """Tell the entries of lists that are actions: labels, bullets, else the deepest numbers."""
    texts = [entry for entry in entries if entry.kind == "text" and entry.heading]
    depths = [_list_depth(e) for e in texts if e.heading and not e.heading.label and _typed(e)]
    named = any(entry.heading and entry.heading.label for entry in texts)
    deepest = max(depths, default=0)
    by_number = deepest > 1 or ((named or _below_headings(entries)) and deepest > 0)
    if by_number and _head_lists(texts, deepest):
        by_number = False
    for entry in texts:
        item, heading = entry.item, entry.heading
        if not isinstance(item, Paragraph) or heading is None or heading.label:
            continue
        action = read_action(item.text)
        numbered = by_number and _typed(entry) and _list_depth(entry) == deepest
        bulleted = item.line.bullet and (not item.line.numbered or _list_depth(entry) >= deepest)
        if action or (not item.level and (bulleted or numbered)):
            entry.kind = "listed"
            entry.heading = action or heading
    if not any(entry.kind == "listed" for entry in entries):
        _find_labelled(entries)


def _find_labelled(entries: Sequence[Entry]) -> None:
    """Take lines right above labels such as "Lead: ..." for actions, where there is no list."""
    for entry, after in pairwise(entries[1:]):
        plain = isinstance(entry.item, Paragraph) and not entry.item.level
        named = entry.heading is not None and bool(entry.heading.label)
        own = labelled_line(entry.words)[0]
        says = entry.kind == "text" and plain and not named and not own
        if says and labelled_line(after.words)[0] in ("leads", "due"):
            entry.kind = "listed"


def _below_headings(entries: Sequence[Entry]) -> bool:
    """Tell whether headings in the style of one stand right before lines with numbers."""
    return any(
        isinstance(above.item, Paragraph) and above.item.level and _list_depth(below) == 1
        for above, below in pairwise(entries[1:])
        if _typed(below)
    )


def _head_lists(texts: Sequence[Entry], deepest: int) -> bool:
    """Tell whether lines with the deepest numbers only head lists, which then hold the actions."""
    followed = [
        isinstance(after.item, Paragraph) and _begins_entry(after.item)
        for entry, after in pairwise(texts)
        if entry.heading and _list_depth(entry) == deepest and _typed(entry)
    ]
    return bool(followed) and sum(followed) >= 0.5 * len(followed)


def _begins_entry(paragraph: Paragraph) -> bool:
    bulleted = bool(paragraph.line.bullet) and not paragraph.level
    return bulleted or read_action(paragraph.text) is not None


def _list_depth(entry: Entry) -> int:
    """Tell how deep an entry lies, by its number and by its list."""
    depth = entry.heading.depth if entry.heading else 0
    numbered = isinstance(entry.item, Paragraph) and entry.item.line.numbered
    return max(depth, entry.item.line.level + 1) if numbered else depth  # type: ignore[union-attr]


def _typed(entry: Entry) -> bool:
    """Tell whether a number stands before plain words, which no style makes a heading."""
    item = entry.item
    return isinstance(item, Paragraph) and not item.level and not item.line.bold
