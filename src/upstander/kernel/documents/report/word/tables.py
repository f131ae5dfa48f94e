"""Tables of a Word document: their headings on every page, their names, their colours."""

from collections.abc import Iterable, Sequence

from upstander.kernel.documents.report.model import Cell, Column, Legend, Report, Row, Table
from upstander.kernel.documents.report.tones import PAPER, TEAL_TINT, TONES
from upstander.kernel.documents.report.word.markup import w
from upstander.kernel.documents.report.word.runs import direction
from upstander.kernel.documents.report.word.styles import style_key
from upstander.kernel.documents.report.word.text import TextWriter
from upstander.kernel.documents.report.words import harmless, lines_of

LEGEND_HEADS = ("Word", "What it means")
# without a paragraph between them, two tables would become one
_APART = w("p", w("pPr", w("spacing", before=0, after=0, line=120, lineRule="exact")))


class TableWriter(TextWriter):
    """Writes tables, and gathers the styles that they use."""

    def __init__(self, report: Report) -> None:
        """Begin without tables."""
        super().__init__(report)
        self.table_roles: set[str] = set()

    def captioned(self, block: Table) -> str:
        """Write a table, below its caption where that is shown."""
        caption = self.paragraph("Caption", [self.line(block.caption)])
        return (caption if block.shows_caption else "") + self.table(block) + _APART

    def table(self, block: Table) -> str:
        """Write a table."""
        widths = self.widths(block.columns)
        heads = [self.head_cell(c, width) for c, width in zip(block.columns, widths, strict=True)]
        rows = [self.row(row, widths) for row in block.rows]
        return self.framed(block.role, block.caption, widths, [header_row(heads), *rows])

    def framed(self, role: str, caption: str, widths: Sequence[int], rows: Sequence[str]) -> str:
        """Write the frame of a table: its style, its widths, and its name for whoever hears it."""
        self.table_roles.add(role)
        name = harmless(caption)[:250]
        properties = [
            w("tblStyle", val=style_key(f"{role} table")),
            w("bidiVisual") if self.rtl else "",
            w("tblW", w=sum(widths), type="dxa"),
            w("tblLayout", type="fixed"),
            w("tblLook", val="0420", firstRow=1, lastRow=0, firstColumn=0, lastColumn=0),
            w("tblCaption", val=name),
            w("tblDescription", val=name),
        ]
        grid = w("tblGrid", *(w("gridCol", w=width) for width in widths))
        return w("tbl", w("tblPr", *properties), grid, *rows)

    def widths(self, columns: Sequence[Column]) -> list[int]:
        """Share the width of the page out."""
        total = sum(column.share for column in columns)
        return [round(self.room * column.share / total) for column in columns]

    def head_cell(self, column: Column, width: int) -> str:
        """Write the heading of a column."""
        key = self.style("cell")
        line = self.line(column.heading)
        inside = w(
            "p",
            w("pPr", w("pStyle", val=key), w("keepNext"), direction([line], self.rtl)),
            self.runs(line, strong=True),
        )
        return w("tc", w("tcPr", w("tcW", w=width, type="dxa")), inside)

    def row(self, row: Row, widths: Sequence[int]) -> str:
        """Write a row; one cell across all columns begins a group."""
        group = len(row.cells) == 1 and len(widths) > 1
        cells, at = [], 0
        for cell in row.cells:
            width = sum(widths[at : at + cell.span])
            cells.append(self.cell(cell, width, group=group, whole=row.sums_up))
            at += cell.span
        return w("tr", w("trPr", w("cantSplit")), *cells)

    def cell(self, cell: Cell, width: int, *, group: bool = False, whole: bool = False) -> str:
        """Write a cell with its colour."""
        tone = TONES.get(cell.tone)
        usual = TEAL_TINT if group else PAPER if whole else ""
        fill = tone.ground if tone else usual
        properties = [
            w("tcW", w=width, type="dxa"),
            w("gridSpan", val=cell.span) if cell.span > 1 else "",
            w("shd", val="clear", color="auto", fill=fill) if fill else "",
        ]
        key = self.style("cell")
        if cell.role:
            key = self.style(cell.role, base=style_key("cell"))
        strong = bool(tone) or group or cell.heads or (whole and bool(cell.role))
        colour = tone.letters if tone else ""
        lines = lines_of(cell.words, self.language)
        inside = [self.text_line(line, key, strong=strong, colour=colour) for line in lines]
        return w("tc", w("tcPr", *properties), *inside)

    def legend(self, block: Legend) -> str:
        """Write what the colours mean as a table of its own."""
        widths = [2400, self.room - 2400]
        columns = [Column(heading) for heading in LEGEND_HEADS]
        heads = [self.head_cell(c, width) for c, width in zip(columns, widths, strict=True)]
        rows = [
            self.row(Row((Cell(entry.word, tone=entry.tone), Cell(entry.meaning))), widths)
            for entry in block.entries
        ]
        title = self.paragraph("Caption", [self.line(block.title)])
        table = self.framed("legend", block.title, widths, [header_row(heads), *rows])
        return title + table + _APART


def header_row(cells: Iterable[str]) -> str:
    """Write the row of headings, which comes again on every page."""
    return w("tr", w("trPr", w("cantSplit"), w("tblHeader")), *cells)
