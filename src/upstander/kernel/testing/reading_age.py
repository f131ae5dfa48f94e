"""How old somebody has to be to read a text, by the formula of Flesch and Kincaid.

It counts words in a sentence and syllables in a word, so it finds long sentences and long words,
and knows nothing of whether a text can be understood: people have to read it too.
"""

import re
from html import unescape
from html.parser import HTMLParser
from itertools import pairwise

SCHOOL_BEGINS = 5  # grade 0 of the formula is read at five
BLOCKS = frozenset(
    "p li h1 h2 h3 dt dd label legend option summary button div".split()  # noqa: SIM905 - shorter
)


class _Words(HTMLParser):
    """Takes the text of a page, one line for each block."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = [""]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a line where a block begins."""
        if tag in BLOCKS or tag == "br":
            self.lines.append("")

    def handle_endtag(self, tag: str) -> None:
        """End it where the block ends."""
        if tag in BLOCKS:
            self.lines.append("")

    def handle_data(self, data: str) -> None:
        """Take the words in."""
        self.lines[-1] += data


def lines_of(page: str, begin: str = "<main", end: str = "</main>") -> list[str]:
    """Give the lines that a page says between two marks."""
    reader = _Words()
    reader.feed(page[page.index(begin) : page.index(end, page.index(begin))])
    lines = (" ".join(unescape(line).split()) for line in reader.lines)
    return [line for line in lines if re.search(r"[A-Za-z]", line)]


def sentences_of(lines: list[str]) -> list[list[str]]:
    """Give the words of each sentence; a heading or a label is one."""
    parts = (part for line in lines for part in re.split(r"(?<=[.?!:])\s+", line))
    return [words for part in parts if (words := re.findall(r"[A-Za-z][A-Za-z’']*", part))]


def syllables(word: str) -> int:
    """Count the syllables of an English word, near enough: its groups of vowels."""
    small = re.sub("^some(?=.)", "som", word.lower())  # somebody, something
    bare = re.sub(r"(?:es|ed|e)$", "", small) if len(small) > 3 else small
    if re.search(r"(?:[td]ed|[sxzc]es|[^aeiou]le)$", small):
        bare = small.removesuffix("s")
    vowels = [sign in "aeiouy" for sign in bare]
    groups = sum(now and not before for before, now in pairwise([False, *vowels]))
    return max(1, groups)


def reading_age(sentences: list[list[str]]) -> float:
    """Give the age at which the sentences are read, in years."""
    words = [word for sentence in sentences for word in sentence]
    spoken = sum(map(syllables, words))
    grade = 0.39 * len(words) / len(sentences) + 11.8 * spoken / len(words) - 15.59
    return grade + SCHOOL_BEGINS
