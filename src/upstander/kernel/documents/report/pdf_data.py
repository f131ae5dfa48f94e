"""A report as the plain values that the template of pages takes in."""

import re
from collections.abc import Callable, Iterable
from typing import Any

from django.utils.translation import gettext

from upstander.kernel.documents.report.fonts import FAMILIES, NASKH, printable
from upstander.kernel.documents.report.model import (
    Block,
    Bullets,
    Callout,
    Cell,
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
    words_in,
)
from upstander.kernel.documents.report.pictures import drawing_size
from upstander.kernel.documents.report.tones import TONES
from upstander.kernel.documents.report.words import (
    RTL_LANGUAGES,
    Piece,
    TextLine,
    harmless,
    lines_of,
    one_line_of,
)

# a row stays on one page unless it could fill half of one
_LONG_CELL, _MANY_LINES = 500, 12

Data = dict[str, Any]


class PageData:
    """Lays a report out as plain values."""

    def __init__(self, report: Report) -> None:
        """Begin with a report."""
        self.report = report
        self.language = report.language
        self.rtl = report.language in RTL_LANGUAGES

    def data(self) -> Data:
        """Give all of it."""
        report = self.report
        attached = report.attachment
        language, _, region = self.language.partition("-")
        return {
            "title": self.plain(report.title),
            "title-line": self.line(report.title),
            "author": "Upstander",
            "description": self.plain(report.kicker or report.title),
            "kicker": self.plain(report.kicker) if report.kicker else None,
            "facts": [{"label": f.label, "line": self.line(f.words)} for f in report.facts],
            "lang": language,
            "region": region or None,
            "rtl": self.rtl,
            "landscape": report.landscape,
            "fonts": list(FAMILIES),
            "naskh": [NASKH, *FAMILIES],
            "closing": self.plain(f"{report.title} · {report.closing.sentence}"),
            "page-words": re.split(r"%\(\w+\)s", gettext("Page %(page)s of %(pages)s"))[:2],
            "blocks": [self.block(block) for block in report.blocks],
            "attached": {"name": attached.name, "description": attached.description}
            if attached
            else None,
        }

    def block(self, block: Block) -> Data:
        """Lay one block out."""
        writers: dict[type, Callable[[Any], Data]] = {
            Paragraph: self.paragraph,
            Heading: self.heading,
            Bullets: self.bullets,
            Callout: self.callout,
            Table: self.table,
            Legend: self.legend,
            Figure: self.figure,
            PageBreak: lambda _: {"kind": "break"},
        }
        return writers[type(block)](block)

    def paragraph(self, block: Paragraph) -> Data:
        """Lay a paragraph out."""
        notes = self.notes(block.notes)
        lines = self.lines(block.words)
        return {"kind": "paragraph", "lines": lines, "notes": notes, "leads": block.leads}

    def bullets(self, block: Bullets) -> Data:
        """Lay a list out."""
        kind = "numbers" if block.numbered else "list"
        return {"kind": kind, "entries": [self.line(entry) for entry in block.entries]}

    def callout(self, block: Callout) -> Data:
        """Lay out words set apart."""
        return {
            "kind": "callout",
            "title": self.plain(block.title),
            "lines": self.lines(block.words),
            "tone": _tone(block.tone),
        }

    def heading(self, block: Heading) -> Data:
        """Lay a heading out."""
        return {
            "kind": "heading",
            "level": block.level,
            "label": self.plain(block.label),
            "line": self.line(block.words),
            "band": block.band,
            "notes": self.notes(block.notes),
        }

    def table(self, block: Table) -> Data:
        """Lay a table out."""
        return {
            "kind": "table",
            "caption": self.plain(block.caption),
            "shows-caption": block.shows_caption,
            "columns": [
                {"heading": self.plain(c.heading), "share": c.share} for c in block.columns
            ],
            "rows": [self.row(row) for row in block.rows],
        }

    def row(self, row: Row) -> Data:
        """Lay a row out; a short one is not to break over pages."""
        longest = max(len(words_in(cell.words)) for cell in row.cells)
        lines = max(words_in(cell.words).count("\n") for cell in row.cells)
        return {
            "cells": [self.cell(cell) for cell in row.cells],
            "whole": row.sums_up,
            "breaks": longest > _LONG_CELL or lines > _MANY_LINES,
        }

    def cell(self, cell: Cell) -> Data:
        """Lay a cell out."""
        return {
            "lines": self.lines(cell.words),
            "tone": _tone(cell.tone) if cell.tone else None,
            "span": cell.span,
            "heads": cell.heads or bool(cell.role),
        }

    def legend(self, block: Legend) -> Data:
        """Lay a legend out."""
        entries = [
            {
                "tone": _tone(entry.tone),
                "word": self.plain(entry.word),
                "line": self.line(entry.meaning),
            }
            for entry in block.entries
        ]
        heads = ["Word", "What it means"]
        return {
            "kind": "legend",
            "title": self.plain(block.title),
            "heads": heads,
            "entries": entries,
        }

    def figure(self, block: Figure) -> Data:
        """Lay a drawing out."""
        return {
            "kind": "figure",
            "svg": block.svg,
            "alt": self.plain(block.alt),
            "width": drawing_size(block.svg)[0],
            "line": self.line(block.caption),
            "table": self.table(block.table),
        }

    # ---- words

    def plain(self, text: str) -> str:
        """Give text that our fonts can print."""
        return printable(harmless(text))

    def notes(self, notes: Iterable[Footnote]) -> list[Data]:
        """Lay notes out."""
        return [self.line(note.words) for note in notes]

    def lines(self, words: Words) -> list[Data]:
        """Lay words out, line by line."""
        return [self.line_data(line) for line in lines_of(words, self.language)]

    def line(self, words: Words) -> Data:
        """Lay words out as one line."""
        return self.line_data(one_line_of(words, self.language))

    def line_data(self, line: TextLine) -> Data:
        """Lay a line out; `turned` where it runs against the document."""
        return {
            "pieces": [self.piece(piece) for piece in line.pieces],
            "bullet": line.bullet,
            "rtl": line.rtl,
            "turned": bool(line.text.strip()) and line.rtl != self.rtl,
        }

    def piece(self, piece: Piece) -> Data:
        """Lay letters of one script out."""
        own = piece.language == self.language
        return {
            "text": printable(piece.text),
            "lang": "" if own else piece.language.partition("-")[0],
            "strong": piece.strong,
            "link": piece.link,
        }


def _tone(name: str) -> list[str]:
    tone = TONES[name]
    return [f"#{tone.ground}", f"#{tone.letters}"]
