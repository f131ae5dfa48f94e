"""Does somebody write of danger now, or of harming themselves? Then 999 is shown at once.

It weighs words, not meaning, and errs towards showing: a number that nobody needed costs a glance,
one that was not shown may cost a life. It decides nothing else about a report, and it misses some:
999 stands above every page of the form all the same. Pure functions; the words of each language lie
in `kernel/wording/danger_words/`, where somebody who speaks it can better them.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from upstander.kernel.wording.concepts import Found
from upstander.kernel.wording.weighing import (
    CALM,
    Reading,
    Weights,
    heaviest_words,
    learnt,
    reading_of,
    shows,
)

# who writes of these writes of themselves more often than of others, and should be listened to
TO_SELF = frozenset({"suicide", "hopeless", "burden", "farewell", "means"})
FROM_OTHERS = frozenset(
    {"abuse", "break", "doing", "fire", "flight", "follow", "group", "honour", "injury", "kill"}
    | {"near", "outed", "revenge", "threat", "trapped", "weapon"}
)
TOLD = 4  # words that are given as the reason


@dataclass(frozen=True)
class Danger:
    """Whether to show 999 at once, and which words made it so ("" where none did)."""

    danger: bool
    kind: str = ""  # "self-harm" or "now"
    why: str = ""

    @property
    def sentence(self) -> str:
        """Say why in words: for whoever tries the lists, never for a log."""
        if not self.danger:
            return "No words of danger now or of self-harm."
        what = "self-harm or not wanting to live" if self.kind == "self-harm" else "danger now"
        return f"Words of {what}: {self.why}"


NONE = Danger(False)


def danger_in(text: str) -> Danger:
    """Look for words of immediate danger or self-harm, in every language that it may be."""
    reading, weights = reading_of(text), learnt()
    if not reading.text or not shows(reading, weights):
        return NONE
    return Danger(True, _kind(reading), _why(reading, weights))


def _kind(reading: Reading) -> str:
    concepts = {found.concept for sentence in reading.sentences for found in sentence}
    to_self = 2 * len(concepts & TO_SELF) + ("suicide" in concepts)
    return "self-harm" if to_self and to_self >= len(concepts & FROM_OTHERS) else "now"


def _why(reading: Reading, weights: Weights) -> str:
    heavy = _by_weight((f for sentence in reading.sentences for f in sentence), weights)
    said = list(dict.fromkeys(found.said for found in heavy))
    return " + ".join((said or heaviest_words(reading.text, weights))[:TOLD]) or reading.text[:40]


def _by_weight(found: Iterable[Found], weights: Weights) -> list[Found]:
    told = [each for each in found if each.concept not in CALM]
    return sorted(told, key=lambda each: -weights.concepts.get(each.concept, 0.0))
