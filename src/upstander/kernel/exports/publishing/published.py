"""A table as everybody may see it. What is not shown is nowhere in here."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from upstander.kernel.exports.publishing.dimensions import Coordinate, Dimension, coordinates
from upstander.kernel.exports.publishing.policy import Policy
from upstander.kernel.exports.sheet import Sheet
from upstander.kernel.figures import State

MARKS = {
    State.SUPPRESSED: "[c]",
    State.NOT_DUE: "[z]",
    State.NOT_RECEIVED: "[x]",
    State.BLANK: "[w]",
}
MEANINGS = {
    State.NOT_DUE: "[z] Not due yet.",
    State.NOT_RECEIVED: "[x] Not received.",
    State.BLANK: "[w] Left blank in what was received.",
}


@dataclass(frozen=True)
class Figure:
    """One cell: its state, and its count where that is shown."""

    state: State
    value: int | None = None

    @classmethod
    def counted(cls, value: int) -> "Figure":
        """Make a figure of a count that is shown; nought is a state of its own."""
        return cls(State.VALUE if value else State.ZERO, value)

    @property
    def text(self) -> str:
        """Write it for a page: the count, or the mark that stands for why there is none."""
        return MARKS[self.state] if self.value is None else f"{self.value:,}"

    @property
    def cell(self) -> int | str:
        """Write it for a file: a number stays a number."""
        return MARKS[self.state] if self.value is None else self.value


HIDDEN = Figure(State.SUPPRESSED)


@dataclass(frozen=True)
class Published:
    """A table after disclosure control: for pages, charts, documents, files and the ledger.

    Why a figure is hidden is not kept, so a small one looks like one that only guards another.
    `replaced` names earlier tables that this one showed to be no longer true, since counts rose
    (`direction` 1) or fell (-1).
    """

    code: str
    subject: str
    title: str
    edition: str
    source: str
    dimensions: tuple[Dimension, ...]
    figures: Mapping[Coordinate, Figure]
    policy: Policy
    replaced: tuple[str, ...] = ()
    direction: int = 0

    @property
    def name(self) -> str:
        """Name the table and its edition."""
        return f"{self.code}, {self.edition}"

    def __getitem__(self, coordinate: Coordinate) -> Figure:
        """Give one figure by its codes, one of each dimension; "*" is the total."""
        return self.figures[coordinate]

    @property
    def notes(self) -> tuple[str, ...]:
        """Say in sentences what the marks of this table mean."""
        states = {figure.state for figure in self.figures.values()}
        hidden = self.policy.sentence
        if State.SUPPRESSED in states:
            hidden = f"[c] {hidden}"
        several = [
            f"One record may stand under several of “{dimension.title}”, so these may come to "
            "more than the total, in which each is counted once."
            for dimension in self.dimensions
            if dimension.overlapping
        ]
        marks = (words for state, words in MEANINGS.items() if state in states)
        return (hidden, *several, *marks)

    def rows(self) -> Iterator[dict[str, Any]]:
        """Give a row for each cell: the words of its codes, what is shown, and its state."""
        for coordinate in coordinates(self.dimensions):
            figure = self.figures[coordinate]
            words = {
                dimension.name: dimension.words(code)
                for dimension, code in zip(self.dimensions, coordinate, strict=True)
            }
            yield {**words, "count": figure.cell, "state": str(figure.state)}

    def sheet(self) -> Sheet:
        """Lay the cells out for a file, the sentences about them below."""
        headings = (*(dimension.title for dimension in self.dimensions), "Count", "State")
        rows = [tuple(row.values()) for row in self.rows()]
        notes = [(note, *[""] * (len(headings) - 1)) for note in self.notes]
        return Sheet(f"{self.title}, {self.edition}", headings, [*rows, *notes])

    def grid(self) -> "Grid":
        """Lay the cells out for a page: the longest dimension down, the others across."""
        spread = [place for place, dim in enumerate(self.dimensions) if len(dim.shown) > 1]
        down = max(spread, key=lambda place: len(self.dimensions[place].shown), default=0)
        others = [dim for place, dim in enumerate(self.dimensions) if place != down]
        lines = list(coordinates(others))
        across = [place for place in spread if place != down]
        heads = tuple(_head(self.dimensions, others, line, across) for line in lines)
        first = self.dimensions[down]
        rows = tuple(
            (
                first.words(code),
                tuple(self.figures[(*line[:down], code, *line[down:])] for line in lines),
            )
            for code in first.shown
        )
        return Grid(first.title, heads, rows)

    def as_json(self) -> dict[str, Any]:
        """Give all of it as data: what the ledger keeps, and what the digest is made of."""
        return {
            "code": self.code,
            "subject": self.subject,
            "title": self.title,
            "edition": self.edition,
            "source": self.source,
            "dimensions": [dimension.as_json() for dimension in self.dimensions],
            "figures": [
                [*coordinate, str(figure.state), figure.value]
                for coordinate, figure in sorted(self.figures.items())
            ],
            "policy": self.policy.as_json(),
            "replaced": list(self.replaced),
            "direction": self.direction,
        }

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "Published":
        """Read it back."""
        figures = {
            tuple(codes): Figure(State(state), value) for *codes, state, value in kept["figures"]
        }
        dimensions = tuple(map(Dimension.from_json, kept["dimensions"]))
        policy = Policy.from_json(kept["policy"])
        made = {"dimensions": dimensions, "figures": figures, "policy": policy}
        return cls(**dict(kept) | made | {"replaced": tuple(kept["replaced"])})

    @property
    def digest(self) -> str:
        """Give a fingerprint of all that is shown, by which a copy is known again."""
        text = json.dumps(self.as_json(), sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True)
class Grid:
    """Cells in rows and columns: the corner's words, the heads, and each row with its figures."""

    corner: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Figure, ...]], ...]


def _head(
    dimensions: Sequence[Dimension],
    others: Sequence[Dimension],
    line: Coordinate,
    across: Sequence[int],
) -> str:
    spread = [dimensions[place] for place in across]
    pairs = zip(others, line, strict=True)
    return ", ".join(dim.words(code) for dim, code in pairs if dim in spread) or "Count"
