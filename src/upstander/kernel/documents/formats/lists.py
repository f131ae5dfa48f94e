"""List marks that were typed, or that a copy left in the text: bullets, "1." and "b)"."""

import re
from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise

from upstander.kernel.documents.model import Cell, Line
from upstander.kernel.documents.tidy import tidy

SIGNS = "•●○◦▪▫■□‣⁃∙·➢➤►▸▶✓✔❖◆◇⮚\uf0b7\uf0a7\uf0d8\uf076\uf0fc\uf02d\uf0a8\uf06f"
_BULLET = re.compile(rf"\s*(?:([{SIGNS}])\s*|([-–—*+]|[o§v](?=\s+[A-Z‘“'(]))\s+)(?=\S)")
_NUMBER = re.compile(
    r"\s*(\((?:\d{1,2}|[a-zA-Z]|[ivxIVX]{1,4})\)|(?:\d{1,2}|[a-zA-Z]|[ivx]{2,4})\))\s+(?=\S)"
)
_MARK = re.compile(r"[-–]|\(?(?:\d{1,2}|[a-zA-Z]|[ivx]{1,4})\)")
_INNER = re.compile(rf"\s*[{SIGNS}]\s+(?=\S)")


def read_lines(text: str) -> tuple[Line, ...]:
    """Read typed text as lines; a bullet in mid line begins one too."""
    return tuple(
        line
        for part in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        for line in _cut(part)
        if line.text or line.bullet
    )


def typed_cell(column: int, text: str, lines: tuple[Line, ...], colour: str = "") -> Cell:
    """Make the cell of a sheet, keeping its text as typed where the lines leave something out."""
    cell = Cell(column, lines, colour=colour)
    return cell if cell.text == text else replace(cell, exact=text)


def _cut(part: str) -> Iterable[Line]:
    starts = [match.start() for match in _INNER.finditer(part)]
    cuts = [0, *[start for start in starts if part[:start].strip()], len(part)]
    return (read_line(part[start:end]) for start, end in pairwise(cuts))


def read_line(text: str, *, bold: bool = False, struck: bool = False) -> Line:
    """Read one line, telling its list mark from its words."""
    found = _BULLET.match(text)
    if found:
        mark = "*" if found[2] == "*" else "•"  # a star may also begin a note
        return Line(tidy(text[found.end() :]), mark, _depth(text), bold, struck)
    found = _NUMBER.match(text)
    if found:
        return Line(tidy(text[found.end() :]), found[1], _depth(text), bold, struck)
    return Line(tidy(text), "", _depth(text), bold, struck)


def is_mark(text: str) -> bool:
    """Tell whether words are nothing but the mark of a list entry."""
    return text in SIGNS or bool(_MARK.fullmatch(text))


def starts_list(text: str) -> bool:
    """Tell whether a list entry begins here."""
    return bool(_BULLET.match(text) or _NUMBER.match(text))


def _depth(text: str) -> int:
    blanks = len(text) - len(text.lstrip(" \t"))
    return min((blanks + 2) // 4, 8)  # two, three or four blanks are one step in
