"""Sentences told apart, also where a copy has lost the full stop between two of them."""

import re
from collections.abc import Iterator

from upstander.kernel.documents.tidy import word_set

_END = re.compile(r"[.!?]+[’”'\")]*\s+(?=[A-Z‘“'\"(#\d])")
_SHORT = re.compile(
    r"(?:\b(?:e\.g|i\.e|eg|ie|cf|vs|nos?|approx|incl|inc|dept|st|mr|mrs|ms|dr|prof|cllr|sgt|insp"
    r"|supt|fig|para|sec|ext|tel)|\b[A-Z])\.$",
    re.IGNORECASE,
)
_GOES_ON = re.compile(
    r"(?:this|these|those|they|it|its|their|such|that|which|he|she|for example|for instance"
    r"|including|note|nb|e\.g|i\.e|where|however)\b",
    re.IGNORECASE,
)
# verbs with which plans begin a task; those that programmes are named for (Prevent, Stop) are not
_VERBS = word_set(
    "agree analyse arrange attend audit begin bring build carry celebrate collect commission "
    "complete consider consult continue coordinate co-ordinate create deliver design develop "
    "distribute embed encourage engage ensure establish expand explore facilitate gather hold host "
    "identify implement improve incorporate increase introduce investigate launch liaise link look "
    "maintain make map monitor offer organise participate prepare produce promote provide "
    "publicise publish raise recruit refresh research review roll run seek share strengthen "
    "support train undertake update use utilise work write"
)
_NEXT = re.compile(
    rf"(?<=\s)(?:{'|'.join(sorted(verb.capitalize() for verb in _VERBS))})(?=\s+[a-z])"
)
_OPEN = word_set(
    "the a an of to for and or by with on in at from via as our their its your this that into "
    "through per including called named titled entitled & than but"
)


def sentences(text: str) -> list[str]:
    """Cut text into sentences; one that only goes on with the one before stays with it."""
    found: list[str] = []
    for piece in _pieces(" ".join(text.split())):
        short = len(piece.split()) < 2
        if found and (_GOES_ON.match(piece) or short):
            found[-1] = f"{found[-1]} {piece}"
        else:
            found.append(piece)
    return found


def _pieces(text: str) -> Iterator[str]:
    start = 0
    for end in _ends(text):
        piece = text[start:end].strip()
        if piece:
            yield piece
        start = end
    if text[start:].strip():
        yield text[start:].strip()


def _ends(text: str) -> list[int]:
    ends = {
        found.end()
        for found in _END.finditer(text)
        if not _SHORT.search(text[: found.start() + 1]) and not _within(text, found.end())
    }
    ends |= {found.start() for found in _NEXT.finditer(text) if _broken_off(text, found.start())}
    return sorted(ends)


def _within(text: str, place: int) -> bool:
    """Tell whether a place lies within brackets."""
    before = text[:place]
    return before.count("(") > before.count(")")


def _broken_off(text: str, place: int) -> bool:
    """Tell whether a full stop is missing here: a new task begins after words that close one."""
    before = text[:place].split()
    if not before or _within(text, place):
        return False
    last = before[-1]
    closes = last[:1].islower() or last[:1] == "#" or last[-1:] in "’”'\")" or last[-1:].isdigit()
    return closes and last.casefold() not in _OPEN and last[-1:] not in ".,;:!?–—-/&"
