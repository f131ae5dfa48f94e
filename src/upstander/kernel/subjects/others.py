"""Masking other people in an answer to somebody who asks for their own data. Pure functions.

What a field says of others alone is left out whole. In what speaks of both, names and addresses of
others that are known from those fields are masked, and whatever looks like an address and is not
the person's own. A machine cannot be sure of free text, so such text is marked to be read.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from upstander.kernel.subjects.suspects import mask_words, suspected
from upstander.kernel.vault.phonetics import plain

LATIN = "\u036f"  # beyond it begin Greek, Cyrillic and all other scripts
MASK = "[another person]"
ADDRESS = "[address removed]"
EMAIL = re.compile(r"[^\s@<>,;]+@[^\s@<>,;]+\.[A-Za-z]{2,}")
PHONE = re.compile(r"\+?\(?\d[\d ()-]{7,}\d")
POSTCODE = re.compile(r"\b[A-Za-z]{1,2}\d[A-Za-z\d]?\s*\d[A-Za-z]{2}\b")
HANDLE = re.compile(r"(?<!\w)@\w{2,}")
DAY = re.compile(r"\d{4}-\d\d-\d\d|\d{1,2}[ -]\d{1,2}[ -](?:\d\d){1,2}")
BETWEEN = re.compile(r"[\s,.;:!?()\[\]\"“”/،。、，]+")  # not every script's vowels are letters
# words that begin a sentence about somebody, and are no name
NO_NAMES = frozenset(
    "the and her his she they them their him not but for who with that this from was were are is"  # noqa: SIM905
    " has had have will would one two man men woman women mother father brother sister husband"
    " wife son daughter uncle aunt cousin neighbour neighbours friend partner family manager"
    " landlord street road police he it at in on my we to of as by or if so no mr mrs ms dr"
    " me".split()
)


@dataclass
class Others:
    """What is known of other people in the records of one person, and what is the person's own."""

    own: set[str] = field(default_factory=set)
    names: set[str] = field(default_factory=set)

    def know_own(self, texts: Iterable[str]) -> None:
        """Learn what is the person's own, so that it is never masked."""
        for text in texts:
            self.own |= {_bare(text), *(_bare(word) for word in text.split())}
            self.own |= {_bare(part) for part in re.split(r"[\s-]+", text)}

    def know_others(self, texts: Iterable[str]) -> None:
        """Learn from a field that speaks of others alone."""
        for text in texts:
            for word in BETWEEN.split(text):
                small = word[:1].islower() or plain(word) in NO_NAMES  # some know no capitals
                if len(word) > 1 and word[0].isalpha() and not small:
                    self.names.add(word)

    def mask(self, text: str) -> str:
        """Mask others in a text that speaks of the person as well."""
        for pattern in (EMAIL, HANDLE, PHONE, POSTCODE):
            text = pattern.sub(self._unless_own, text)
        for name in sorted(self.names, key=len, reverse=True):
            if _bare(name) not in self.own:
                text = _as_written(name).sub(MASK, text)
        return text

    def mask_what_may_be(self, text: str) -> str:
        """Mask others, and words that may name somebody, as in a draft that nobody has read."""
        return mask_words(self.mask(text), suspected(text, self.own))

    def in_text(self, text: str) -> list[str]:
        """List what is masked in a text, as it is written there, and what may be a name as well."""
        found = [
            each[0]
            for pattern in (EMAIL, HANDLE, PHONE, POSTCODE)
            for each in pattern.finditer(text)
            if self._unless_own(each) == ADDRESS
        ]
        for name in self.names:
            if _bare(name) not in self.own:
                found += [each[0] for each in _as_written(name).finditer(text)]
        return list(dict.fromkeys([*found, *suspected(text, self.own)]))

    def _unless_own(self, found: re.Match[str]) -> str:
        kept = _bare(found[0]) in self.own or DAY.fullmatch(found[0].strip())
        return found[0] if kept else ADDRESS


def _as_written(name: str) -> re.Pattern[str]:
    """Make the pattern that finds a name: in any case, but for names as short as common words.

    Scripts that write words together have no borders to look for.
    """
    if name > LATIN and not name[0].isupper():
        return re.compile(re.escape(name))
    short = re.NOFLAG if len(name) < 3 else re.IGNORECASE
    return re.compile(rf"(?<!\w){re.escape(name)}(?!\w)", short)


def _bare(text: str) -> str:
    return re.sub(r"[\s()-]", "", plain(text))
