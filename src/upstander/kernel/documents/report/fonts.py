"""The letters of documents: fonts that come as packages, and which signs they have."""

import unicodedata
from functools import cache
from importlib import import_module
from pathlib import Path

PACKAGES = (
    "fontpkg_noto_sans",
    "fontpkg_amiri",
    "fontpkg_noto_sans_tamil",
    "fontpkg_hind_siliguri",
    "fontpkg_heebo",
)
NASKH = "Amiri"
FAMILIES = ("Noto Sans", NASKH, "Noto Sans Tamil", "Hind Siliguri", "Heebo")
# signs that show as nothing, and only tell the letters beside them how to join or where to go
_JOINING = frozenset(
    "\u00ad\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u2060\u2066\u2067\u2068\u2069\ufeff"
)


def folders() -> list[str]:
    """List the folders in which the fonts lie."""
    return [str(folder) for folder in _folders()]


@cache
def _folders() -> tuple[Path, ...]:
    return tuple(import_module(name).ROOT / "files" for name in PACKAGES)


@cache
def _letters() -> frozenset[int]:
    from fontTools.ttLib import TTFont  # noqa: PLC0415 - only who sets a page pays for it

    held: set[int] = set()
    for folder in _folders():
        for path in folder.glob("*.ttf"):
            with TTFont(path, lazy=True) as font:
                held.update(font.getBestCmap())
    return frozenset(held)


def printable(text: str) -> str:
    """Write signs that none of our fonts has by their name, so that no word goes missing."""
    if text.isascii():
        return text
    letters = _letters()
    return "".join(sign if _shows(sign, letters) else _named(sign) for sign in text)


def _shows(sign: str, letters: frozenset[int]) -> bool:
    return ord(sign) in letters or sign in _JOINING or sign in "\n\t"


def _named(sign: str) -> str:
    kind = unicodedata.category(sign)
    if kind.startswith("Z"):
        return " "
    if kind == "Cf" or 0xFE00 <= ord(sign) <= 0xFE0F:
        return ""
    if kind in ("So", "Sk"):
        return f"[{unicodedata.name(sign, f'U+{ord(sign):04X}').lower()}]"
    return f"[U+{ord(sign):04X}]"
