"""A report as a workbook: its own layout down one sheet, and a second one that explains it.

Where all tables have the same columns, their headings stand once, at the top, where they stay in
sight; otherwise each table has its own.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time
from io import BytesIO
from typing import Any

from upstander.kernel.documents.report.excel.page import LONGEST_CELL, Page
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
    Paragraph,
    Report,
    Row,
    Table,
    words_in,
)
from upstander.kernel.documents.report.tones import TONES
from upstander.kernel.documents.report.words import RTL_LANGUAGES, harmless, one_line_of

SPARE_ROWS = 60  # below the last row, for what people add
_ALL_WIDTH = 150.0  # of all columns together: a landscape page holds it at a readable size
_UNDATED = date(2000, 1, 1)
_TWO = (Column("What"), Column("Words", 4.0))


def to_xlsx(report: Report) -> bytes:
    """Write a report as a workbook; raises Refused for text that no cell can hold."""
    from xlsxwriter import Workbook  # noqa: PLC0415 - only who writes a workbook pays for it

    out = BytesIO()
    with Workbook(out, {"in_memory": True, "strings_to_formulas": False}) as book:
        book.set_properties(
            {
                "title": harmless(report.title)[:255],
                "author": "Upstander",
                "created": datetime.combine(report.closing.day or _UNDATED, time(), UTC),
            }
        )
        _Writer(report, book).write()
    return out.getvalue()


class _Writer:
    def __init__(self, report: Report, book: Any) -> None:
        self.report = report
        self.book = book
        tables = [block for block in report.blocks if isinstance(block, Table)]
        self.shared = tables[0].columns if _alike(tables) else ()
        widest = max((table.columns for table in tables), key=len, default=_TWO)
        self.columns = self.shared or (widest if len(widest) > 1 else _TWO)
        total = sum(column.share for column in self.columns)
        widths = [max(_ALL_WIDTH * column.share / total, 10.5) for column in self.columns]
        self.page = Page(book, book.add_worksheet("Document"), widths)
        self.first = 0
        self.about = Page(book, book.add_worksheet("About"), [22.0, 90.0])

    def write(self) -> None:
        """Write both sheets."""
        for page in (self.page, self.about):
            self.set_up(page)
        self.head()
        before, rest = _parted(self.report.blocks) if self.shared else ((), self.report.blocks)
        for block in rest:
            self.block(block, self.page)
        self.choices()
        self.explain(before)

    def set_up(self, page: Page) -> None:
        """Set columns, paper and direction."""
        sheet = page.sheet
        for place, width in enumerate(page.widths):
            sheet.set_column(place, place, width, page.look("text", "", False))
        sheet.set_column(page.marks, page.marks, 12, None, {"hidden": True})
        sheet.hide_gridlines(2)
        sheet.set_paper(9)  # A4
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.5, right=0.5, top=0.5, bottom=0.6)
        sheet.set_footer("&L&8" + harmless(self.report.title)[:150].replace("&", "&&") + "&R&8&P / &N")
        if self.report.landscape:
            sheet.set_landscape()
        if self.report.language in RTL_LANGUAGES:
            sheet.right_to_left()

    def head(self) -> None:
        """Write what stays in sight at the top: title, facts, what colours mean, headings."""
        page = self.page
        page.across(harmless(self.report.title), "title")
        page.end("title")
        for fact in self.report.facts:
            label, words = harmless(fact.label), harmless(words_in(fact.words))
            page.write(0, label, "strong")
            page.across(words, "text", first=1)
            page.end(fact.role or "fact")
        if self.shared:
            self.chips()
            self.headings(self.shared, "head")
            page.sheet.freeze_panes(page.row, 0)
            page.sheet.repeat_rows(page.row - 1)
        self.first = page.row

    def chips(self) -> None:
        """Write the words of the legend beside one another, each on its colour."""
        legend = next((b for b in self.report.blocks if isinstance(b, Legend)), None)
        if legend is None or len(legend.entries) >= len(self.columns):
            return
        self.page.write(0, "Key", "strong")
        for place, entry in enumerate(legend.entries, start=1):
            self.page.write(place, entry.word, "text", entry.tone)
        self.page.end("legend")

    def headings(self, columns: Sequence[Column], mark: str) -> None:
        """Write the headings of a table."""
        for place, column in enumerate(columns):
            self.page.write(place, harmless(column.heading), "head")
        self.page.end(mark)

    def choices(self) -> None:
        """Offer the words that may stand in a column, and let the colour follow what is chosen."""
        first, last = self.first, self.page.row + SPARE_ROWS
        for place, column in enumerate(self.columns):
            if not column.choices:
                continue
            words = [entry.word for entry in column.choices]
            rule = {"validate": "list", "source": words, "error_type": "warning"}
            self.page.sheet.data_validation(first, place, last, place, rule)
            for entry in column.choices:
                tone = TONES[entry.tone]
                look = {"bg_color": f"#{tone.ground}", "font_color": f"#{tone.letters}"}
                equal = {"type": "cell", "criteria": "==", "value": f'"{entry.word}"'}
                style = {"format": self.book.add_format(look)}
                self.page.sheet.conditional_format(first, place, last, place, equal | style)

    def explain(self, blocks: Sequence[Block]) -> None:
        """Write the second sheet: what was said before the first heading, and the closing line."""
        self.about.across(harmless(self.report.title)[:LONGEST_CELL], "title")
        self.about.end("about")
        for block in blocks:
            self.block(block, self.about)
        self.line(self.report.closing.sentence, "closing", self.about, "quiet")

    # ---- blocks

    def block(self, block: Block, page: Page) -> None:
        """Write one block."""
        match block:
            case Paragraph():
                self.line(words_in(block.words), block.role, page)
                self.notes(block.notes, page)
            case Heading():
                self.heading(block, page)
            case Bullets():
                for number, entry in enumerate(block.entries, start=1):
                    sign = f"{number}. " if block.numbered else "• "
                    self.line(sign + words_in(entry), "", page)
            case Callout():
                self.line(block.title, "callout", page, "strong")
                self.line(words_in(block.words), "callout", page)
            case Table():
                self.table(block, page)
            case Legend():
                self.legend(block, page)
            case Figure():
                self.figure(block, page)

    def line(self, words: str, role: str, page: Page, look: str = "text") -> None:
        """Write words across the sheet."""
        page.across(harmless(words), look)
        page.end(role)

    def heading(self, block: Heading, page: Page) -> None:
        """Write a heading across the sheet, its number in the first column."""
        look = f"heading {min(block.level, 3)}"
        words = one_line_of(block.words, self.report.language).text
        if block.label:
            page.write(0, harmless(block.label), look)
        page.across(words, look, first=1 if block.label else 0)
        page.end(f"heading {block.level}")
        self.notes(block.notes, page)

    def notes(self, notes: Sequence[Footnote], page: Page) -> None:
        """Write notes below what calls them: a sheet has no foot."""
        for note in notes:
            self.line(words_in(note.words), note.role, page, "quiet")

    def table(self, block: Table, page: Page) -> None:
        """Write a table; its headings only where they do not stand at the top already."""
        if not self.shared:
            if block.shows_caption:
                self.line(block.caption, "caption", page, "strong")
            self.headings(block.columns, f"head {block.role}")
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


def _alike(tables: Sequence[Table]) -> bool:
    return bool(tables) and all(table.columns == tables[0].columns for table in tables)


def _parted(blocks: Sequence[Block]) -> tuple[Sequence[Block], Sequence[Block]]:
    """Part what comes before the first heading or table from the rest."""
    for at, block in enumerate(blocks):
        if isinstance(block, Heading | Table):
            return blocks[:at], blocks[at:]
    return blocks, ()


def _placed(cells: Sequence[Cell]) -> Iterator[tuple[int, Cell]]:
    at = 0
    for cell in cells:
        yield at, cell
        at += cell.span
