"""Text as every file format can carry it, so that what goes out comes back the same."""

import re
from functools import lru_cache

# no format carries these, and a cell of a workbook may not hold them
_UNFIT = re.compile("[\x00-\x08\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_LINE_ENDS = re.compile("\r\n|\r|\x0b")


def clean(words: str) -> str:
    """Keep the words and their line breaks; drop control signs and outer blanks."""
    return _UNFIT.sub("", _LINE_ENDS.sub("\n", words)).strip()


def one_line(words: str) -> str:
    """Put a name, number or title on one line."""
    return " ".join(clean(words).split())


def lines(words: str) -> tuple[str, ...]:
    """Read a cell that holds one name a line; naming one twice says nothing new."""
    return distinct(words.split("\n"))


def distinct(names: "list[str] | tuple[str, ...]") -> tuple[str, ...]:
    """Keep each name once, whatever its case and spacing, in order."""
    named = {sameness(name): one_line(name) for name in reversed(names) if one_line(name)}
    return tuple(reversed(named.values()))


@lru_cache(maxsize=10_000)
def sameness(words: str) -> str:
    """Give what two spellings of the same words share: all but case and spacing."""
    return one_line(words).casefold()


def upper_first(words: str) -> str:
    """Begin a sentence, leaving all other letters as they are."""
    return words[:1].upper() + words[1:]
