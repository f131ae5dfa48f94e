"""The sentences of the public pages in each language, as they are served, and their hash.

Catalogues stand in the folder `locale` of the part whose pages they translate, in the form that
gettext reads. What a person signs is the hash of all of them: one changed sentence is another.
"""

import hashlib
import json
import struct
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from django.apps import apps

from upstander.kernel.reference.languages import OWN_NAMES, RIGHT_TO_LEFT, TITLES

DRAFTED = ("ar", "es", "pl", "pt", "ta", "ur")  # in which there are catalogues
HEADER = ""  # of a catalogue: who wrote it, and its rule of plurals


@cache
def sentences(code: str) -> dict[str, tuple[str, ...]]:
    """Give each English sentence with its translation; several where it counts something."""
    found: dict[str, tuple[str, ...]] = {}
    for path in catalogues(code):
        for source, translated in _read(path.read_bytes()):
            if source != HEADER:
                found[source.split("\0")[0]] = tuple(translated.split("\0"))
    return dict(sorted(found.items()))


@cache
def content(code: str) -> str:
    """Give the hash of all that is said in a language: both sides, so that either may not move."""
    said = json.dumps(sentences(code), ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(said.encode()).hexdigest()


def catalogues(code: str) -> list[Path]:
    """List the files of a language, as they are served."""
    folders = (Path(app.path) / "locale" for app in apps.get_app_configs())
    ours = (folder for folder in folders if "upstander" in folder.parts)
    paths = (folder / code / "LC_MESSAGES" / "django.mo" for folder in ours)
    return sorted(path for path in paths if path.exists())


def direction(code: str) -> str:
    """Say which way a language is written."""
    return "rtl" if code in RIGHT_TO_LEFT else "ltr"


def own_name(code: str) -> str:
    """Give the name that its speakers use."""
    return OWN_NAMES[code]


def title(code: str) -> str:
    """Give the English name."""
    return TITLES[code]


def _read(data: bytes) -> Iterator[tuple[str, str]]:
    """Read a compiled catalogue: two tables of lengths and places, as gettext documents them."""
    _magic, _revision, count, sources, translations = struct.unpack_from("<5I", data)
    for row in range(count):
        yield _text(data, sources + 8 * row), _text(data, translations + 8 * row)


def _text(data: bytes, place: int) -> str:
    length, start = struct.unpack_from("<2I", data, place)
    return data[start : start + length].decode()
