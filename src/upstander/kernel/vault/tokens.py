"""Makes search tokens: numbers from which no value can be told without the key of its purpose."""

import hmac
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from upstander.kernel.vault.keys.store import KeyStore
from upstander.kernel.vault.phonetics import codes_of


class Purpose(StrEnum):
    """What a token lets one find by; each has a key of its own."""

    SURNAME = "surname"
    FORENAME = "forename"
    BORN_ON = "born_on"
    BORN_IN = "born_in"
    PHONE = "phone"
    EMAIL = "email"
    POSTCODE = "postcode"


@dataclass(frozen=True)
class Searched:
    """A field by which records can be found, and for which purposes."""

    field: str
    purposes: tuple[Purpose, ...]


def phone_number(text: str) -> str:
    """Write a telephone number in one way only: +44 7700 900123 as 07700900123."""
    digits = "".join(re.findall(r"\d", text))
    for prefix, put in (("00440", "0"), ("0044", "0"), ("440", "0"), ("44", "0"), ("00", "")):
        if digits.startswith(prefix) and len(digits) > 10:
            return put + digits.removeprefix(prefix)
    return digits


def email_address(text: str) -> str:
    """Write an email address in one way only: small letters, without what follows a plus."""
    name, _, host = text.strip().casefold().rpartition("@")
    return f"{name.partition('+')[0]}@{host}" if name else ""


def postcode(text: str) -> str:
    """Write a postcode in one way only: SM45DX."""
    return re.sub(r"[^A-Z0-9]", "", text.upper())


ONE_WAY: Mapping[Purpose, Callable[[str], Iterable[str]]] = {
    Purpose.SURNAME: codes_of,
    Purpose.FORENAME: codes_of,
    Purpose.BORN_ON: lambda day: [day],
    Purpose.BORN_IN: lambda day: [day[:4]],
    Purpose.PHONE: lambda text: [phone_number(text)],
    Purpose.EMAIL: lambda text: [email_address(text)],
    Purpose.POSTCODE: lambda text: [postcode(text)],
}


def token(key: bytes, label: str, value: str) -> int:
    """Make the token of a value: 64 bits of an HMAC, as a number that every database can hold."""
    digest = hmac.digest(key, f"{label}\n{value}".encode(), "sha256")
    return int.from_bytes(digest[:8], "big", signed=True)


def tokens_for(
    searched: Sequence[Searched], document: Mapping[str, Any], label: str, keys: Mapping[str, bytes]
) -> Iterator[int]:
    """Make every token of a document, under one generation of keys."""
    for field in searched:
        written: Any = document.get(field.field)
        for text in written if isinstance(written, list | tuple) else [written]:
            for purpose in field.purposes if text else ():
                yield from values_as_tokens(keys[purpose], label, purpose, text)


def values_as_tokens(key: bytes, label: str, purpose: Purpose, text: str) -> Iterator[int]:
    """Make the tokens of one value for one purpose; a name of two parts has two."""
    for value in ONE_WAY[purpose](text):
        if value:
            yield token(key, label, value)


def search_keys(kept: KeyStore) -> list[dict[str, bytes]]:
    """Give the keys of each purpose, newest first, one set for each generation still in use.

    There are two sets only while a rotation runs: until it ends, one looks with both.
    """
    generation = kept.generation
    if kept.searched_with is None or kept.searched_with[0] != generation:
        found = kept.search_keys()
        if not found or found[0][0] != generation or len(found[0][1]) < len(Purpose):
            kept.make_search_keys([*Purpose])
            found = kept.search_keys()
        kept.searched_with = (generation, [keys for _, keys in found])
    keys: list[dict[str, bytes]] = kept.searched_with[1]
    return keys
