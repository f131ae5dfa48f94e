"""One sheet of a workbook while it is being written, from its first row to its last."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import ceil
from typing import Any

from upstander.kernel.documents.report.excel.looks import look_of
from upstander.kernel.documents.report.words import is_rtl
from upstander.kernel.errors import Refused

LONGEST_CELL = 32_767  # the format's own limit; the library drops longer text without a word
LINE_HEIGHT = 13.0
TALLEST_ROW = 400.0
LETTERS_A_LINE = 1.15  # of our font in a column of width 1, a little on the safe side
MARK = "Upstander "
"""What begins the marks that a hidden last column carries, by which our own reader knows a row."""


@dataclass
class Page:
    """A sheet: its columns, the row that comes next, and the looks made so far."""

    book: Any
    sheet: Any
    widths: Sequence[float]
    row: int = 0
    tallest: float = 0.0
    made: dict[tuple[str, str, bool], Any] = field(default_factory=dict)

    @property
    def marks(self) -> int:
        """Tell the column of the marks."""
        return len(self.widths)

    def write(self, column: int, words: str, look: str, tone: str = "") -> None:
        """Write a cell of the row that is open."""
        self._within(words, column)
        rtl = is_rtl(words)
        self.tallest = max(self.tallest, self.height(words, self.widths[column], look))
        if words:
            self.sheet.write_string(self.row, column, words, self.look(look, tone, rtl))
        else:
            self.sheet.write_blank(self.row, column, None, self.look(look, tone, rtl))

    def across(self, words: str, look: str, first: int = 0) -> None:
        """Write words across the row that is open, and give it the height that they need."""
        self._within(words, first)
        last = len(self.widths) - 1
        style = self.look(look, "", is_rtl(words))
        if first < last:
            self.sheet.merge_range(self.row, first, self.row, last, "", style)
        self.sheet.write_string(self.row, first, words, style)
        self.tallest = max(self.tallest, self.height(words, sum(self.widths[first:]), look))

    def end(self, mark: str) -> None:
        """Close the row with its mark, as high as its words need."""
        self.sheet.set_row(self.row, self.tallest or LINE_HEIGHT)
        self.tallest = 0.0
        self.sheet.write_string(self.row, self.marks, MARK + mark, self.look("hidden", "", False))
        self.row += 1

    def look(self, name: str, tone: str, rtl: bool) -> Any:
        """Give the format of a look; each is made once."""
        key = (name, tone, rtl)
        if key not in self.made:
            self.made[key] = self.book.add_format(look_of(name, tone, rtl=rtl))
        return self.made[key]

    def height(self, words: str, width: float, look: str) -> float:
        """Estimate the height of words, which not every program works out itself."""
        size = {"title": 1.8, "heading 1": 1.3, "heading 2": 1.12}.get(look, 1.0)
        room = max(width * LETTERS_A_LINE / size, 1.0)
        lines = sum(ceil(max(len(line), 1) / room) for line in words.split("\n"))
        padding = 8.0 if look.startswith(("heading", "title")) else 4.0
        return min(lines * LINE_HEIGHT * size + padding, TALLEST_ROW)

    def _within(self, words: str, column: int) -> None:
        if len(words.encode("utf-16-le")) // 2 > LONGEST_CELL:
            raise Refused(
                f"Row {self.row + 1}, column {column + 1}, has {len(words):,} characters; a cell "
                f"of a spreadsheet holds {LONGEST_CELL:,}. Choose another format instead."
            )
