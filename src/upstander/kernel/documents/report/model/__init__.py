"""A report: what a document says, before anything is decided of how it looks.

Every document of the product is one of these, and HTML, PDF, Word and Excel are made from it, so
that they cannot drift apart. What a reader who cannot see would miss is refused when a report is
made: a picture without words, a table without headings, a heading that skips a level, a colour
without a word. That is a mistake in the product, so it raises Unfit and stops the document.

`role` names a part for our own reader (`Marked` in the reading model): a plan that was edited in
Word comes back by these names. To whoever only reads the document they mean nothing.
"""

from upstander.kernel.documents.report.model.blocks import (
    Block,
    Bullets,
    Callout,
    Figure,
    Heading,
    PageBreak,
    Paragraph,
)
from upstander.kernel.documents.report.model.report import (
    Attachment,
    Closing,
    Fact,
    Report,
)
from upstander.kernel.documents.report.model.tables import (
    Cell,
    Column,
    Legend,
    LegendEntry,
    Row,
    Table,
    table_of,
)
from upstander.kernel.documents.report.model.text import (
    Footnote,
    Run,
    Words,
    words_in,
)

__all__ = [
    "Attachment",
    "Block",
    "Bullets",
    "Callout",
    "Cell",
    "Closing",
    "Column",
    "Fact",
    "Figure",
    "Footnote",
    "Heading",
    "Legend",
    "LegendEntry",
    "PageBreak",
    "Paragraph",
    "Report",
    "Row",
    "Run",
    "Table",
    "Words",
    "table_of",
    "words_in",
]
