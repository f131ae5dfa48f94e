"""Words that a column too narrow for them has cut in two, told from words that only follow."""

import re
from collections.abc import Collection, Iterable

from upstander.kernel.documents.tidy import word_set

_MARKS = "•●○▪■\uf0b7\uf0a7 "
_DAY = re.compile(r"\d{1,2}[/.-]\d{1,2}[/.-](?:\d\d|\d{4})|20\d\d")
# short words that stand for themselves; any other short piece is the rest of a word
_SHORT = word_set(
    "a all an and any are as at back be been both but by can day days do done each for from "
    "full get give go had has hate have he held help her here his hold home hour how if in "
    "into is it its join keep kept know last led like live look made make many may meet men "
    "met more most must need new next no not now of off on one only open or our out over own "
    "paid part per plan play post put race ran read rent run safe said same see seen sent set "
    "she show side sign site so some such take talk team tell test text than that the them "
    "then they this time to told too town two up us use used very view visit was way we week "
    "well went were what when who why wide will with word work year you your"
)
# longer rests, by how they end, and whole words that end so too
_RESTS = re.compile(
    r"[a-z]{0,4}(?:[aiu]tions?|ctions?|[st]sions?|it(?:y|ies)|hoods?|ships?|ments?|ness|[ae]nces?"
    r"|ising|izing|ating|ively|fully)"
)
_WHOLE = word_set(
    "action actions balance chance city commitment element entity identity mission moment "
    "nation option options payment position positions presence quality reality relations "
    "science section sections sentence session sessions station stations statement"
)
_UNFINISHED = "iuvjqz"  # letters in which hardly any English word ends


def goes_on(before: str, after: str, known: Collection[str] | None) -> bool:
    """Tell whether a word goes on from the end of one line to the beginning of the next.

    `known` are words that are surely whole; None where the lines of a document are never cut.
    """
    before = before.lstrip(_MARKS)
    words, rest = before.split(), after.split()
    if not words or not rest:
        return False
    if before.endswith("-") and len(before) > 1:
        return (rest[0][0].islower() and before[-2].isalpha()) or rest[0][0].isdecimal()
    if known is None or len(words) > 1:
        return False
    if rest[0][0].isdecimal():
        return bool(_DAY.fullmatch(before + rest[0])) and not _DAY.fullmatch(before)
    first, second = before.casefold(), rest[0].strip(".,;:)").casefold()
    same_case = rest[0][0].islower() or (before.isupper() and rest[0][0].isupper())
    if not before.isalpha() or len(before) < 3 or not same_case:
        return False
    return _is_cut(first, second, known)


def _is_cut(first: str, second: str, known: Collection[str]) -> bool:
    if first + second in known or first[-1] in _UNFINISHED:
        return True
    if first in known or second in known or second in _SHORT:
        return False
    return len(second) < 5 or bool(_RESTS.fullmatch(second) and second not in _WHOLE)


def words_within(lines: Iterable[str]) -> set[str]:
    """Collect the words that surely are whole: those that neither begin nor end a line."""
    return {word.casefold() for line in lines for word in line.split()[1:-1]}
