"""Text as every file format can carry it, so that what goes out comes back the same."""

import re
from functools import lru_cache

# no format carries these, and a cell of a workbook may not hold them
_UNFIT = re.compile("[\x00-\x08\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_LINE_ENDS = re.compile("\r\n|\r|\x0b")
LONGEST = 70  # of words that a sentence quotes


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
    named: dict[str, str] = {}
    for name in filter(None, map(one_line, names)):
        named.setdefault(sameness(name), name)
    return tuple(named.values())


@lru_cache(maxsize=10_000)
def sameness(words: str) -> str:
    """Give what two spellings of the same words share: all but case and spacing."""
    return one_line(words).casefold()


def upper_first(words: str) -> str:
    """Begin a sentence, leaving all other letters as they are."""
    return words[:1].upper() + words[1:]


def short(words: str) -> str:
    """Fit words on a line of a screen."""
    line = " ".join(words.split()).rstrip(".")
    return line if len(line) <= LONGEST else f"{line[:LONGEST].rsplit(' ', 1)[0]} …"
