"""Letters of a page put into words and lines."""

from collections.abc import Iterable, Sequence
from operator import attrgetter
from statistics import median

from upstander.kernel.documents.formats.aligned import Piece, TextLine
from upstander.kernel.documents.formats.page_capture import Letter

WORD_GAP = 0.22  # of a letter's size
WIDE_GAP = 1.1


def text_lines(letters: Iterable[Letter], wide: bool = False) -> list[TextLine]:
    """Put letters into lines; with `wide`, a wide gap parts the pieces of a line."""
    lines: list[list[Letter]] = []
    largest = letters_on = 0.0
    for letter in sorted(letters, key=attrgetter("foot", "left")):
        if lines and letter.foot - letters_on <= 0.42 * max(largest, letter.size):
            lines[-1].append(letter)
        else:
            lines.append([letter])
            largest = 0.0
        if letter.size > largest:
            largest, letters_on = letter.size, letter.foot
    found = [_text_line(sorted(line, key=attrgetter("left")), wide) for line in lines]
    return [line for line in found if line]


def _text_line(letters: Sequence[Letter], wide: bool) -> TextLine | None:
    pieces: list[Piece] = []
    text, start, end, bold, signs = "", 0.0, 0.0, 0, 0
    words: list[float] = []
    for letter in letters:
        if not letter.text.strip():
            text += " " if text and not text.endswith(" ") else ""
            continue
        gap = letter.left - end if text.strip() else 0.0
        if wide and text.strip() and gap > WIDE_GAP * letter.size:
            pieces.append(Piece(start, end, text.strip(), bold * 2 > signs, tuple(words)))
            text, bold, signs = "", 0, 0
        if not text.strip():
            start = letter.left
            words = [letter.left]
        elif gap > WORD_GAP * letter.size and not text.endswith(" "):
            text += " "
        if text.endswith(" ") and text.strip():
            words.append(letter.left)
        text += letter.text
        end = letter.right
        bold += letter.bold
        signs += 1
    if not text.strip():
        return None
    pieces.append(Piece(start, end, text.strip(), bold * 2 > signs, tuple(words)))
    size = median(letter.size for letter in letters)
    bottom = median(letter.foot for letter in letters)
    return TextLine(tuple(pieces), bottom - size, size)
