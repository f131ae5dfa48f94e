"""What a report is made of, from top to bottom."""

from dataclasses import dataclass

from upstander.kernel.documents.report.model.tables import Legend, Table
from upstander.kernel.documents.report.model.text import Footnote, Words, check_tone, words_in
from upstander.kernel.documents.report.pictures import check_drawing
from upstander.kernel.documents.report.unfit import Unfit

DEEPEST = 4


@dataclass(frozen=True)
class Paragraph:
    """A paragraph, or several lines of one kind; `leads` keeps it on the page of what follows."""

    words: Words
    role: str = ""
    notes: tuple[Footnote, ...] = ()
    leads: bool = False


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
        check_tone(self.tone, self.title)


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
