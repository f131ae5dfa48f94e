"""Lines of a page as pieces with wide gaps between them, put together to words that flow."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import pairwise

from upstander.kernel.documents.formats.cut_words import goes_on
from upstander.kernel.documents.formats.lists import read_line, starts_list
from upstander.kernel.documents.model import Line

# words alone in the first column that head what follows, however near they stand
_HEADS = re.compile(
    r"[A-Za-z]+ (?:\d{1,2}(?:\.\d+)*|[A-Z]|One|Two|Three|Four|Five|Six)\s*"
    r"(?:[:.]|\s?[–—-]\s)\s*\S.*"
    r"|[A-Z][A-Z\d &’',:/–-]+"
    r"|(?:\d+\.\d+[a-z]?|[A-Z]\d{1,2}|\d+[.)])\s+[A-Z].*"
)


@dataclass(frozen=True)
class Piece:
    """Words that stand together on a line: where they begin and end, and each of them begins."""

    start: float
    end: float
    text: str
    bold: bool = False
    words: tuple[float, ...] = ()
    open_end: bool = False  # no blank was set behind them, so a word may go on in the next line


@dataclass(frozen=True)
class TextLine:
    """A line of a page as pieces with wide gaps between them."""

    pieces: tuple[Piece, ...]
    top: float = 0.0
    height: float = 1.0

    @property
    def start(self) -> float:
        """Give where the line begins."""
        return self.pieces[0].start

    @property
    def end(self) -> float:
        """Give where the line ends."""
        return self.pieces[-1].end

    @property
    def text(self) -> str:
        """Give all words of the line."""
        return " ".join(piece.text for piece in self.pieces)

    @property
    def first_width(self) -> float:
        """Give how wide the first word is: by where the next begins, else by its share of signs."""
        words, starts = self.text.split(maxsplit=1), self.pieces[0].words
        if len(starts) > 1 and len(words) > 1:
            return starts[1] - starts[0] - 0.25 * self.height
        share = len(words[0]) / max(len(self.text), 1) if words else 0.0
        return (self.end - self.start) * share

    @property
    def bold(self) -> bool:
        """Tell whether the whole line is bold."""
        return all(piece.bold for piece in self.pieces)


def heads(text: str) -> bool:
    """Tell whether words begin something new, by a number or a label with one."""
    return bool(_HEADS.fullmatch(text))


def pitch_of(lines: Sequence[TextLine], place: float = 0.5) -> float:
    """Give how far apart lines lie: in the middle of all gaps, or at another place among them."""
    gaps = sorted(
        after.top - before.top for before, after in pairwise(lines) if after.top > before.top
    )
    return gaps[int(place * (len(gaps) - 1))] if gaps else 1.0


def reflow(
    lines: Sequence[TextLine], right: float, blank: float, known: Collection[str] | None = None
) -> tuple[Line, ...]:
    """Put lines that were only broken by the width of their column together again.

    A line goes on where the first word of the next one would not have fitted behind it. A column
    may be too narrow for a word and cut it in two: `known` are whole words by which that is told,
    None where lines do not say whether a blank ends them.
    """
    found: list[list[TextLine]] = []
    pitch = pitch_of(lines)
    for line in lines:
        # the rest of a word that was cut stands on a line of its own, however short it is
        ends = 0.0 if found and _ends_a_cut(found[-1], known) else right
        continues = (
            bool(found)
            and not starts_list(line.text)
            and _goes_on(found[-1][-1], line, ends, blank, pitch)
        )
        if continues:
            found[-1].append(line)
        else:
            found.append([line])
    return tuple(
        read_line(spoken_of(group, known), bold=all(line.bold for line in group)) for group in found
    )


def _goes_on(before: TextLine, line: TextLine, right: float, blank: float, pitch: float) -> bool:
    if line.top - before.top > 1.45 * pitch:
        return False
    return not line.text or before.end + line.first_width + blank > right - blank


def _ends_a_cut(group: Sequence[TextLine], known: Collection[str] | None) -> bool:
    return len(group) > 1 and _is_cut(group[-2], group[-1], known)


def _is_cut(before: TextLine, line: TextLine, known: Collection[str] | None) -> bool:
    return goes_on(before.text, line.text, known if before.pieces[-1].open_end else None)


def spoken_of(lines: Sequence[TextLine], known: Collection[str] | None) -> str:
    """Join lines; a word that was cut, with a hyphen or without one, becomes whole."""
    text = lines[0].text
    for before, line in pairwise(lines):
        if text.endswith("\u00ad"):
            text = text[:-1] + line.text
        elif _is_cut(before, line, known):
            text += line.text
        else:
            text = f"{text} {line.text}"
    return text
