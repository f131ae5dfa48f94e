"""Lists of phrases in plain files, and how they are looked for in what somebody wrote.

One phrase a line, or several parted by commas: `word` as it stands, `stem*` with any ending,
`one|other` either of them, `_` up to two words between, `__` up to five. `@name = one|other` names
a group for the rest of the file, a line in [brackets] begins a list. In a file of "% phrases"
`|` parts whole phrases in lines with gaps ("not live|go on _ longer"), elsewhere it parts words,
and `go~on` stands for two words as one.
Text and phrases are brought to the same plain form before they meet.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from itertools import groupby, zip_longest
from pathlib import Path

MARKS = re.compile("[\u0300-\u036f\u064b-\u065f\u0670\u0640\u06d6-\u06ed\u200b-\u200f\u2060\ufeff]")
# letters that people and keyboards use for one another: Polish l, Arabic and Urdu yeh, kaf, heh
ALIKE = str.maketrans("łıىیےكہۀھةۃ", "liيييکههههه")
SENTENCES = re.compile(r"[.!?;:\n\r…।؟۔؛]+")
UPRIGHT = re.compile(r"['’‘`´ʼ]")
GAPS = {"_": 2, "__": 5}
ARABIC_BEFORE = "(?:[وف]?[بلکس]?(?:ال)?)"


def plain(text: str) -> str:
    """Bring text to one form: small letters, no accents or vowel marks, words apart by blanks."""
    folded = unicodedata.normalize("NFKD", UPRIGHT.sub("", text)).casefold()
    bare = MARKS.sub("", folded).translate(ALIKE)
    signs = (sign if unicodedata.category(sign)[0] in "LMN" else " " for sign in bare)
    return " ".join("".join(signs).split())


def sentences(text: str) -> list[str]:
    """Take text apart at the end of each sentence or line, in its plain form."""
    return [found for part in SENTENCES.split(text) if (found := plain(part))]


@cache
def read_lists(path: Path) -> Mapping[str, re.Pattern[str]]:
    """Read a file of lists; each becomes one expression."""
    written = Written("% phrases" in path.read_text(encoding="utf-8"), path.stem == "ar")
    lists: dict[str, list[str]] = {}
    name = ""
    for line in _lines(path):
        if " = " in line:
            group, _, words = line.partition(" = ")
            written.groups[group.strip()] = words.strip()
        elif line.startswith("["):
            name = line.strip("[]")
            lists.setdefault(name, [])
        elif not line.startswith("%"):
            lists[name] += [written.expression(phrase) for phrase in line.split(",")]
    return {name: _any_of(found) for name, found in lists.items()}


def words_of(path: Path) -> frozenset[str]:
    """Give the words of a file: what a slip of the finger may have meant."""
    text = " ".join(line for line in _lines(path) if not line.startswith("["))
    return frozenset(word for word in plain(text).split() if word.isalpha())


def _lines(path: Path) -> Iterator[str]:
    for line in path.read_text(encoding="utf-8").splitlines():
        found = line.partition("#")[0].strip()
        if found:
            yield found


def _any_of(found: list[str]) -> re.Pattern[str]:
    # an empty list finds nothing
    return re.compile(rf"(?<![^ ])(?:{'|'.join(found)})(?![^ ])" if found else r"(?!)")


@dataclass
class Written:
    """How a file writes its lines: its groups, what `|` parts, and what may stand before a word."""

    in_phrases: bool
    arabic: bool
    groups: dict[str, str] = field(default_factory=dict)

    def expression(self, line: str) -> str:
        """Write one phrase as an expression; a gap takes the blank before it along."""
        made = ""
        for part in self._parts(line.split()):
            if part in GAPS:
                made += rf"(?: [^ ]+){{0,{GAPS[part]}}}"
            else:
                made += (" " if made else "") + self._choice(self.groups.get(part, part))
        return made

    def _parts(self, tokens: list[str]) -> list[str]:
        if not self.in_phrases or GAPS.keys().isdisjoint(tokens):
            return tokens
        parts = (" ".join(each) for gap, each in groupby(tokens, GAPS.__contains__) if not gap)
        gaps = (list(each) for gap, each in groupby(tokens, GAPS.__contains__) if gap)
        first_is_gap = tokens[0] in GAPS
        ordered = zip_longest(gaps, parts) if first_is_gap else zip_longest(parts, gaps)
        flat = (one for pair in ordered for one in pair if one is not None)
        return [each for one in flat for each in (one if isinstance(one, list) else [one])]

    def _choice(self, part: str) -> str:
        return f"(?:{'|'.join(self._phrase(choice) for choice in part.split('|'))})"

    def _phrase(self, choice: str) -> str:
        words = [self.groups.get(word, word) for word in choice.replace("~", " ").split()]
        return " ".join(self._word(word) for word in words)

    def _word(self, word: str) -> str:
        if "|" in word:
            return self._choice(word)
        ending = "[^ ]*" if word.endswith("*") else ""
        return f"{ARABIC_BEFORE if self.arabic else ''}{re.escape(plain(word))}{ending}"
