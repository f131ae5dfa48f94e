"""The rows of a sheet that holds a plan, each cell found by its field and named for a person."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from upstander.kernel.exports.sheet import Sheet
from upstander.kernel.plan.interchange.columns import Headings
from upstander.kernel.plan.interchange.document import DocumentWarning
from upstander.kernel.plan.interchange.text import clean, one_line, upper_first


@dataclass(frozen=True)
class PlanRow:
    """One row: its number in the file and its filled cells by field."""

    number: int
    cells: dict[str, str]
    source: "PlanSheet"

    def __getitem__(self, field: str) -> str:
        """Give the words of a field; '' where its cell is empty or its column is not there."""
        return self.cells.get(field, "")

    @property
    def place(self) -> str:
        """Name the row so that a person finds it."""
        return upper_first(f"{self.source.named}row {self.number}")

    def where(self, field: str) -> str:
        """Name the cell of a field so that a person finds it."""
        place = self.source.headings.places.get(field)
        heading = self.source.sheet.columns[place] if place is not None else ""
        return f"{self.place}, column {heading}" if heading else self.place


@dataclass(frozen=True)
class PlanSheet:
    """A sheet and where in it each field of a plan stands; a csv file has no sheet title."""

    title: str
    sheet: Sheet
    headings: Headings

    @property
    def named(self) -> str:
        """Give the beginning of a place in this sheet."""
        return f"sheet {self.title}, " if self.title else ""

    def has(self, field: str) -> bool:
        """Tell whether there is a column for a field."""
        return field in self.headings.places

    def loose(self, field: str) -> bool:
        """Tell whether a column's heading leaves open whether it speaks of action or objective."""
        return field in self.headings.loose

    @cached_property
    def rows(self) -> list[PlanRow]:
        """List the rows in order."""
        return [
            PlanRow(number, self._cells(cells), self)
            for number, cells in zip(self.sheet.numbers, self.sheet.rows, strict=True)
        ]

    def first(self, field: str) -> str:
        """Find the first words that a column holds."""
        return next((row[field] for row in self.rows if row[field]), "")

    def left_over(self) -> Iterator[DocumentWarning]:
        """Keep the words of columns that no plan has: a warning for each column."""
        for place in self.headings.unknown:
            words = [
                f"row {number}: {one_line(cells[place])}"
                for number, cells in zip(self.sheet.numbers, self.sheet.rows, strict=True)
                if clean(cells[place])
            ]
            if words:
                where = upper_first(f"{self.named}column {self.sheet.columns[place]}")
                yield DocumentWarning(
                    where,
                    "; ".join(words),
                    "A plan has no such column, so it stays in your file only.",
                )

    def _cells(self, cells: Sequence[str]) -> dict[str, str]:
        found = {field: clean(cells[place]) for field, place in self.headings.places.items()}
        return {field: words for field, words in found.items() if words}
