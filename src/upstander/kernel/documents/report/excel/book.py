"""A report as a workbook: its own layout down one sheet, and a second one that explains it.

Where all tables have the same columns, their headings stand once, at the top, where they stay in
sight; otherwise each table has its own.
"""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from io import BytesIO
from typing import Any

from upstander.kernel.documents.report.excel.blocks import BlockWriter
from upstander.kernel.documents.report.excel.page import LONGEST_CELL, Page
from upstander.kernel.documents.report.model import (
    Block,
    Column,
    Heading,
    Legend,
    Report,
    Table,
    words_in,
)
from upstander.kernel.documents.report.tones import TONES
from upstander.kernel.documents.report.words import RTL_LANGUAGES, harmless

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


class _Writer(BlockWriter):
    def __init__(self, report: Report, book: Any) -> None:
        self.report = report
        self.book = book
        tables = [block for block in report.blocks if isinstance(block, Table)]
        super().__init__(report.language, tables[0].columns if _alike(tables) else ())
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
        sheet.set_footer(
            "&L&8" + harmless(self.report.title)[:150].replace("&", "&&") + "&R&8&P / &N"
        )
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
            self.headings(self.shared, "head", page)
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


def _alike(tables: Sequence[Table]) -> bool:
    return bool(tables) and all(table.columns == tables[0].columns for table in tables)


def _parted(blocks: Sequence[Block]) -> tuple[Sequence[Block], Sequence[Block]]:
    """Part what comes before the first heading or table from the rest."""
    for at, block in enumerate(blocks):
        if isinstance(block, Heading | Table):
            return blocks[:at], blocks[at:]
    return blocks, ()
