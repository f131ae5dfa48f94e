"""The body of a Word document, block by block."""

from collections.abc import Iterable, Iterator, Sequence

from upstander.kernel.documents.report.model import (
    Block,
    Bullets,
    Callout,
    Cell,
    Column,
    Fact,
    Figure,
    Footnote,
    Heading,
    Legend,
    PageBreak,
    Paragraph,
    Report,
    Row,
    Table,
    Words,
)
from upstander.kernel.documents.report.tones import PAPER, TEAL_TINT, TONES
from upstander.kernel.documents.report.word.drawings import Drawings
from upstander.kernel.documents.report.word.markup import w
from upstander.kernel.documents.report.word.runs import direction, plain_run, runs
from upstander.kernel.documents.report.word.styles import style_key
from upstander.kernel.documents.report.words import (
    RTL_LANGUAGES,
    TextLine,
    harmless,
    lines_of,
    one_line_of,
)

LONG_SIDE, SHORT_SIDE, MARGIN = 16838, 11906, 907  # A4, in twentieths of a point
LEGEND_HEADS = ("Word", "What it means")
_STRONG = w("b") + w("bCs")


class Body:
    """Writes blocks, and gathers what they need elsewhere in the file."""

    def __init__(self, report: Report) -> None:
        """Begin with nothing written."""
        self.report = report
        self.language = report.language
        self.rtl = report.language in RTL_LANGUAGES
        self.room = (LONG_SIDE if report.landscape else SHORT_SIDE) - 2 * MARGIN
        self.roles: dict[str, str] = {}
        self.table_roles: set[str] = set()
        self.bands: set[int] = set()
        self.notes: list[Footnote] = []
        self.links: dict[str, str] = {}
        self.drawings = Drawings()
        self.counted_lists = 0

    def write(self) -> str:
        """Write everything that stands in the body."""
        report = self.report
        parts = [self.role_paragraphs(report.kicker, "kicker")] if report.kicker else []
        parts.append(self.paragraph("Title", [self.line(report.title)]))
        parts += map(self.fact, report.facts)
        parts += (part for block in report.blocks for part in self.block(block))
        parts.append(self.role_paragraphs(report.closing.sentence, "closing"))
        return "".join(parts) + self.section()

    def block(self, block: Block) -> Iterator[str]:
        """Write one block."""
        match block:
            case Paragraph():
                yield self.role_paragraphs(block.words, block.role, self.calls(block.notes))
            case Heading():
                yield self.heading(block)
            case Bullets():
                yield self.bullets(block)
            case Callout():
                yield self.callout(block)
            case Table():
                yield from self.captioned(block)
            case Legend():
                yield from self.legend(block)
            case Figure():
                yield from self.figure(block)
            case PageBreak():
                yield w("p", w("r", w("br", type="page")))

    # ---- text

    def fact(self, fact: Fact) -> str:
        """Write a line below the title."""
        key = self.style(fact.role or "fact")
        label = plain_run(f"{harmless(fact.label)}:\t", _STRONG)
        line = self.line(fact.words)
        stop = w("tabs", w("tab", val="left", pos=1360)) + w("spacing", after=40)
        return w("p", w("pPr", w("pStyle", val=key), stop), label, self.runs(line))

    def heading(self, block: Heading) -> str:
        """Write a heading in the style of its level."""
        if block.band:
            self.bands.add(block.level)
        line = self.line(block.words)
        label = plain_run(f"{harmless(block.label)}\t") if block.label else ""
        inside = label + self.runs(line) + self.calls(block.notes)
        turned = direction([line], self.rtl)
        return w("p", w("pPr", w("pStyle", val=f"Heading{block.level}"), turned), inside)

    def bullets(self, block: Bullets) -> str:
        """Write a list; each counted one begins at 1."""
        self.counted_lists += block.numbered
        number = 1 + self.counted_lists if block.numbered else 1
        key = "ListNumber" if block.numbered else "ListBullet"
        counted = w("numPr", w("ilvl", val=0), w("numId", val=number))
        lines = [self.line(entry) for entry in block.entries]
        return "".join(self.paragraph(key, [line], counted) for line in lines)

    def callout(self, block: Callout) -> str:
        """Write words set apart."""
        tone = TONES[block.tone]
        edge = w("pBdr", w("left", val="single", sz=24, space=6, color=tone.letters))
        look = edge + w("shd", val="clear", color="auto", fill=tone.ground)
        key = self.style("callout")
        lines = lines_of(block.words, self.language)
        title = self.paragraph(key, [self.line(block.title)], look, strong=True)
        return title + "".join(self.paragraph(key, [line], look) for line in lines)

    def role_paragraphs(self, words: Words, role: str, after: str = "") -> str:
        """Write the lines of a text, a paragraph each."""
        key = self.style(role) if role else ""
        lines = lines_of(words, self.language)
        made = [self.text_line(line, key) for line in lines]
        if after:
            made[-1] = made[-1].removesuffix("</w:p>") + after + "</w:p>"
        return "".join(made)

    def text_line(self, line: TextLine, key: str, *, strong: bool = False, colour: str = "") -> str:
        """Write one line, as a list entry where it is one."""
        entry = w("numPr", w("ilvl", val=0), w("numId", val=1)) if line.bullet else ""
        return self.paragraph(key, [line], entry, strong=strong, colour=colour)

    def paragraph(
        self,
        key: str,
        lines: Sequence[TextLine],
        look: str = "",
        *,
        strong: bool = False,
        colour: str = "",
    ) -> str:
        """Write a paragraph of a style."""
        style = w("pStyle", val=key) if key else ""
        properties = style + look + direction(lines, self.rtl)
        inside = "".join(self.runs(line, strong=strong, colour=colour) for line in lines)
        return w("p", w("pPr", properties) if properties else "", inside)

    def runs(self, line: TextLine, *, strong: bool = False, colour: str = "") -> str:
        """Write the runs of a line."""
        return runs(line, self.language, self.link, strong=strong, colour=colour)

    def line(self, words: Words) -> TextLine:
        """Lay words out as one line."""
        return one_line_of(words, self.language)

    def style(self, role: str, base: str = "Normal") -> str:
        """Name the style of a role, so that it is written."""
        self.roles.setdefault(role, base)
        return style_key(role)

    def link(self, address: str) -> str:
        """Give the key of an address."""
        return self.links.setdefault(address, f"link{len(self.links) + 1}")

    def calls(self, notes: Iterable[Footnote]) -> str:
        """Write the marks that call notes, and keep the notes."""
        marks = []
        for note in notes:
            self.notes.append(note)
            mark = w("rStyle", val="FootnoteReference")
            marks.append(
                w("r", w("rPr", mark), w("footnoteReference", id=len(self.notes))),
            )
        return "".join(marks)

    # ---- tables

    def captioned(self, block: Table) -> Iterator[str]:
        """Write a table, below its caption where that is shown; a paragraph keeps tables apart."""
        if block.shows_caption:
            yield self.paragraph("Caption", [self.line(block.caption)])
        yield self.table(block)
        yield w("p", w("pPr", w("spacing", before=0, after=0, line=120, lineRule="exact")))

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

    def legend(self, block: Legend) -> Iterator[str]:
        """Write what the colours mean as a table of its own."""
        widths = [2400, self.room - 2400]
        columns = [Column(heading) for heading in LEGEND_HEADS]
        heads = [self.head_cell(c, width) for c, width in zip(columns, widths, strict=True)]
        rows = [
            self.row(Row((Cell(entry.word, tone=entry.tone), Cell(entry.meaning))), widths)
            for entry in block.entries
        ]
        yield self.paragraph("Caption", [self.line(block.title)])
        yield self.framed("legend", block.title, widths, [header_row(heads), *rows])
        yield w("p", w("pPr", w("spacing", before=0, after=0, line=120, lineRule="exact")))

    def figure(self, block: Figure) -> Iterator[str]:
        """Write a drawing with its words, its caption, and the numbers behind it."""
        drawn = self.drawings.add(block.svg, harmless(block.alt), self.room)
        yield w("p", w("pPr", w("keepNext")), w("r", drawn))
        yield self.paragraph("Caption", [self.line(block.caption)])
        yield from self.captioned(block.table)

    def section(self) -> str:
        """Write the size of the page and what stands at its foot."""
        sides = (LONG_SIDE, SHORT_SIDE) if self.report.landscape else (SHORT_SIDE, LONG_SIDE)
        turned: dict[str, str | int] = {"orient": "landscape"} if self.report.landscape else {}
        return w(
            "sectPr",
            '<w:footerReference w:type="default" r:id="footer"/>',
            w("pgSz", w=sides[0], h=sides[1], **turned),
            w("pgMar", top=850, right=MARGIN, bottom=850, left=MARGIN, header=450, footer=450, gutter=0),
            w("bidi") if self.rtl else "",
        )


def header_row(cells: Iterable[str]) -> str:
    """Write the row of headings, which comes again on every page."""
    return w("tr", w("trPr", w("cantSplit"), w("tblHeader")), *cells)
