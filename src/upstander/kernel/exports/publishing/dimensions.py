"""What a table is broken down by: codes, what they are made of, and how they add up."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from itertools import product
from typing import Any

from upstander.kernel.errors import Refused

TOTAL = "*"
Coordinate = tuple[str, ...]


@dataclass(frozen=True)
class Dimension:
    """One thing that counts are broken down by, such as ward, strand or period.

    `codes` are those the table shows, each with its words. `parts` says what a code is made of,
    whether the parts are shown or not: a year of its quarters, a merged area of its wards. Say it
    even where the parts are not shown: what is not said here cannot be guarded.
    `total` are the words for the whole; '' where it is not shown. `whole`: the codes are all there
    is. `overlapping`: one person may stand under several codes, as with strands, so that the total
    is the number of people and not the sum. `grain` is the fineness that policies speak of.
    """

    name: str
    title: str
    codes: Mapping[str, str]
    parts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    total: str = "Total"
    whole: bool = True
    overlapping: bool = False
    grain: str = ""

    def __post_init__(self) -> None:
        """Refuse codes that contradict one another."""
        if not self.codes or TOTAL in self.codes:
            raise Refused(f"“{self.title}” needs at least one code, and none may be “{TOTAL}”.")
        if self.overlapping and self.parts:
            raise Refused(f"“{self.title}” overlaps, so its codes cannot have parts.")

    @property
    def shown(self) -> tuple[str, ...]:
        """List the codes of the table in their order, the total last."""
        return (*self.codes, TOTAL) if self.has_total else tuple(self.codes)

    @property
    def has_total(self) -> bool:
        """Tell whether the table shows the whole."""
        return bool(self.total) and (self.whole or self.overlapping)

    def words(self, code: str) -> str:
        """Give a code's words."""
        return self.total if code == TOTAL else self.codes[code]

    def leaves(self, code: str) -> frozenset[str]:
        """Give the finest codes that a code is made of."""
        if code == TOTAL:
            return frozenset().union(*map(self.leaves, self.codes))
        return leaves_of(code, self.parts)

    def as_json(self) -> dict[str, Any]:
        """Give it as data for the ledger."""
        kept = asdict(self)
        return kept | {"codes": list(map(list, self.codes.items()))}

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "Dimension":
        """Read it back."""
        parts = {code: tuple(made_of) for code, made_of in kept["parts"].items()}
        return cls(**dict(kept) | {"codes": dict(kept["codes"]), "parts": parts})


@dataclass(frozen=True)
class Relation:
    """Cells on one line of a table of which one is made up of the others.

    Without a `parent` the whole is not shown. `adds_up` where the parts sum to it exactly,
    `overlapping` where one person may be in several of them.
    """

    parent: Coordinate | None
    parts: tuple[Coordinate, ...]
    adds_up: bool
    overlapping: bool = False

    @property
    def cells(self) -> tuple[Coordinate, ...]:
        """List all of its cells."""
        return self.parts if self.parent is None else (self.parent, *self.parts)


def leaves_of(code: str, parts: Mapping[str, tuple[str, ...]]) -> frozenset[str]:
    """Give the finest codes that a code is made of."""
    found: set[str] = set()
    waiting, seen = [code], set()
    while waiting:
        at = waiting.pop()
        if at in seen:
            continue
        seen.add(at)
        waiting += parts.get(at, ())
        found |= set() if parts.get(at) else {at}
    return frozenset(found)


def coordinates(dimensions: Sequence[Dimension]) -> Iterator[Coordinate]:
    """List the cells of a table, row by row."""
    return product(*(dimension.shown for dimension in dimensions))


def relations(dimensions: Sequence[Dimension]) -> Iterator[Relation]:
    """List every line of a table on which cells depend on one another."""
    for place, dimension in enumerate(dimensions):
        others = [other.shown for other in dimensions]
        others[place] = ("",)
        for line in product(*others):
            for parent, parts, adds_up in _families(dimension):
                yield Relation(
                    None if parent is None else _put(line, place, parent),
                    tuple(_put(line, place, part) for part in parts),
                    adds_up,
                    dimension.overlapping,
                )


def _put(line: Coordinate, place: int, code: str) -> Coordinate:
    return (*line[:place], code, *line[place + 1 :])


def _families(dimension: Dimension) -> Iterator[tuple[str | None, tuple[str, ...], bool]]:
    made_of = {code: dimension.leaves(code) for code in dimension.codes}
    for code, leaves in made_of.items():
        inside = {other: of for other, of in made_of.items() if of < leaves}
        if inside:
            yield code, *_outermost(inside, leaves)
    parent = TOTAL if dimension.has_total else None
    outermost, adds_up = _outermost(made_of, dimension.leaves(TOTAL))
    yield parent, outermost, adds_up and not dimension.overlapping


def _outermost(
    made_of: Mapping[str, frozenset[str]], whole: frozenset[str]
) -> tuple[tuple[str, ...], bool]:
    kept = [code for code, of in made_of.items() if not any(of < o for o in made_of.values())]
    once = sum(len(made_of[code]) for code in kept) == len(whole)
    return tuple(kept), once
