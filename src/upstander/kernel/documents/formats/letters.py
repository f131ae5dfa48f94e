"""Letters of a page put into words and lines."""

import re
from collections.abc import Iterable, Iterator, Sequence
from operator import attrgetter
from statistics import median

from upstander.kernel.documents.formats.flowing import Piece, TextLine
from upstander.kernel.documents.formats.lists import is_mark
from upstander.kernel.documents.formats.page_capture import Letter, Turned

_NUMBER = re.compile(r"\d{1,2}(?:\.\d{1,2})*\.?")
WORD_GAP = 0.22  # of a letter's size
WIDE_GAP = 1.1
HANGING = 9.0  # what hangs behind a number is set in by less than this many letters


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
    is_open = not text.endswith(" ")
    pieces.append(Piece(start, end, text.strip(), bold * 2 > signs, tuple(words), is_open))
    size = median(letter.size for letter in letters)
    _join_mark(pieces, size)
    bottom = median(letter.foot for letter in letters)
    return TextLine(tuple(pieces), bottom - size, size)


def _join_mark(pieces: list[Piece], size: float) -> None:
    """Put the mark of a list and its entry together, but not a number with another column."""
    if len(pieces) < 2:
        return
    mark, words = pieces[:2]
    near = words.start - mark.end < HANGING * size
    hangs = len(pieces) == 2 and near and bool(_NUMBER.fullmatch(mark.text))
    if hangs or is_mark(mark.text):
        text = f"{mark.text} {words.text}"
        starts = (mark.start, *words.words)
        pieces[:2] = [Piece(mark.start, words.end, text, words.bold, starts, words.open_end)]


def upright(letters: Iterable[Turned]) -> Iterator[Letter]:
    """Write words that run up or down the page on one spot in the middle of where they stand."""
    lines: list[list[Turned]] = []
    for letter in sorted(letters, key=lambda held: (held.upwards, round(held.across))):
        if lines and _same_line(lines[-1][-1], letter):
            lines[-1].append(letter)
        else:
            lines.append([letter])
    for line in lines:
        line.sort(key=lambda held: -held.down if held.upwards else held.down)
        yield from _set_upright(line)


def _same_line(last: Turned, letter: Turned) -> bool:
    near = abs(last.across - letter.across) <= 0.42 * max(last.size, letter.size)
    return near and last.upwards == letter.upwards


def _set_upright(line: Sequence[Turned]) -> Iterator[Letter]:
    for word in _runs(line):
        middle = sum(letter.down for letter in word) / len(word)
        for place, letter in enumerate(word):
            left = letter.across + 0.01 * place
            foot = middle + 0.4 * letter.size
            top = foot - letter.size
            yield Letter(letter.text, left, left, top, foot, letter.size, letter.bold)


def _runs(line: Sequence[Turned]) -> Iterator[list[Turned]]:
    """Part letters on one line where they stand far from one another."""
    run: list[Turned] = []
    for letter in line:
        if run and abs(letter.down - run[-1].down) > 3 * letter.size:
            yield run
            run = []
        run.append(letter)
    if run:
        yield run
