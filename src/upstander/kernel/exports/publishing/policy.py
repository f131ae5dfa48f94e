"""How careful a table has to be: the threshold, and what follows from it."""

from dataclasses import asdict, dataclass
from typing import Any

from upstander.kernel.errors import Refused

# wards with strands are shown for whole years only (domain.md 21)
NEVER_TOGETHER = frozenset(
    {frozenset({"ward", "strand", "quarter"}), frozenset({"ward", "strand", "month"})}
)


@dataclass(frozen=True)
class Policy:
    """The rules under which one table is published.

    `threshold`: counts from 1 up to below it are small; 0 is for counts of things, of which nothing
    is hidden. `width`: how far apart the least and the greatest possible value of a hidden figure
    have to stay; the threshold unless said. `hide_zeros`: nought is as telling as a small count.
    `reader_knows_rule`: guard as well against readers who reason that something small must be among
    the hidden figures. `insider`: guard as well against people who know themselves to be counted.
    `rounding`: show multiples of it only. `minimum_population`: no figure of a place with fewer
    people. `never_together`: grains of dimensions that no table may combine.
    """

    threshold: int = 5
    width: int = 0
    hide_zeros: bool = False
    reader_knows_rule: bool = True
    insider: bool = False
    rounding: int = 0
    minimum_population: int = 0
    never_together: frozenset[frozenset[str]] = NEVER_TOGETHER

    def __post_init__(self) -> None:
        """Refuse numbers that make no sense."""
        if min(self.threshold, self.width, self.rounding, self.minimum_population) < 0:
            raise Refused("A policy's numbers cannot be less than nought.")
        if self.threshold == 1 and not self.hide_zeros:
            raise Refused("A threshold of 1 hides nothing. Use 0 for counts of things.")

    @property
    def room(self) -> int:
        """Give how wide the possible values of a hidden figure have to lie."""
        return self.width or self.threshold

    @property
    def least_small(self) -> int:
        """Give the least count that is too small to show."""
        return 0 if self.hide_zeros else 1

    @property
    def shows_nought(self) -> bool:
        """Tell whether readers may count on it that nothing hidden is nought."""
        return not (self.hide_zeros or self.minimum_population)

    def is_small(self, count: int) -> bool:
        """Tell whether a count is too small to show."""
        return self.least_small <= count < self.threshold

    def as_strict_as(self, other: "Policy") -> bool:
        """Tell whether whatever the other policy hides is hidden under this one too."""
        return (
            self.threshold >= other.threshold
            and (self.hide_zeros >= other.hide_zeros or not other.threshold)
            and self.minimum_population >= other.minimum_population
        )

    @property
    def sentence(self) -> str:
        """Say in plain words what is not shown."""
        if not self.threshold:
            return "Every count is shown."
        zeros = ", nought among them" if self.hide_zeros else ""
        hidden = (
            f"Counts under {self.threshold}{zeros}, and some others that would let them be worked "
            "out, are not shown."
        )
        if self.rounding:
            return f"{hidden} All others are rounded to a multiple of {self.rounding}."
        return hidden

    def as_json(self) -> dict[str, Any]:
        """Give the rules as data for the ledger."""
        return asdict(self) | {"never_together": sorted(map(sorted, self.never_together))}

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> "Policy":
        """Read the rules back."""
        together = frozenset(map(frozenset, kept["never_together"]))
        return cls(**kept | {"never_together": together})


PEOPLE = Policy()
THINGS = Policy(threshold=0, never_together=frozenset())
