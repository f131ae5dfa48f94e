"""Tables and legends in a report."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from upstander.kernel.documents.report.model.text import Words, check_tone, words_in
from upstander.kernel.documents.report.unfit import Unfit


@dataclass(frozen=True)
class LegendEntry:
    """One colour, the word that it goes with, and what that means."""

    tone: str
    word: str
    meaning: str = ""

    def __post_init__(self) -> None:
        """Refuse a colour without a word."""
        check_tone(self.tone, self.word)


@dataclass(frozen=True)
class Legend:
    """What the colours of a document mean."""

    title: str
    entries: tuple[LegendEntry, ...]


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
        check_tone(self.tone, words_in(self.words))


@dataclass(frozen=True)
class Row:
    """A row of a table; a row of one cell that spans all columns begins a group.

    `sums_up` sets apart a row that speaks of all the others.
    """

    cells: tuple[Cell, ...]
    sums_up: bool = False


@dataclass(frozen=True)
class Table:
    """A table. Its caption names it to whoever hears it; it is shown unless a heading does that."""

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


def table_of(
    caption: str, columns: Mapping[str, float], rows: Iterable[Sequence[Words | Cell]]
) -> Table:
    """Make a table of words, by headings and their shares; the first cell of a row heads it.

    It stands under a heading that names it already, so its caption is only for who hears it.
    """
    heads = tuple(Column(heading, share) for heading, share in columns.items())
    made = tuple(
        Row(tuple(c if isinstance(c, Cell) else Cell(c, heads=not n) for n, c in enumerate(row)))
        for row in rows
    )
    return Table(caption, heads, made, shows_caption=False)
