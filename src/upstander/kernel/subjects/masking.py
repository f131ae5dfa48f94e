"""Taking out of free text what says who somebody is, for a sheet without details. Pure functions.

It finds what we know of the person, as people write it: without accents, with an ending, with other
spacing. It cannot know a nickname; whoever sends the sheet reads it first.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator

from upstander.kernel.subjects.suspects import LATIN

MASK = "[removed]"
SHORT = 3  # a name as short as a word is masked as it stands alone
UNDOTTED = str.maketrans("łŁøØđĐı", "lLoOdDi") | {ord("ß"): "ss"}
# words of addresses that say nothing by themselves
EVERYWHERE = frozenset({"flat", "road", "street", "lane", "avenue", "house", "close", "the", "and"})
NUMBER = re.compile(r"\+?\d[\d\s()./-]{5,}\d")


def masked(text: str, known: Iterable[str]) -> str:
    """Take what is known of somebody out of a text."""
    signs = list(_signs(text))
    plain, places = "".join(sign for sign, _ in signs), [*(place for _, place in signs), len(text)]
    spans = [found.span() for pattern in _patterns(known) for found in pattern.finditer(plain)]
    for start, end in sorted(_joined(spans), reverse=True):
        text = text[: places[start]] + MASK + text[places[end] :]
    return text


def _folded(text: str) -> str:
    return "".join(sign for sign, _ in _signs(text))


def _signs(text: str) -> Iterator[tuple[str, int]]:
    """Give each sign with its place, without what nobody sees and without its accents.

    These may stand in signs of their own, and numbers may be written in those of another script.
    """
    for place, sign in enumerate(text):
        for part in unicodedata.normalize("NFKD", sign).translate(UNDOTTED):
            if not unicodedata.combining(part) and unicodedata.category(part) != "Cf":
                yield str(unicodedata.decimal(part, part)), place


def _joined(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Join what meets or overlaps."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _patterns(known: Iterable[str]) -> Iterator[re.Pattern[str]]:
    for written in known:
        text = _folded(written)
        if "@" in text:
            yield re.compile(re.escape(text), re.IGNORECASE)
            continue
        digits = re.sub(r"\D", "", text)
        if NUMBER.fullmatch(text.strip()) and len(digits) >= 7:
            yield _number(digits)
            continue
        if re.search(r"\d", text):
            yield _spaced(re.sub(r"\W", "", text))
        for word in re.findall(r"[^\W\d_]+", text):
            if word.casefold() not in EVERYWHERE:
                yield _word(word)


def _number(digits: str) -> re.Pattern[str]:
    """Find a telephone number with or without its country, in groups of any size."""
    own = r"[\s()./-]*".join(digits[-9:])
    return re.compile(rf"(?:\+|00)?[\d()\s]{{0,6}}{own}")


def _spaced(signs: str) -> re.Pattern[str]:
    """Find what has numbers in it, such as a postcode or a flat, whatever stands between."""
    return re.compile(r"(?<!\w)" + r"[\W_]*".join(signs) + r"(?!\w)", re.IGNORECASE)


def _word(word: str) -> re.Pattern[str]:
    """Find a name; longer ones also with an ending, as Kowalczyka or Amara’s."""
    if word > LATIN and not word[0].isupper():  # other words may be written together with it
        return re.compile(re.escape(word))
    if len(word) < SHORT:
        return re.compile(rf"(?<!\w){re.escape(word)}(?!\w)")
    ending = r"\w{0,4}" if len(word) > SHORT else ""
    return re.compile(rf"(?<!\w){re.escape(word)}{ending}(?!\w)", re.IGNORECASE)
