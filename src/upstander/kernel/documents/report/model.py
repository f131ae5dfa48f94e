"""A report: what a document says, before anything is decided of how it looks.

Every document of the product is one of these, and HTML, PDF, Word and Excel are made from it, so
that they cannot drift apart. What a reader who cannot see would miss is refused when a report is
made: a picture without words, a table without headings, a heading that skips a level, a colour
without a word. That is a mistake in the product, so it raises Unfit and stops the document.

`role` names a part for our own reader (`Marked` in the reading model): a plan that was edited in
Word comes back by these names. To whoever only reads the document they mean nothing.
"""

from dataclasses import dataclass
from datetime import date

from upstander.kernel.documents.report.pictures import check_drawing
from upstander.kernel.documents.report.tones import TONES
from upstander.kernel.documents.report.unfit import Unfit

DEEPEST = 4
_SAFE_LINKS = ("https://", "http://", "mailto:", "#")


@dataclass(frozen=True)
class Run:
    """Words set alike; their language is found by their letters unless it is said."""

    text: str
    strong: bool = False
    link: str = ""
    language: str = ""

    def __post_init__(self) -> None:
        """Refuse a link that could do more than lead somewhere."""
        if self.link and not self.link.casefold().startswith(_SAFE_LINKS):
            raise Unfit(f"a link may not lead to {self.link[:40]!r}")


Words = str | tuple[Run, ...]
"""Text, or text in parts. A line break begins a line; a line that begins "• " is a list entry."""


def words_in(words: Words) -> str:
    """Give the bare text of words."""
    return words if isinstance(words, str) else "".join(run.text for run in words)


@dataclass(frozen=True)
class Footnote:
    """A note that stands at the foot of the page."""

    words: Words
    role: str = ""


@dataclass(frozen=True)
class Paragraph:
    """A paragraph, or several lines of one kind."""

    words: Words
    role: str = ""
    notes: tuple[Footnote, ...] = ()


@dataclass(frozen=True)
class Heading:
    """A heading; level 1 comes below the title. `label` is its number; a band sets it on colour."""

    level: int
    words: Words
    label: str = ""
    band: bool = False
    notes: tuple[Footnote, ...] = ()

    def __post_init__(self) -> None:
        """Refuse a heading that says nothing, or lies too deep to be found."""
        if not 1 <= self.level <= DEEPEST or not (words_in(self.words) + self.label).strip():
            raise Unfit("a heading needs words and a level from 1 to 4")


@dataclass(frozen=True)
class Bullets:
    """A list, counted or not."""

    entries: tuple[Words, ...]
    numbered: bool = False

    def __post_init__(self) -> None:
        """Refuse a list without entries."""
        if not self.entries:
            raise Unfit("a list needs entries")


@dataclass(frozen=True)
class Callout:
    """Words set apart from the rest, under a line that says what they are."""

    title: str
    words: Words
    tone: str = "calm"

    def __post_init__(self) -> None:
        """Refuse a callout whose meaning would lie in its colour alone."""
        _check_tone(self.tone, self.title)


@dataclass(frozen=True)
class LegendEntry:
    """One colour, the word that it goes with, and what that means."""

    tone: str
    word: str
    meaning: str = ""

    def __post_init__(self) -> None:
        """Refuse a colour without a word."""
        _check_tone(self.tone, self.word)


@dataclass(frozen=True)
class Column:
    """A column: its heading and its share of the width.

    `choices` are the words that may stand in it; a workbook offers them and colours what is chosen.
    """

    heading: str
    share: float = 1.0
    choices: tuple[LegendEntry, ...] = ()

    def __post_init__(self) -> None:
        """Refuse a column that a reader could not name."""
        if not self.heading.strip() or self.share <= 0:
            raise Unfit("a column needs a heading and a share of the width")


@dataclass(frozen=True)
class Cell:
    """A cell; a tone colours it, and its words say the same. `heads` makes it the row's heading."""

    words: Words = ""
    tone: str = ""
    span: int = 1
    heads: bool = False
    role: str = ""

    def __post_init__(self) -> None:
        """Refuse a colour without a word."""
        _check_tone(self.tone, words_in(self.words))


@dataclass(frozen=True)
class Row:
    """A row of a table; a row of one cell that spans all columns begins a group.

    `sums_up` sets apart a row that speaks of all the others.
    """

    cells: tuple[Cell, ...]
    sums_up: bool = False


@dataclass(frozen=True)
class Table:
    """A table. Its caption names it to whoever hears it, and is shown unless a heading does that."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    shows_caption: bool = True
    role: str = "table"

    def __post_init__(self) -> None:
        """Refuse a table without name or headings, or with rows that do not fill it."""
        if not self.caption.strip() or not self.columns:
            raise Unfit("a table needs a caption and headings")
        for row in self.rows:
            if sum(cell.span for cell in row.cells) != len(self.columns):
                raise Unfit(f"a row of the table {self.caption[:60]!r} does not fill its columns")


@dataclass(frozen=True)
class Legend:
    """What the colours of a document mean."""

    title: str
    entries: tuple[LegendEntry, ...]


@dataclass(frozen=True)
class Figure:
    """A drawing (SVG), said in words, with the numbers behind it as a table."""

    svg: str
    alt: str
    caption: str
    table: Table

    def __post_init__(self) -> None:
        """Refuse a picture without words, or one that is more than a drawing."""
        if not self.alt.strip() or not self.caption.strip():
            raise Unfit("a figure needs a caption and words for those who do not see it")
        check_drawing(self.svg)


@dataclass(frozen=True)
class PageBreak:
    """What follows begins a page."""


Block = Paragraph | Heading | Bullets | Callout | Table | Legend | Figure | PageBreak


@dataclass(frozen=True)
class Fact:
    """A line below the title: what it is about, and what it says."""

    label: str
    words: Words
    role: str = ""


@dataclass(frozen=True)
class Closing:
    """The last line: where the document comes from, as of which day, in which edition."""

    source: str
    day: date | None = None
    edition: str = ""

    @property
    def sentence(self) -> str:
        """Give the line as it is written."""
        day = f"as of {self.day.day} {self.day:%B} {self.day.year}" if self.day else ""
        return ", ".join(filter(None, (self.source, day, self.edition)))


@dataclass(frozen=True)
class Attachment:
    """The same content as data, carried along where a format can carry a file."""

    name: str
    content: str
    description: str


@dataclass(frozen=True)
class Report:
    """A whole document."""

    title: str
    blocks: tuple[Block, ...]
    kicker: str = ""
    language: str = "en-GB"
    facts: tuple[Fact, ...] = ()
    closing: Closing = Closing("Upstander")
    landscape: bool = False
    attachment: Attachment | None = None

    def __post_init__(self) -> None:
        """Refuse a document without a title, or whose headings skip a level."""
        if not self.title.strip():
            raise Unfit("a document needs a title")
        level = 0
        for block in self.blocks:
            if isinstance(block, Heading):
                if block.level > level + 1:
                    raise Unfit(f"the heading {words_in(block.words)[:60]!r} skips a level")
                level = block.level


def _check_tone(tone: str, words: str) -> None:
    if tone and tone not in TONES:
        raise Unfit(f"there is no tone {tone!r}")
    if tone and not words.strip():
        raise Unfit("a colour needs a word beside it")
