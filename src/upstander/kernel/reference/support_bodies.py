"""Support services by name: whom they serve, and how they take referrals, as far as is known.

`support_bodies.csv` holds what public sources say (domain.md 18), and leaves empty what they do
not: ask them, rather than guess. A borough adds its own as organisations. All of them fall under
the agreement that an organisation supports the person; one of them can be agreed to alone.
"""

import csv
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True)
class Named:
    """A support service: for which strands or parts of one (none is all), whom, and its way."""

    code: str
    name: str
    strands: frozenset[str]
    serves: str
    way: str

    def fits(self, strands: Collection[str]) -> bool:
        """Tell whether it is there for one of some strands, or for a part of one."""
        return any(code.partition(".")[0] in strands for code in self.strands)


@cache
def named_services() -> tuple[Named, ...]:
    """List the support services that the product knows by name."""
    with Path(__file__).with_name("support_bodies.csv").open(encoding="utf-8", newline="") as lines:
        return tuple(
            Named(row["code"], row["name"], frozenset(row["strands"].split()), *_rest(row))
            for row in csv.DictReader(lines)
        )


def _rest(row: dict[str, str]) -> tuple[str, str]:
    return row["serves"], row["way"]


def in_order(strands: Collection[str]) -> list[Named]:
    """Give them all: those for these strands first, then those for everybody, then the others."""
    wanted = set(strands)
    return sorted(
        named_services(), key=lambda body: (not body.fits(wanted), bool(body.strands), body.name)
    )
