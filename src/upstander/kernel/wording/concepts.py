"""What somebody's words speak of: a knife, a door, tonight, not wanting to live, a thing long over.

A file for each language names its words under [concepts] that are the same in all of them, so that
what is learnt of a concept in one language holds in the others. Words stand apart by blanks:
`word` as it is, `stem*` with any ending, `*end` any word that ends so, `one_two` the two close to
one another, in that order. In scripts that join endings to words (IMPLIED) every word is a stem.
[tongue] holds the words by which the language is known. What [idiom] takes up means nothing else;
so does what [nothing] takes up, which only looks like a word or an ending of another list.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

WORDS = Path(__file__).parent / "danger_words"
LANGUAGES = ("en", "pl", "es", "pt", "ur", "ar", "ta")
IMPLIED = {"ar": 4, "ur": 4, "ta": 2}  # from how many letters on a word is a stem
MARKS = re.compile("[\u0300-\u036f\u064b-\u065f\u0670\u0640\u06d6-\u06ed\u200b-\u200f\u2060\ufeff]")
# letters that people and keyboards use for one another: Polish l, Arabic and Urdu yeh, kaf, heh
ALIKE = str.maketrans("łıىیےكہۀھةۃئؤ", "liيييکهههههيو")
UPRIGHT = re.compile(r"['’‘`´ʼ]")
DOUBLED = re.compile(r"([a-z\u0621-\u06d3])\1+")  # "helllp", "kil"; "خلااص"
SENTENCES = re.compile(r"[.!?;:\n\r…।؟۔؛]+")
ARABIC, TAMIL = re.compile("[\u0600-\u06ff]"), re.compile("[\u0b80-\u0bff]")
ONLY_URDU = re.compile("[ٹڈڑںےگچپہھۓژ]")
LETTERS = {"pl": re.compile("[ąćęłńśźż]"), "es": re.compile("[ñ¿¡]"), "pt": re.compile("[ãõç]")}
ARABIC_IN_LATIN = re.compile("[a-z][23579]|[23579][a-z]")  # "3ayez", "a7san": digits for letters
# what Arabic joins to the front of a word (and; with, for, like; the), and to how long a word
JOINED = ((("و", "ف"), 4), (("ب", "ل", "ک"), 5), (("ال", "لل"), 5))
LONGEST = 40  # letters of a word that are looked at
NEXT, NEAR = 2, 3  # how far on the next word of a phrase may stand: in one of two, in a longer one
HIDING = frozenset({"idiom", "nothing"})
Part = tuple[str, bool]  # a word, and whether it is a stem


@dataclass(frozen=True)
class Found:
    """A concept that a sentence speaks of, and in which words."""

    concept: str
    first: int
    last: int
    said: str


@dataclass
class Tongue:
    """The words of one language, by how they are looked up."""

    known_by: set[str] = field(default_factory=set)
    whole: dict[str, list[tuple[tuple[Part, ...], str]]] = field(default_factory=dict)
    stems: dict[str, list[tuple[tuple[Part, ...], str]]] = field(default_factory=dict)
    ends: dict[str, list[str]] = field(default_factory=dict)
    longest_end: int = 0

    def add(self, written: str, concept: str, implied: int) -> None:
        """Take up a word or phrase as it stands in a file."""
        if written.startswith("*"):
            end = plain(written[1:])
            self.ends.setdefault(end, []).append(concept)
            self.longest_end = max(self.longest_end, len(end))
            return
        parts = [part for word in written.split("_") for part in _parts(word, implied)]
        if parts:
            (head, is_stem), *rest = parts
            place = self.stems if is_stem else self.whole
            place.setdefault(head, []).append((tuple(rest), concept))


def plain(text: str) -> str:
    """Bring text to one form: small letters, no accents or vowel marks, no letter twice."""
    folded = unicodedata.normalize("NFKD", UPRIGHT.sub("", text)).casefold()
    bare = MARKS.sub("", folded).translate(ALIKE)
    signs = (sign if unicodedata.category(sign)[0] in "LMN" else " " for sign in bare)
    return DOUBLED.sub(r"\1", " ".join("".join(signs).split()))


def sentences(text: str) -> list[list[str]]:
    """Take text apart at the end of each sentence or line, and into plain words."""
    return [words for part in SENTENCES.split(text) if (words := plain(part).split())]


def concepts_in(sentence: list[str], languages: list[str]) -> list[Found]:
    """Find what a sentence speaks of; an idiom hides the other meanings of its words."""
    found = [each for language in languages for each in _found(sentence, read(language))]
    hidden = {at for f in found if f.concept in HIDING for at in range(f.first, f.last + 1)}
    return [
        each
        for each in found
        if each.concept == "idiom"
        or (each.concept != "nothing" and hidden.isdisjoint(range(each.first, each.last + 1)))
    ]


def languages_of(text: str) -> list[str]:
    """Name the languages in which text may be written: several at once, if in doubt."""
    words = plain(text).split()
    found = ["ta"] if TAMIL.search(text) else []
    if ARABIC.search(text):
        found.append(_arabic_or_urdu(text, words))
    latin = sum(word.isascii() for word in words)
    if 2 * latin > len(words):
        spelt = [each for each, letters in LETTERS.items() if letters.search(text.casefold())]
        found += [each for each in spelt or _in_latin(words) if each not in found]
    return found


@cache
def read(language: str) -> Tongue:
    """Read the words of a language, when somebody first writes in it."""
    tongue, concept, implied = Tongue(), "", IMPLIED.get(language, LONGEST)
    for line in (WORDS / f"{language}.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            concept = line.strip("[] ")
        elif line and not line.startswith("#"):
            for written in line.split():
                if concept == "tongue":
                    tongue.known_by.add(plain(written))
                else:
                    tongue.add(written, concept, implied)
    return tongue


def _parts(word: str, implied: int) -> Iterator[Part]:
    for each in plain(word.rstrip("*")).split():
        joins = not each.isascii() and len(each) >= implied
        yield each, word.endswith("*") or joins


def _arabic_or_urdu(text: str, words: list[str]) -> str:
    if ONLY_URDU.search(text) or _known(words, "ur") > _known(words, "ar"):
        return "ur"
    return "ar"


def _in_latin(words: list[str]) -> list[str]:
    digits = sum(bool(ARABIC_IN_LATIN.search(word)) for word in words)
    if digits >= max(1, len(words) // 12):
        return ["ar"]
    known = {language: _known(words, language) for language in LANGUAGES}
    enough = max(1, 0.75 * max(known.values()))
    return [each for each in LANGUAGES if known[each] >= enough] or list(LANGUAGES)


def _known(words: list[str], language: str) -> int:
    known_by = read(language).known_by
    return sum(not known_by.isdisjoint(_forms(word)) for word in words)


def _found(sentence: list[str], tongue: Tongue) -> Iterator[Found]:
    for at, word in enumerate(sentence):
        for rest, concept in _begun(word, tongue):
            last = _followed(sentence, at, rest)
            if last >= 0:
                yield Found(concept, at, last, " ".join(sentence[at : last + 1]))
        for size in range(2, min(tongue.longest_end, len(word) - 1) + 1):
            for concept in tongue.ends.get(word[-size:], ()):
                yield Found(concept, at, at, word)


def _begun(word: str, tongue: Tongue) -> Iterator[tuple[tuple[Part, ...], str]]:
    """Give the phrases that a word begins."""
    for form in _forms(word):
        yield from tongue.whole.get(form, ())
        for size in range(1, min(len(form), LONGEST) + 1):
            yield from tongue.stems.get(form[:size], ())


def _followed(sentence: list[str], at: int, rest: tuple[Part, ...]) -> int:
    """Give where a phrase ends that begins at a word, or -1 if the rest of it is not there."""
    reach = NEAR if len(rest) > 1 else NEXT
    for part in rest:
        ahead = range(at + 1, min(at + 1 + reach, len(sentence)))
        at = next((place for place in ahead if _is(sentence[place], part)), -1)
        if at < 0:
            return -1
    return at


def _is(word: str, part: Part) -> bool:
    wanted, is_stem = part
    return any(f == wanted or (is_stem and f.startswith(wanted)) for f in _forms(word))


def _forms(word: str) -> tuple[str, ...]:
    """Give a word as it stands and, in Arabic letters, without what is joined to its front."""
    if not ARABIC.match(word):
        return (word,)
    forms = [word]
    for fronts, shortest in JOINED:
        forms += [
            form[len(front) :]
            for form in forms
            for front in fronts
            if len(form) >= shortest and form.startswith(front)
        ]
    return tuple(forms)
