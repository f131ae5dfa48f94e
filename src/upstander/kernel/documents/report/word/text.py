"""Paragraphs of a Word document, and what they need elsewhere in the file."""

from collections.abc import Iterable, Sequence

from upstander.kernel.documents.report.model import Footnote, Report, Words
from upstander.kernel.documents.report.word.markup import w
from upstander.kernel.documents.report.word.runs import direction, runs
from upstander.kernel.documents.report.word.styles import style_key
from upstander.kernel.documents.report.words import (
    RTL_LANGUAGES,
    TextLine,
    lines_of,
    one_line_of,
)

LONG_SIDE, SHORT_SIDE, MARGIN = 16838, 11906, 907  # A4, in twentieths of a point


class TextWriter:
    """Writes paragraphs, and gathers the styles, notes and links that they use."""

    def __init__(self, report: Report) -> None:
        """Begin with nothing written."""
        self.report = report
        self.language = report.language
        self.rtl = report.language in RTL_LANGUAGES
        self.room = (LONG_SIDE if report.landscape else SHORT_SIDE) - 2 * MARGIN
        self.roles: dict[str, str] = {}
        self.notes: list[Footnote] = []
        self.links: dict[str, str] = {}

    def role_paragraphs(
        self, words: Words, role: str, after: str = "", *, leads: bool = False
    ) -> str:
        """Write the lines of a text, a paragraph each; `leads` keeps them by what follows."""
        key = self.style(role) if role else ""
        kept = w("keepNext") if leads else ""
        made = [self.text_line(line, key, kept) for line in lines_of(words, self.language)]
        if after:
            made[-1] = made[-1].removesuffix("</w:p>") + after + "</w:p>"
        return "".join(made)

    def text_line(
        self, line: TextLine, key: str, kept: str = "", *, strong: bool = False, colour: str = ""
    ) -> str:
        """Write one line, as a list entry where it is one."""
        entry = w("numPr", w("ilvl", val=0), w("numId", val=1)) if line.bullet else ""
        return self.paragraph(key, [line], kept + entry, strong=strong, colour=colour)

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
