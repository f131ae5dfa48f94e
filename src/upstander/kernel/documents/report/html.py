"""A report as HTML: a fragment to stand in a page, or a whole page that needs nothing else."""

from collections.abc import Callable, Iterator, Sequence
from html import escape
from pathlib import Path
from typing import Any

from upstander.kernel.documents.report.html_words import TextWriter
from upstander.kernel.documents.report.model import (
    Block,
    Bullets,
    Callout,
    Cell,
    Column,
    Figure,
    Heading,
    Legend,
    PageBreak,
    Paragraph,
    Report,
    Row,
    Table,
)
from upstander.kernel.documents.report.words import RTL_LANGUAGES, harmless

STEP = 5
_STYLE = Path(__file__).with_name("report.css")


def to_page(report: Report) -> str:
    """Write a whole page, styles and all, that asks nothing of any other place."""
    style = _STYLE.read_text(encoding="utf-8")
    direction = _direction(report.language)
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(report.language)}"{direction}>\n<head>\n'
        '<meta charset="utf-8">\n<meta name="viewport" content="width=device-width">\n'
        f"<title>{escape(harmless(report.title))}</title>\n<style>\n{style}</style>\n</head>\n"
        f"<body>\n<main>\n{to_fragment(report)}</main>\n</body>\n</html>\n"
    )


def to_fragment(report: Report) -> str:
    """Write the content alone, its title as the first heading, for a page of the product."""
    writer = _Writer(report.language)
    parts = [*writer.head(report)]
    parts += map(writer.block, report.blocks)
    parts += writer.foot(report)
    wide = " up-report--wide" if report.landscape else ""
    inside = "\n".join(parts)
    return f'<article class="up-report{wide}">\n{inside}\n</article>\n'


class _Writer(TextWriter):
    # ---- the whole

    def head(self, report: Report) -> Iterator[str]:
        """Write the title and what stands below it."""
        yield "<header>"
        if report.kicker:
            yield f'<p class="up-report__kicker">{self.words(report.kicker)}</p>'
        yield f'<h1 class="govuk-heading-xl">{self.words(report.title)}</h1>'
        if report.facts:
            pairs = "".join(
                f"<div><dt>{escape(fact.label)}</dt><dd>{self.words(fact.words)}</dd></div>"
                for fact in report.facts
            )
            yield f'<dl class="up-report__facts">{pairs}</dl>'
        yield "</header>"

    def foot(self, report: Report) -> Iterator[str]:
        """Write the notes and the closing line."""
        yield "<footer>"
        if self.notes:
            notes = "".join(
                f'<li id="note-{number}">{self.words(note.words)} '
                f'<a href="#call-{number}" aria-label="Back to the text">↩</a></li>'
                for number, note in enumerate(self.notes, start=1)
            )
            yield f'<h2 class="govuk-heading-m">Notes</h2><ol class="up-report__notes">{notes}</ol>'
        yield f'<p class="up-report__closing">{self.words(report.closing.sentence)}</p>'
        yield "</footer>"

    def block(self, block: Block) -> str:
        """Write one block."""
        writers: dict[type, Callable[[Any], str]] = {
            Paragraph: self.paragraph,
            Heading: self.heading,
            Bullets: self.bullets,
            Callout: self.callout,
            Table: self.table,
            Legend: self.legend,
            Figure: self.figure,
            PageBreak: lambda _: '<hr class="up-report__break">',
        }
        return writers[type(block)](block)

    # ---- text

    def paragraph(self, block: Paragraph) -> str:
        """Write a paragraph with the notes that it calls."""
        return self.lines(block.words, self.calls(block.notes), "govuk-body")

    def heading(self, block: Heading) -> str:
        """Write a heading; the title of the document is the first level."""
        tag = f"h{block.level + 1}"
        size = ("l", "m", "s", "s")[block.level - 1]
        band = " up-report__band" if block.band else ""
        label = f'<span class="up-report__label">{escape(block.label)}</span> '
        inside = f"{label if block.label else ''}{self.words(block.words)}{self.calls(block.notes)}"
        return f'<{tag} class="govuk-heading-{size}{band}">{inside}</{tag}>'

    def bullets(self, block: Bullets) -> str:
        """Write a list."""
        tag, kind = ("ol", "number") if block.numbered else ("ul", "bullet")
        entries = "".join(f"<li>{self.words(entry)}</li>" for entry in block.entries)
        return f'<{tag} class="govuk-list govuk-list--{kind}">{entries}</{tag}>'

    def callout(self, block: Callout) -> str:
        """Write words set apart."""
        title = f"<p><strong>{self.words(block.title)}</strong></p>"
        css = f"up-report__callout up-report__tone--{block.tone}"
        return f'<div class="{css}">{title}{self.lines(block.words)}</div>'

    # ---- tables and figures

    def table(self, block: Table) -> str:
        """Write a table with its caption, its headings and its rows."""
        hidden = "" if block.shows_caption else " govuk-visually-hidden"
        widths = "".join(
            f'<col class="up-report__share-{width}">' for width in _widths(block.columns)
        )
        heads = "".join(f'<th scope="col">{escape(c.heading)}</th>' for c in block.columns)
        rows = "".join(self.row(row, len(block.columns)) for row in block.rows)
        name = escape(harmless(block.caption))
        return (
            # on a narrow screen the table is wider than the page: a keyboard can move it as well
            f'<div class="up-report__scroll" role="region" aria-label="{name}" tabindex="0">'
            '<table class="govuk-table up-report__table">'
            f'<caption class="govuk-table__caption{hidden}">{self.words(block.caption)}</caption>'
            f"<colgroup>{widths}</colgroup><thead><tr>{heads}</tr></thead>"
            f"<tbody>{rows}</tbody></table></div>"
        )

    def row(self, row: Row, width: int) -> str:
        """Write a row; one cell across all columns heads a group."""
        if len(row.cells) == 1 and width > 1:
            inside = self.lines(row.cells[0].words)
            return (
                '<tr class="up-report__group"><th scope="colgroup" '
                f'colspan="{width}">{inside}</th></tr>'
            )
        css = ' class="up-report__whole"' if row.sums_up else ""
        return f"<tr{css}>{''.join(map(self.cell, row.cells))}</tr>"

    def cell(self, cell: Cell) -> str:
        """Write a cell."""
        tag = 'th scope="row"' if cell.heads else "td"
        span = f' colspan="{cell.span}"' if cell.span > 1 else ""
        named = f"tone--{cell.tone}" if cell.tone else "name" if cell.role else ""
        tone = f' class="up-report__{named}"' if named else ""
        return f"<{tag}{span}{tone}>{self.lines(cell.words)}</{tag[:2]}>"

    def legend(self, block: Legend) -> str:
        """Write what the colours mean."""
        entries = "".join(
            f'<div><dt class="up-report__tone--{entry.tone}">{escape(entry.word)}</dt>'
            f"<dd>{self.words(entry.meaning)}</dd></div>"
            for entry in block.entries
        )
        return (
            f'<section class="up-report__legend"><p><strong>{escape(block.title)}</strong></p>'
            f"<dl>{entries}</dl></section>"
        )

    def figure(self, block: Figure) -> str:
        """Write a drawing, its words, and the numbers behind it."""
        return (
            f'<figure class="up-report__figure"><div role="img" aria-label="{escape(block.alt)}">'
            f"{block.svg}</div><figcaption>{self.words(block.caption)}</figcaption>"
            f"<details><summary>The numbers behind it</summary>{self.table(block.table)}</details>"
            "</figure>"
        )


def _widths(columns: Sequence[Column]) -> list[int]:
    """Share a hundred out in steps of five, since styles may not be written into the page."""
    total = sum(column.share for column in columns)
    exact = [100 * column.share / total for column in columns]
    widths = [int(share // STEP) * STEP for share in exact]
    by_rest = sorted(range(len(exact)), key=lambda at: widths[at] - exact[at])
    for at in by_rest[: (100 - sum(widths)) // STEP]:
        widths[at] += STEP
    return widths


def _direction(language: str) -> str:
    return ' dir="rtl"' if language in RTL_LANGUAGES else ""
