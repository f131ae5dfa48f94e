"""The body of a Word document, block by block."""

from collections.abc import Callable
from typing import Any

from upstander.kernel.documents.report.model import (
    Block,
    Bullets,
    Callout,
    Fact,
    Figure,
    Heading,
    Legend,
    PageBreak,
    Paragraph,
    Report,
    Table,
)
from upstander.kernel.documents.report.tones import TONES
from upstander.kernel.documents.report.word.drawings import Drawings
from upstander.kernel.documents.report.word.markup import w
from upstander.kernel.documents.report.word.runs import direction, plain_run
from upstander.kernel.documents.report.word.tables import TableWriter
from upstander.kernel.documents.report.word.text import LONG_SIDE, MARGIN, SHORT_SIDE
from upstander.kernel.documents.report.words import harmless, lines_of

_STRONG = w("b") + w("bCs")


class Body(TableWriter):
    """Writes blocks in order, and gathers what they need elsewhere in the file."""

    def __init__(self, report: Report) -> None:
        """Begin with nothing written."""
        super().__init__(report)
        self.bands: set[int] = set()
        self.drawings = Drawings()
        self.counted_lists = 0

    def write(self) -> str:
        """Write everything that stands in the body."""
        report = self.report
        parts = [self.role_paragraphs(report.kicker, "kicker")] if report.kicker else []
        parts.append(self.paragraph("Title", [self.line(report.title)]))
        parts += map(self.fact, report.facts)
        parts += map(self.block, report.blocks)
        parts.append(self.role_paragraphs(report.closing.sentence, "closing"))
        return "".join(parts) + self.section()

    def block(self, block: Block) -> str:
        """Write one block."""
        writers: dict[type, Callable[[Any], str]] = {
            Paragraph: self.paragraphs,
            Heading: self.heading,
            Bullets: self.bullets,
            Callout: self.callout,
            Table: self.captioned,
            Legend: self.legend,
            Figure: self.figure,
            PageBreak: lambda _: w("p", w("r", w("br", type="page"))),
        }
        return writers[type(block)](block)

    # ---- text

    def paragraphs(self, block: Paragraph) -> str:
        """Write the lines of a paragraph, and the marks of its notes after the last."""
        calls = self.calls(block.notes)
        return self.role_paragraphs(block.words, block.role, calls, leads=block.leads)

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

    def figure(self, block: Figure) -> str:
        """Write a drawing with its words, its caption, and the numbers behind it."""
        drawn = self.drawings.add(block.svg, harmless(block.alt), self.room)
        picture = w("p", w("pPr", w("keepNext")), w("r", drawn))
        caption = self.paragraph("Caption", [self.line(block.caption)])
        return picture + caption + self.captioned(block.table)

    def section(self) -> str:
        """Write the size of the page and what stands at its foot."""
        sides = (LONG_SIDE, SHORT_SIDE) if self.report.landscape else (SHORT_SIDE, LONG_SIDE)
        turned: dict[str, str | int] = {"orient": "landscape"} if self.report.landscape else {}
        return w(
            "sectPr",
            '<w:footerReference w:type="default" r:id="footer"/>',
            w("pgSz", w=sides[0], h=sides[1], **turned),
            w(
                "pgMar",
                top=850,
                right=MARGIN,
                bottom=850,
                left=MARGIN,
                header=450,
                footer=450,
                gutter=0,
            ),
            w("bidi") if self.rtl else "",
        )
