"""A report as a tagged PDF (PDF/UA-1), set by typst from data alone.

The template is fixed and lies beside this file. Words reach it as JSON, never as markup, so nothing
that a person wrote can do anything there. No file is written on the way, nothing is fetched, and
the same report gives the same bytes.
"""

import json
from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from functools import cache
from pathlib import Path
from typing import Any

from upstander.kernel.documents.report.fonts import FAMILIES, folders, printable
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
    Table,
    Words,
)
from upstander.kernel.documents.report.pictures import drawing_size
from upstander.kernel.documents.report.seal import sealed
from upstander.kernel.documents.report.tones import TONES
from upstander.kernel.documents.report.words import (
    RTL_LANGUAGES,
    Piece,
    TextLine,
    harmless,
    lines_of,
    one_line_of,
)

STANDARD = "ua-1"
_UNDATED = date(2000, 1, 1)

Data = dict[str, Any]


def to_pdf(report: Report) -> bytes:
    """Set a report in pages."""
    import typst  # noqa: PLC0415 - only who makes a PDF pays for loading it

    inputs = {"report": json.dumps(_Writer(report).data(), ensure_ascii=False)}
    if report.attachment:
        inputs["attached"] = report.attachment.content
    made: bytes = typst.compile(
        _template(),
        font_paths=folders(),
        ignore_system_fonts=True,
        pdf_standards=[STANDARD],
        sys_inputs=inputs,
        timestamp=_moment(report.closing.day),
    )
    return sealed(made) if report.attachment else made


@cache
def _template() -> bytes:
    return Path(__file__).with_name("report.typ").read_bytes()


def _moment(day: date | None) -> int:
    return int(datetime.combine(day or _UNDATED, time(), UTC).timestamp())


class _Writer:
    """Lays a report out as plain values for the template."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.language = report.language
        self.rtl = report.language in RTL_LANGUAGES

    def data(self) -> Data:
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
            "closing": self.plain(f"{report.title} · {report.closing.sentence}"),
            "page-words": ["Page ", " of "],
            "blocks": [self.block(block) for block in report.blocks],
            "attached": {"name": attached.name, "description": attached.description}
            if attached
            else None,
        }

    def block(self, block: Block) -> Data:
        match block:
            case Paragraph():
                notes = self.notes(block.notes)
                return {"kind": "paragraph", "lines": self.lines(block.words), "notes": notes}
            case Heading():
                return self.heading(block)
            case Bullets():
                kind = "numbers" if block.numbered else "list"
                return {"kind": kind, "entries": [self.line(entry) for entry in block.entries]}
            case Callout():
                return {
                    "kind": "callout",
                    "title": self.plain(block.title),
                    "lines": self.lines(block.words),
                    "tone": _tone(block.tone),
                }
            case Table():
                return self.table(block)
            case Legend():
                return self.legend(block)
            case Figure():
                return self.figure(block)
            case PageBreak():
                return {"kind": "break"}

    def heading(self, block: Heading) -> Data:
        return {
            "kind": "heading",
            "level": block.level,
            "label": self.plain(block.label),
            "line": self.line(block.words),
            "band": block.band,
            "notes": self.notes(block.notes),
        }

    def table(self, block: Table) -> Data:
        return {
            "kind": "table",
            "caption": self.plain(block.caption),
            "shows-caption": block.shows_caption,
            "columns": [
                {"heading": self.plain(c.heading), "share": c.share} for c in block.columns
            ],
            "rows": [
                {"cells": [self.cell(cell) for cell in row.cells], "whole": row.sums_up}
                for row in block.rows
            ],
        }

    def cell(self, cell: Cell) -> Data:
        return {
            "lines": self.lines(cell.words),
            "tone": _tone(cell.tone) if cell.tone else None,
            "span": cell.span,
            "heads": cell.heads,
        }

    def legend(self, block: Legend) -> Data:
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
        return printable(harmless(text))

    def notes(self, notes: Iterable[Footnote]) -> list[Data]:
        return [self.line(note.words) for note in notes]

    def lines(self, words: Words) -> list[Data]:
        return [self.line_data(line) for line in lines_of(words, self.language)]

    def line(self, words: Words) -> Data:
        return self.line_data(one_line_of(words, self.language))

    def line_data(self, line: TextLine) -> Data:
        return {
            "pieces": [self.piece(piece) for piece in line.pieces],
            "bullet": line.bullet,
            "rtl": line.rtl,
            "turned": bool(line.text.strip()) and line.rtl != self.rtl,
        }

    def piece(self, piece: Piece) -> Data:
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
