"""Seven words that open a report again, or the same secret as digits.

Seven of 7,776 words hold 90 bits: nobody guesses them, so they need no slow hash, and a sheet of
paper with seven words looks like a list. Each word is also a number of four digits, for whoever
finds digits easier. Pure functions.
"""

import math
import re
import secrets
from dataclasses import dataclass
from functools import cache
from pathlib import Path

LIST = Path(__file__).parent / "passphrase_words.txt"
LENGTH = 7
DIGITS = 4
COUNT = 7_776
BITS = LENGTH * math.log2(COUNT)


class NotAPassphrase(ValueError):
    """What was typed is not seven words of the list, nor 28 digits."""


@dataclass(frozen=True, repr=False)
class Passphrase:
    """One secret, as the places of its words in the list."""

    places: tuple[int, ...]

    @property
    def words(self) -> list[str]:
        """Give the words."""
        return [words()[place] for place in self.places]

    @property
    def digits(self) -> str:
        """Give the same as digits in one run; the page parts them in fours."""
        return "".join(f"{place:0{DIGITS}}" for place in self.places)

    @property
    def groups(self) -> list[str]:
        """Give the digits in fours."""
        return [f"{place:0{DIGITS}}" for place in self.places]


def draw() -> Passphrase:
    """Make a new one, from the randomness of the system."""
    return _of_number(secrets.randbelow(COUNT**LENGTH))


def drawn_from(seed: str) -> Passphrase:
    """Make the one that belongs to a secret of 256 bits, in hexadecimal: always the same."""
    return _of_number(int(seed, 16) % COUNT**LENGTH)


def _of_number(number: int) -> Passphrase:
    places = []
    for _ in range(LENGTH):
        number, place = divmod(number, COUNT)
        places.append(place)
    return Passphrase(tuple(places))


def read(typed: str) -> Passphrase:
    """Take what somebody typed, however it is parted; raises `NotAPassphrase`."""
    digits = re.sub(r"[\s.,;-]", "", typed)
    if digits.isdecimal():  # of any script: Arabic and Urdu keyboards have signs of their own
        return _of_digits(digits)
    found = re.findall(r"[a-z]+(?:-[a-z]+)?", typed.casefold())
    if len(found) != LENGTH or not all(word in _places() for word in found):
        raise NotAPassphrase
    return Passphrase(tuple(_places()[word] for word in found))


def unknown(typed: str) -> list[str]:
    """Name the words that are not in the list: likely a slip of the pen."""
    found = re.findall(r"[a-z]+(?:-[a-z]+)?", typed.casefold())
    return [word for word in found if word not in _places()]


@cache
def words() -> tuple[str, ...]:
    """Give the list."""
    lines = LIST.read_text(encoding="utf-8").split("\n")
    return tuple(line for line in lines if line and not line.startswith("#"))


@cache
def _places() -> dict[str, int]:
    return {word: place for place, word in enumerate(words())}


def _of_digits(digits: str) -> Passphrase:
    if len(digits) != LENGTH * DIGITS:
        raise NotAPassphrase
    places = tuple(int(digits[i : i + DIGITS]) for i in range(0, len(digits), DIGITS))
    if any(place >= COUNT for place in places):
        raise NotAPassphrase
    return Passphrase(places)
