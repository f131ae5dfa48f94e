"""How names of many origins sound, so that one spelling finds the others. Pure functions.

Well-known codes (Soundex, Metaphone) were made for English surnames: they part Mohammed from
Mohamad's abbreviations, Nowak from Novak and Sivakumar from Shivakumar. Ours keeps the consonants
of a name in the classes that transliterations exchange, and drops the vowels. It joins too much
rather than too little: it only picks candidates, which are then compared letter by letter.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from upstander.kernel.vault.variants import variants_of

# letters that no decomposition turns into a plain one
LETTERS = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th",
     "ı": "i", "ħ": "h", "ə": "e", "ŋ": "ng"}
)  # fmt: skip
INSIDE = re.compile(r"['’‘ʼ`´ʻʿʾ]")
BETWEEN = re.compile(r"[\W\d_]+")
LATIN = re.compile(r"[a-z]+")
# what stands beside a name and is left out, or written together, as one likes
SMALL_WORDS = frozenset(
    "al el ul ur as ad bin ibn bint binti van von der den de da di do dos das du la le"  # noqa: SIM905
    " mr mrs ms miss mx dr".split()
)
JOINED = frozenset("mc mac o abd abdul abdel abdur abdus abdoul abdou".split())  # noqa: SIM905
SERVANT_OF = re.compile(r"^abd(?:[aeou]+[lrsnd]?)?(?=[a-z]{4})")
ABBREVIATED = {
    "md": "mohammed", "mohd": "mohammed", "muhd": "mohammed", "mohmd": "mohammed",
    "moh": "mohammed", "wm": "william", "chas": "charles", "thos": "thomas", "jas": "james",
}  # fmt: skip

VOWEL = "aeiouy"
RULES = tuple(
    (re.compile(pattern), put)
    for pattern, put in (
        (r"^(?:kn|gn|ng)", "n"),
        (r"^wr", "r"),
        (r"^ps", "s"),
        (r"^(?:ie|ye)(?=v|l|k)", "e"),
        (r"^stephen", "steven"),
        (r"^ds", "s"),
        (rf"(?<=[{VOWEL}])gh(?=t|e?s?$)", ""),
        (r"(?<=m)p(?=[st])", ""),
        (r"(?<=.)zh", "l"),  # Tamil: Kanimozhi, Kanimoli
        (r"rz", "r"),
        (r"tsch|tch|cz|ć|č", "C"),
        (r"ch(?=[rl])|chae", "k"),
        (r"sch|sh|sz|ts|tz", "s"),
        (r"ch", "C"),
        (r"dzh|dz|dj|dg(?=[eiy])|g(?=[eiy])", "j"),
        (r"ph", "f"),
        (r"([kgdtbjpv])h", r"\1"),
        (r"qu?|ck|c(?![eiy])", "k"),
        (r"x", "ks"),
        (r"[czs]+", "s"),
        (rf"(?<=[{VOWEL}])w(?![{VOWEL}])", ""),
        (r"w", "v"),
        (rf"(?<=[{VOWEL}])j(?=[^{VOWEL}])", ""),
        (rf"^(?:y|j|i(?=[{VOWEL}]))(?=[{VOWEL}])", "j"),
        (r"d", "t"),
        (r"(.)\1+", r"\1"),
        (rf"h(?![{VOWEL}])", ""),
        (rf"(?<=[^{VOWEL}])h", ""),
        (rf"^[{VOWEL}]+", "A"),
        (rf"[{VOWEL}]", ""),
    )
)


def plain(text: str) -> str:
    """Write a name in small letters of the English alphabet, without marks."""
    folded = unicodedata.normalize("NFKC", text).casefold().translate(LETTERS)
    parted = unicodedata.normalize("NFKD", folded)
    return INSIDE.sub("", "".join(sign for sign in parted if not unicodedata.combining(sign)))


def parts_of(name: str) -> list[str]:
    """Take a name apart: double and hyphenated names give two, initials and small words none."""
    words = [word for word in BETWEEN.split(plain(name)) if word]
    joined = list(_joined(words))
    kept = [word for word in joined if len(word) > 1 and word not in SMALL_WORDS]
    return [ABBREVIATED.get(word, word) for word in kept or joined]


@lru_cache(maxsize=20_000)
def codes_of(name: str) -> frozenset[str]:
    """Give how each part of a name sounds, and what it may stand for."""
    return frozenset(code for part in parts_of(name) for code in sounds_of(part))


@lru_cache(maxsize=20_000)
def sounds_of(part: str) -> frozenset[str]:
    """Give how one part of a name sounds, and the names that it may stand for."""
    words = (part, *variants_of(part))
    return frozenset(filter(None, (_sound(SERVANT_OF.sub("", word)) for word in words)))


def _joined(words: list[str]) -> Iterator[str]:
    """Write together what belongs together: Mc Donald, O Brien."""
    waiting = ""
    for position, word in enumerate(words):
        if word in JOINED and position + 1 < len(words):
            waiting += word
        else:
            yield waiting + word
            waiting = ""


def _sound(part: str) -> str:
    if not LATIN.fullmatch(part):
        return part  # of another script: found as it is written
    for pattern, put in RULES:
        part = pattern.sub(put, part)
    return part.upper()
