"""Which row of a file is which action of the plan, when both have moved on since."""

from collections.abc import Callable, Iterable, Sequence
from difflib import SequenceMatcher

from upstander.kernel.plan.interchange.document import ActionDocument
from upstander.kernel.plan.interchange.text import sameness

SAME_REFERENCE = 0.4  # of a row that keeps its Ref, so much of the text must still be there
SAME_PLACE = 0.6  # of a row without one
NEIGHBOURS = 5
LONGEST_COMPARED = 600  # comparing costs the square of it

Pairs = dict[int, int]  # place in the file -> place in the plan


def pair_actions(
    before: Sequence[ActionDocument], after: Sequence[ActionDocument]
) -> list[ActionDocument | None]:
    """Find for each action of a file the plan's own, or None for a new one.

    A Ref counts where the text still resembles, then equal text, then resemblance nearby.
    """
    pairs: Pairs = {}
    _pair(pairs, before, after, _same_reference)
    _pair(pairs, before, after, _same_text)
    _pair_by_resemblance(pairs, before, after)
    return [before[pairs[place]] if place in pairs else None for place in range(len(after))]


def same_action(old: ActionDocument, new: ActionDocument) -> bool:
    """Tell whether two are surely the same: by Ref and resemblance, or word for word."""
    return _same_reference(old, new) or _same_text(old, new)


def resemblance(one: str, other: str) -> float:
    """Say how alike two texts are, from 0 to 1."""
    matcher = SequenceMatcher(
        None, sameness(one)[:LONGEST_COMPARED], sameness(other)[:LONGEST_COMPARED], autojunk=False
    )
    return matcher.ratio()


def _same_reference(old: ActionDocument, new: ActionDocument) -> bool:
    if not new.reference or old.reference != new.reference:
        return False
    return resemblance(old.text, new.text) >= SAME_REFERENCE


def _same_text(old: ActionDocument, new: ActionDocument) -> bool:
    return sameness(old.text) == sameness(new.text)


def _pair(
    pairs: Pairs,
    before: Sequence[ActionDocument],
    after: Sequence[ActionDocument],
    same: Callable[[ActionDocument, ActionDocument], bool],
) -> None:
    for place in _left(after, pairs):
        free = _left(before, pairs.values())
        found = next((other for other in free if same(before[other], after[place])), None)
        if found is not None:
            pairs[place] = found


def _pair_by_resemblance(
    pairs: Pairs, before: Sequence[ActionDocument], after: Sequence[ActionDocument]
) -> None:
    """Pair what is left, the most alike first; only rows near one another are compared."""
    free = list(enumerate(_left(before, pairs.values())))
    candidates = [
        (resemblance(before[old].text, after[new].text), -abs(row - line), old, new)
        for row, new in enumerate(_left(after, pairs))
        for line, old in free[max(0, row - NEIGHBOURS) : row + NEIGHBOURS + 1]
    ]
    taken: set[int] = set()
    for alike, _, old, new in sorted(candidates, reverse=True):
        if alike >= SAME_PLACE and new not in pairs and old not in taken:
            pairs[new] = old
            taken.add(old)


def _left(actions: Sequence[ActionDocument], taken: Iterable[int]) -> list[int]:
    used = set(taken)
    return [place for place in range(len(actions)) if place not in used]
