"""The words of a report as every format sets them: lines, languages, directions."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import groupby

from upstander.kernel.documents.report.model import Run, Words, words_in

BULLET = "• "
# these force letters to read backwards, whatever they are; words stay, only they go
_OVERRIDES = re.compile("[\u202d\u202e]")
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
# the letters of each script, and the language that is meant where nobody says
_SCRIPTS = (
    ("ar", "\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufefc"),
    ("he", "\u0590-\u05ff\ufb1d-\ufb4f"),
    ("ta", "\u0b80-\u0bff"),
    ("bn", "\u0980-\u09ff"),
    ("hi", "\u0900-\u097f"),
    ("pa", "\u0a00-\u0a7f"),
    ("gu", "\u0a80-\u0aff"),
)
_SCRIPT = re.compile("|".join(f"(?P<{name}>[{letters}])" for name, letters in _SCRIPTS))
_URDU = re.compile("[ٹڈڑںےہھگچپژک]")
_POLISH = re.compile("[ąćęłńśźż]", re.IGNORECASE)
_LEAST_POLISH = 0.025  # a name in an English sentence stays below, Polish text lies far above
_RIGHT_TO_LEFT = frozenset({"R", "AL"})
RTL_LANGUAGES = frozenset({"ar", "he", "ur", "fa"})


@dataclass(frozen=True)
class Piece:
    """Letters of one script, with how they are set and in which language."""

    text: str
    language: str
    rtl: bool = False
    strong: bool = False
    link: str = ""


@dataclass(frozen=True)
class TextLine:
    """One line: its pieces, whether it is a list entry, and the direction in which it begins."""

    pieces: tuple[Piece, ...]
    bullet: bool = False
    rtl: bool = False

    @property
    def text(self) -> str:
        """Give the bare words."""
        return "".join(piece.text for piece in self.pieces)


def harmless(text: str) -> str:
    """Drop signs that no document may hold, and those that turn words around; keep all words."""
    return _UNFIT.sub("", _OVERRIDES.sub("", text))


def lines_of(words: Words, language: str) -> list[TextLine]:
    """Lay words out in lines; a line of nothing stays one."""
    return [_line(tuple(runs), language) for runs in _split(words)]


def one_line_of(words: Words, language: str) -> TextLine:
    """Lay words out as a single line in which line breaks stay."""
    runs = (Run(words),) if isinstance(words, str) else words
    return _laid(tuple(replace(run, text=harmless(run.text)) for run in runs), language, False)


def text_lines(words: Words) -> list[str]:
    """Give the bare words of each line."""
    return harmless(words_in(words)).split("\n")


def is_rtl(text: str) -> bool:
    """Tell whether text begins from the right: by its first letter that has a direction."""
    for sign in text:
        direction = unicodedata.bidirectional(sign)
        if direction == "L" or direction in _RIGHT_TO_LEFT:
            return direction != "L"
    return False


@lru_cache(maxsize=4_000)
def language_of(text: str, usual: str) -> str:
    """Find the language of text by its letters; `usual` where they do not tell."""
    counted = [found.lastgroup or "" for found in _SCRIPT.finditer(text)]
    letters = sum(map(str.isalpha, text)) or 1
    if len(counted) > 0.5 * letters:
        script = max(sorted(set(counted)), key=counted.count)
        return "ur" if script == "ar" and _URDU.search(text) else script
    polish = usual.startswith("en") and len(_POLISH.findall(text)) > _LEAST_POLISH * letters
    return "pl" if polish else usual


def _split(words: Words) -> Iterator[list[Run]]:
    line: list[Run] = []
    for run in (Run(words),) if isinstance(words, str) else words:
        first, *rest = harmless(run.text).split("\n")
        line.append(replace(run, text=first))
        for part in rest:
            yield line
            line = [replace(run, text=part)]
    yield line


def _line(runs: tuple[Run, ...], language: str) -> TextLine:
    bullet = bool(runs) and runs[0].text.startswith(BULLET)
    if bullet:
        runs = (replace(runs[0], text=runs[0].text.removeprefix(BULLET)), *runs[1:])
    return _laid(runs, language, bullet)


def _laid(runs: tuple[Run, ...], language: str, bullet: bool) -> TextLine:
    text = "".join(run.text for run in runs)
    own = language_of(text, language)
    pieces = [piece for run in runs for piece in _pieces(run, own, language)]
    return TextLine(tuple(pieces), bullet, is_rtl(text))


def _pieces(run: Run, own: str, usual: str) -> Iterator[Piece]:
    """Cut a run where its script changes; signs without a script go with what stands before."""
    if run.language:
        rtl = run.language in RTL_LANGUAGES
        yield Piece(run.text, run.language, rtl, run.strong, run.link)
        return
    if run.text.isascii() and own.partition("-")[0] not in _SCRIPT.groupindex and own != "ur":
        if run.text:
            yield Piece(run.text, own, False, run.strong, run.link)
        return
    scripts = _scripts(run.text)
    for script, signs in groupby(zip(run.text, scripts, strict=True), key=lambda pair: pair[1]):
        text = "".join(sign for sign, _ in signs)
        latin = usual if own in _SCRIPT.groupindex or own == "ur" else own
        language = language_of(text, latin) if script else latin
        yield Piece(text, language, language in RTL_LANGUAGES, run.strong, run.link)


def _scripts(text: str) -> list[str]:
    found: list[str] = []
    for sign in text:
        known = _SCRIPT.match(sign)
        neutral = not sign.isalpha() and not unicodedata.combining(sign)
        before = found[-1] if found else None
        if known:
            script = known.lastgroup or ""
        elif neutral and before is None:
            script = _first_script(text)
        else:
            script = (before or "") if neutral or unicodedata.combining(sign) else ""
        found.append(script)
    return found


def _first_script(text: str) -> str:
    for sign in text:
        known = _SCRIPT.match(sign)
        if known or sign.isalpha():
            return (known.lastgroup or "") if known else ""
    return ""
