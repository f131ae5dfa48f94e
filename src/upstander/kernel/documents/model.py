"""What a document holds, whatever program wrote it: blocks in reading order, as plain values."""

from collections.abc import Iterator, Mapping
from dataclasses import MISSING, dataclass, fields, is_dataclass
from functools import cache, cached_property
from typing import Any


@dataclass(frozen=True)
class Line:
    """One line, list entry or paragraph of text, with the list mark its program shows."""

    text: str
    bullet: str = ""
    level: int = 0
    bold: bool = False
    struck: bool = False
    marks: tuple[str, ...] = ()

    @property
    def numbered(self) -> bool:
        """Tell whether the list mark counts, as "1." and "b)" do."""
        return any(sign.isalnum() for sign in self.bullet) and self.bullet not in ("o", "§")

    @cached_property
    def words(self) -> str:
        """Give the text with the number that stands before it."""
        return f"{self.bullet} {self.text}".strip() if self.numbered else self.text


@dataclass(frozen=True)
class Cell:
    """A cell of a table; one that spans stands where it begins.

    `exact` is there where a sheet holds more than the lines tell: signs of lists, blanks, tabs.
    """

    column: int
    lines: tuple[Line, ...] = ()
    row_span: int = 1
    column_span: int = 1
    colour: str = ""
    tables: tuple["Table", ...] = ()
    exact: str = ""

    @cached_property
    def text(self) -> str:
        """Give all words of the cell, a line each."""
        return "\n".join(line.words for line in self.lines if line.words)

    @property
    def as_typed(self) -> str:
        """Give the words of a sheet's cell sign by sign."""
        return self.exact or self.text

    @property
    def bold(self) -> bool:
        """Tell whether all that is written here is bold."""
        written = [line for line in self.lines if line.text]
        return bool(written) and all(line.bold for line in written)


@dataclass(frozen=True)
class Row:
    """A row of a table and where a person finds it; a sheet's has a number as well."""

    place: str
    cells: tuple[Cell, ...]
    page: int = 0
    header: bool = False
    number: int = 0


@dataclass(frozen=True)
class Table:
    """A table; `sheet` names the tab of a workbook that holds it."""

    rows: tuple[Row, ...]
    columns: int
    sheet: str = ""


@dataclass(frozen=True)
class Paragraph:
    """A paragraph between tables. `level` is 1 to 9 for a heading, 0 for other text."""

    line: Line
    place: str
    level: int = 0
    style: str = ""
    page: int = 0
    margin: bool = False

    @property
    def text(self) -> str:
        """Give the words with the number that stands before them."""
        return self.line.words


@dataclass(frozen=True)
class Footnote:
    """A note at the foot, by the mark that calls it."""

    mark: str
    text: str


@dataclass(frozen=True)
class Marked:
    """A part that our own writer marked, its words exactly as they stand in the file.

    `role` is the name that the writer gave it, or what its program calls it ("heading 1");
    '' for a part that bears no mark of ours. `kind` is "line", or "head" or "row" for a row of a
    table, whose `words` are its cells from left to right. A line's notes follow it as lines.
    """

    role: str
    kind: str
    words: tuple[str, ...]
    place: str
    table: str = ""


@dataclass(frozen=True)
class Note:
    """Something in the file that was read in a certain way, or not at all: where, what, why."""

    where: str
    what: str
    suggestion: str


@dataclass(frozen=True)
class Document:
    """A file as it was read.

    `marked` is there where the file is one of ours. `data` is what a file says sign by sign: the
    JSON of a json file, or of a pdf of ours that was not changed since; the text of a txt file.
    """

    kind: str
    name: str
    title: str = ""
    paragraphs: tuple[Paragraph, ...] = ()
    tables: tuple[Table, ...] = ()
    order: str = ""
    footnotes: tuple[Footnote, ...] = ()
    notes: tuple[Note, ...] = ()
    marked: tuple[Marked, ...] = ()
    data: str = ""

    @property
    def blocks(self) -> Iterator[Paragraph | Table]:
        """Go through paragraphs and tables in reading order."""
        paragraphs, tables = iter(self.paragraphs), iter(self.tables)
        for sign in self.order:
            yield next(paragraphs) if sign == "p" else next(tables)


def document(kind: str, name: str, blocks: "list[Paragraph | Table]", **more: Any) -> Document:
    """Make a document of its blocks."""
    return Document(
        kind,
        name,
        paragraphs=tuple(block for block in blocks if isinstance(block, Paragraph)),
        tables=tuple(block for block in blocks if isinstance(block, Table)),
        order="".join("p" if isinstance(block, Paragraph) else "t" for block in blocks),
        **more,
    )


def encode(value: Any) -> Any:
    """Write a value of this model as JSON can hold it, leaving out what is as usual."""
    if is_dataclass(value) and not isinstance(value, type):
        kind: type = type(value)
        found = ((name, getattr(value, name), usual) for name, usual, _ in _shape(kind))
        return {name: encode(held) for name, held, usual in found if held != usual}
    return [encode(held) for held in value] if isinstance(value, tuple) else value


def decode(data: Any, kind: type = Document) -> Any:
    """Read a value of this model back from JSON."""
    if not isinstance(data, Mapping):
        raise ValueError("an object was expected")
    given: dict[str, Any] = {}
    for name, _, member in _shape(kind):
        if name in data:
            given[name] = _decoded(data[name], member)
    return kind(**given)


def _decoded(value: Any, member: type | None) -> Any:
    if isinstance(value, list):
        return tuple(decode(held, member) if member else held for held in value)
    return decode(value, member) if member else value


@cache
def _shape(kind: type) -> tuple[tuple[str, Any, type | None], ...]:
    """List each field with its usual value and the class of what it holds."""
    return tuple(
        (
            field.name,
            field.default if field.default is not MISSING else None,
            _HOLDS.get(field.name),
        )
        for field in fields(kind)
    )


_HOLDS: dict[str, type] = {
    "line": Line,
    "lines": Line,
    "cells": Cell,
    "rows": Row,
    "tables": Table,
    "paragraphs": Paragraph,
    "footnotes": Footnote,
    "notes": Note,
    "marked": Marked,
}
