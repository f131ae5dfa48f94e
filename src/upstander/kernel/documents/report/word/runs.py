"""Runs of text in Word: each with its language, its direction, and a font that has its letters."""

from collections.abc import Callable, Iterable

from upstander.kernel.documents.report.word.markup import text, w
from upstander.kernel.documents.report.words import Piece, TextLine

# how Word names a language; and the font that machines have for scripts that Arial lacks
_TAGS = {
    "ar": "ar-SA",
    "ur": "ur-PK",
    "fa": "fa-IR",
    "he": "he-IL",
    "ta": "ta-IN",
    "bn": "bn-BD",
    "hi": "hi-IN",
    "pa": "pa-IN",
    "gu": "gu-IN",
    "pl": "pl-PL",
    "en": "en-GB",
}
_INDIC = frozenset({"ta", "bn", "hi", "pa", "gu"})
_INDIC_FONT = "Nirmala UI"

LinkTo = Callable[[str], str]


def language_tag(language: str) -> str:
    """Write a language as Word writes it."""
    return _TAGS.get(language, language)


def runs(
    line: TextLine, language: str, link_to: LinkTo, *, strong: bool = False, colour: str = ""
) -> str:
    """Write the runs of a line; `link_to` gives the key of an address."""
    return "".join(_linked(piece, language, link_to, strong, colour) for piece in line.pieces)


def plain_run(words: str, properties: str = "") -> str:
    """Write a run of our own words."""
    return w("r", w("rPr", properties) if properties else "", text(words))


def direction(lines: Iterable[TextLine], rtl: bool) -> str:
    """Write the direction of a paragraph where it runs from right to left."""
    held = [line for line in lines if line.text.strip()]
    return w("bidi") if (held[0].rtl if held else rtl) else ""


def _linked(piece: Piece, language: str, link_to: LinkTo, strong: bool, colour: str) -> str:
    made = _run(piece, language, strong, colour)
    if not piece.link:
        return made
    where = "w:anchor" if piece.link.startswith("#") else "r:id"
    target = piece.link[1:] if piece.link.startswith("#") else link_to(piece.link)
    return f'<w:hyperlink {where}="{target}">{made}</w:hyperlink>'


def _run(piece: Piece, language: str, strong: bool, colour: str) -> str:
    base = piece.language.partition("-")[0]
    indic = base in _INDIC
    properties = [
        w("rStyle", val="Hyperlink") if piece.link else "",
        w("rFonts", ascii=_INDIC_FONT, hAnsi=_INDIC_FONT, cs=_INDIC_FONT) if indic else "",
        w("b") + w("bCs") if piece.strong or strong else "",
        w("color", val=colour) if colour else "",
        w("rtl") if piece.rtl else "",
        w("cs") if indic else "",
        _language(base, indic or piece.rtl) if piece.language != language else "",
    ]
    return plain_run(piece.text, "".join(properties))


def _language(base: str, complex_script: bool) -> str:
    spoken = _TAGS.get(base, base)
    return w("lang", val=spoken, bidi=spoken) if complex_script else w("lang", val=spoken)
