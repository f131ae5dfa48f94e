"""Does somebody write of danger now, or of harming themselves? Then 999 is shown at once.

It reads phrases, not meaning, and errs towards showing: a number that nobody needed costs a glance,
one that was not shown may cost a life. It decides nothing else about a report. Pure functions; the
phrases of each language lie in `danger_words/`, where somebody who speaks it can better them.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from upstander.kernel.reference.phrases import read_lists, sentences, words_of

WORDS = Path(__file__).parent / "danger_words"
LATIN = ("en", "pl", "es", "pt", "ur", "ar")  # Urdu and Arabic are typed in Latin letters too
ONLY_URDU = re.compile("[ٹڈڑںےگچپہھۓژ]")
ARABIC_SIGNS, TAMIL_SIGNS = re.compile("[\u0600-\u06ff]"), re.compile("[\u0b80-\u0bff]")
LATIN_SIGNS = re.compile("[a-zA-Z]")
SHORTEST_SLIP, STRICT_ENDING = 6, 3
NEAR_OVER = re.compile(
    r"(?:[^ ]+ ){0,2}×(?: [^ ]+){0,2}"
)  # "he has gone now" tells of no danger now
SIGNS = ("doing", "weapon", "hurt", "trapped", "where", "fear", "now")
GRAVE = frozenset({"doing", "weapon", "hurt", "trapped"})
ENOUGH = frozenset({"weapon", "hurt", "trapped"})  # one of these alone is enough
Lists = Mapping[str, re.Pattern[str]]


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
    parts = list(dict.fromkeys(sentences(text)))
    for language in languages_of(text):
        found = _in_language(parts, read_lists(WORDS / f"{language}.txt"), language)
        if found.danger:
            return found
    return NONE


def languages_of(text: str) -> Iterator[str]:
    """Name the languages in which text may be written: several at once, if in doubt."""
    if TAMIL_SIGNS.search(text):
        yield "ta"
    if ARABIC_SIGNS.search(text):
        yield from ("ur", "ar") if ONLY_URDU.search(text) else ("ar", "ur")
    if LATIN_SIGNS.search(text):
        yield from LATIN


def _in_language(parts: list[str], lists: Lists, language: str) -> Danger:
    cleared = [_cleared(part, lists, language) for part in parts]
    # that it is over says little of a threat, unless it lies back
    over = _somewhere(cleared, lists["over"]) and _somewhere(cleared, lists["past"])
    for part in cleared:
        found = _to_self(part, lists, over=over)
        if not found.danger:
            found = _in_sentence(lists["over"].sub("×", part), lists, over=over)
        if found.danger:
            return found
    # a story told in short sentences: what is told of now is read as one
    told = [part for part in cleared if not _somewhere([part], lists["past"])]
    said = "" if over else _signs(lists["over"].sub("×", " ".join(told)), lists)
    return Danger(True, "now", said) if said else NONE


def _somewhere(parts: list[str], list_of_phrases: re.Pattern[str]) -> bool:
    return any(list_of_phrases.search(part) for part in parts)


def _cleared(part: str, lists: Lists, language: str) -> str:
    """Take out what only sounds like danger, and mend slips of the finger."""
    return lists["idiom"].sub("×", _mended(part, language))


def _to_self(part: str, lists: Lists, *, over: bool) -> Danger:
    said = _first(part, lists, "self-harm") or _together(part, lists)
    if not said or (over and lists["past"].search(part)):
        return NONE
    return Danger(True, "self-harm", said)


def _in_sentence(part: str, lists: Lists, *, over: bool) -> Danger:
    past = bool(lists["past"].search(part))
    now = bool(lists["now"].search(NEAR_OVER.sub("", part)) or lists["today"].search(part))
    if past and not now:
        return NONE
    said = _first(part, lists, "strong") or _signs(part, lists) or _alone(part, lists)
    if not over or now:
        said = said or _first(part, lists, "threat")
    return Danger(True, "now", said) if said else NONE


def _alone(part: str, lists: Lists) -> str:
    """Give what is grave enough by itself, where it is told as happening now."""
    return "" if lists["soft past"].search(part) else _first(part, lists, "alone")


def _signs(part: str, lists: Lists) -> str:
    """Give signs of danger in a sentence that tells of now: two kinds, or one that is enough."""
    found = {name: said for name in SIGNS if (said := _first(part, lists, name))}
    grave = GRAVE & set(found)
    told_as_past = lists["soft past"].search(part) and not found.get("now")
    enough = len(found) > 1 or bool(grave & ENOUGH)
    if not grave or told_as_past or not enough:
        return ""
    return " + ".join(found.values())


def _together(part: str, lists: Lists) -> str:
    """Give a word of dying together with a word of wishing, or of having had enough."""
    if lists["gentle"].search(part):
        return ""
    dying, wish = lists["dying"].search(part), lists["wish"].search(part)
    return f"{wish.group()} + {dying.group()}" if dying and wish else ""


def _first(part: str, lists: Lists, name: str) -> str:
    """Give the first phrase of a list that the sentence says, and does not deny."""
    for found in lists[name].finditer(part):
        if not _denied(part, found, lists):
            return found.group()
    return ""


def _denied(part: str, found: re.Match[str], lists: Lists) -> bool:
    """Tell whether a word of denial stands close before the phrase or, in some tongues, after."""
    before = " ".join(part[: found.start()].split()[-3:])
    after = " ".join(part[found.end() :].split()[:2])
    return bool(lists["not"].search(before) or lists["not after"].search(after))


def _mended(part: str, language: str) -> str:
    known = _long_words(language)
    # elsewhere than in English one letter may be all that tells what was from what is, or one verb
    # from another: there only a letter that is missing, too many or swapped is mended
    strict = language != "en"
    return " ".join(_meant(word, known, strict=strict) for word in part.split())


def _meant(word: str, known: Mapping[str, frozenset[str]], *, strict: bool) -> str:
    """Give the word that was meant, if one letter is too many, missing, wrong or swapped."""
    alike = known.get(word[0], frozenset()) if len(word) >= SHORTEST_SLIP else frozenset()
    if word in alike:
        return word
    tail = word[-STRICT_ENDING:] if strict else ""
    likely = (other for other in alike if other.endswith(tail))
    return next((other for other in likely if _one_slip(word, other, strict=strict)), word)


def _one_slip(word: str, other: str, *, strict: bool) -> bool:
    if abs(len(word) - len(other)) > 1:
        return False
    start = next((i for i, (a, b) in enumerate(zip(word, other, strict=False)) if a != b), None)
    if start is None:
        # one is the beginning of the other: an ending, not a slip
        return False
    rest, wanted = word[start:], other[start:]
    swapped = rest[1::-1] + rest[2:] == wanted
    wrong = rest[1:] == wanted[1:] and not strict
    return wrong or swapped or rest[1:] == wanted or rest == wanted[1:]


@cache
def _long_words(language: str) -> Mapping[str, frozenset[str]]:
    """Give the long words of a language by their first letter.

    Only in Latin letters: other scripts use endings for too much. A word one letter away from one
    of them that means something else stands in the list "idiom".
    """
    words = words_of(WORDS / f"{language}.txt")
    long = [word for word in words if len(word) >= SHORTEST_SLIP and word.isascii()]
    return {
        letter: frozenset(word for word in long if word[0] == letter)
        for letter in {word[0] for word in long}
    }
