"""The blocks of a report as rows of a sheet."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from upstander.kernel.documents.report.excel.page import Page
from upstander.kernel.documents.report.model import (
    Block,
    Bullets,
    Callout,
    Cell,
    Column,
    Figure,
    Footnote,
    Heading,
    Legend,
    PageBreak,
    Paragraph,
    Row,
    Table,
    words_in,
)
from upstander.kernel.documents.report.words import harmless, one_line_of


class BlockWriter:
    """Writes blocks; `shared` are headings that stand at the top once, for all tables."""

    def __init__(self, language: str, shared: Sequence[Column]) -> None:
        """Write in a language."""
        self.language = language
        self.shared = shared

    def block(self, block: Block, page: Page) -> None:
        """Write one block."""
        writers: dict[type, Callable[[Any, Page], None]] = {
            Paragraph: self.paragraph,
            Heading: self.heading,
            Bullets: self.bullets,
            Callout: self.callout,
            Table: self.table,
            Legend: self.legend,
            Figure: self.figure,
            PageBreak: lambda _, page: page.end(""),
        }
        writers[type(block)](block, page)

    def paragraph(self, block: Paragraph, page: Page) -> None:
        """Write a paragraph and its notes."""
        self.line(words_in(block.words), block.role, page)
        self.notes(block.notes, page)

    def bullets(self, block: Bullets, page: Page) -> None:
        """Write a list, an entry a row."""
        for number, entry in enumerate(block.entries, start=1):
            sign = f"{number}. " if block.numbered else "• "
            self.line(sign + words_in(entry), "", page)

    def callout(self, block: Callout, page: Page) -> None:
        """Write words set apart."""
        self.line(block.title, "callout", page, "strong")
        self.line(words_in(block.words), "callout", page)

    def line(self, words: str, role: str, page: Page, look: str = "text") -> None:
        """Write words across the sheet."""
        page.across(harmless(words), look)
        page.end(role)

    def heading(self, block: Heading, page: Page) -> None:
        """Write a heading across the sheet, its number in the first column."""
        look = f"heading {min(block.level, 3)}"
        words = one_line_of(block.words, self.language).text
        if block.label:
            page.write(0, harmless(block.label), look)
        page.across(words, look, first=1 if block.label else 0)
        page.end(f"heading {block.level}")
        self.notes(block.notes, page)

    def notes(self, notes: Sequence[Footnote], page: Page) -> None:
        """Write notes below what calls them: a sheet has no foot."""
        for note in notes:
            self.line(words_in(note.words), note.role, page, "quiet")

    def headings(self, columns: Sequence[Column], mark: str, page: Page) -> None:
        """Write the headings of a table."""
        for place, column in enumerate(columns):
            page.write(place, harmless(column.heading), "head")
        page.end(mark)

    def table(self, block: Table, page: Page) -> None:
        """Write a table; its headings only where they do not stand at the top already."""
        if not self.shared:
            if block.shows_caption:
                self.line(block.caption, "caption", page, "strong")
            self.headings(block.columns, f"head {block.role}", page)
        for row in block.rows:
            self.row(row, page)
        if not self.shared:
            page.end("")

    def row(self, row: Row, page: Page) -> None:
        """Write a row of a table."""
        if len(row.cells) == 1:
            self.line(words_in(row.cells[0].words), "group", page, "group")
            return
        look = "whole" if row.sums_up else "cell"
        for place, cell in _placed(row.cells):
            own = "strong" if cell.heads else look
            page.write(place, harmless(words_in(cell.words)), own, cell.tone)
        page.end(next((cell.role for cell in row.cells if cell.role), "row"))

    def legend(self, block: Legend, page: Page) -> None:
        """Write what the colours mean."""
        self.line(block.title, "legend", page, "strong")
        for entry in block.entries:
            page.write(0, harmless(entry.word), "cell", entry.tone)
            page.across(harmless(entry.meaning), "cell", first=1)
            page.end("legend")

    def figure(self, block: Figure, page: Page) -> None:
        """Write the caption, the words and the numbers of a drawing; a sheet shows the numbers."""
        self.line(words_in(block.caption), "caption", page, "strong")
        self.line(block.alt, "caption", page, "quiet")
        self.table(block.table, page)


def _placed(cells: Sequence[Cell]) -> Iterator[tuple[int, Cell]]:
    at = 0
    for cell in cells:
        yield at, cell
        at += cell.span
