"""Masking other people in an answer to somebody who asks for their own data. Pure functions.

What a field says of others alone is left out whole. In what speaks of both, names and addresses of
others that are known from those fields are masked, and whatever looks like an address and is not
the person's own. A machine cannot be sure of free text, so such text is marked to be read.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from upstander.kernel.vault.phonetics import plain

MASK = "[another person]"
ADDRESS = "[address removed]"
EMAIL = re.compile(r"[^\s@<>,;]+@[^\s@<>,;]+\.[A-Za-z]{2,}")
PHONE = re.compile(r"\+?\(?\d[\d ()-]{7,}\d")
POSTCODE = re.compile(r"\b[A-Za-z]{1,2}\d[A-Za-z\d]?\s*\d[A-Za-z]{2}\b")
NAME = re.compile(r"\b[^\W\d_][\w'’-]{2,}")
# words that begin a sentence about somebody, and are no name
NO_NAMES = frozenset(
    "the and her his she they them their him not but for who with that this from was were are is"  # noqa: SIM905
    " has had have will would one two man men woman women mother father brother sister husband"
    " wife son daughter uncle aunt cousin neighbour neighbours friend partner family manager"
    " landlord street road police".split()
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

    def know_others(self, texts: Iterable[str]) -> None:
        """Learn from a field that speaks of others alone."""
        for text in texts:
            for word in NAME.findall(text):
                if word[0].isupper() and plain(word) not in NO_NAMES:
                    self.names.add(word)

    def mask(self, text: str) -> str:
        """Mask others in a text that speaks of the person as well."""
        for pattern in (EMAIL, PHONE, POSTCODE):
            text = pattern.sub(self._unless_own, text)
        names = sorted(
            (name for name in self.names if _bare(name) not in self.own), key=len, reverse=True
        )
        if not names:
            return text
        listed = "|".join(map(re.escape, names))
        return re.sub(rf"(?<!\w)(?:{listed})(?!\w)", MASK, text, flags=re.IGNORECASE)

    def _unless_own(self, found: re.Match[str]) -> str:
        return found[0] if _bare(found[0]) in self.own else ADDRESS


def _bare(text: str) -> str:
    return re.sub(r"[\s()-]", "", plain(text))
